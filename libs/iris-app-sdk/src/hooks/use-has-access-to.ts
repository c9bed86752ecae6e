import { useEffect, useState } from 'react';
import { useHostStore } from '../host-context.ts';
import type { AccessQuestion } from '../host-methods.ts';

/**
 * Whether the signed-in user may open a page of an asset.
 * @returns `{ hasAccess }`, undefined until Manager answered; false when it cannot say.
 * @see https://developers.trackunit.com — "Trackunit providers"
 */
export function useHasAccessTo(question: AccessQuestion): { readonly hasAccess: boolean | undefined } {
  const { connection } = useHostStore();
  const { assetId, page } = question;
  const [answer, setAnswer] = useState<{ readonly to: string; readonly hasAccess: boolean }>();
  const key = JSON.stringify([assetId, page]);
  useEffect(() => {
    let mounted = true;
    const take = (hasAccess: boolean) => mounted && setAnswer({ to: key, hasAccess });
    connection.call('hasAccessTo', { ...(assetId && { assetId }), ...(page && { page }) }).then(
      (reply) => take(reply.hasAccess),
      () => take(false),
    );
    return () => {
      mounted = false;
    };
  }, [connection, assetId, page, key]);
  return { hasAccess: answer?.to === key ? answer.hasAccess : undefined };
}
