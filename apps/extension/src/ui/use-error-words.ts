import { HostConnectionError } from '@trackunit/iris-app-sdk';
import { ApiError, type ApiErrorCode } from '../api/api-error.ts';
import { useWords } from '../i18n/i18n-context.tsx';
import { errorMessages } from './error-messages.ts';

export type ErrorWords = Readonly<{ title: string; text: string }>;

/** Says what an error means and what to do. Branches on codes; a server's own text is shown only for bad input. */
export const useErrorWords = (): ((error: Error) => ErrorWords) => {
  const words = useWords(errorMessages);

  const forCode: Partial<Record<ApiErrorCode, ErrorWords>> = {
    network: { title: words.networkTitle, text: words.networkText },
    account_not_installed: { title: words.notInstalledTitle, text: words.notInstalledText },
    scope_not_granted: { title: words.conflictTitle, text: words.conflictText },
    user_auth_not_configured: { title: words.notConfiguredTitle, text: words.notConfiguredText },
  };

  const forBusy = ({ retryAfterSeconds }: ApiError): ErrorWords => ({
    title: words.busyTitle,
    text: retryAfterSeconds === undefined ? words.busySomeTimeText : words.busyText(retryAfterSeconds),
  });

  const forStatus = (error: ApiError): ErrorWords | undefined => {
    switch (error.status) {
      case 400:
        return {
          title: words.invalidTitle,
          text: error.violations.map(({ message }) => message).join('; ') || error.message,
        };
      case 401:
        return { title: words.signInTitle, text: words.signInText };
      case 403:
        return { title: words.forbiddenTitle, text: words.forbiddenText };
      case 404:
        return { title: words.notFoundTitle, text: words.notFoundText };
      case 409:
        return { title: words.conflictTitle, text: words.conflictText };
      case 429:
        return forBusy(error);
      case 502:
      case 503:
      case 504:
        return { title: words.unavailableTitle, text: words.unavailableText };
      default:
        return undefined;
    }
  };

  return (error) => {
    const unknown = { title: words.unknownTitle, text: words.unknownText };
    if (error instanceof HostConnectionError) return { title: words.hostTitle, text: words.hostText };
    if (!(error instanceof ApiError)) return unknown;
    const known = forCode[error.code] ?? forStatus(error) ?? unknown;
    if (error.requestId === undefined || error.status < 500) return known;
    return { ...known, text: `${known.text} ${words.reference({ requestId: error.requestId })}` };
  };
};
