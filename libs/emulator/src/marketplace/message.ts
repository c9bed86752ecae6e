/** A message for an app's backend. */
export type Message = {
  readonly irisAppId: string;
  readonly accountId: string;
  readonly url: string;
  readonly body: Readonly<Record<string, unknown>> & { readonly type: string };
};

/** A message on its way, or brought. */
export type Errand = { readonly messageId: string; readonly message: Message; readonly text: string };

/** Whom messages are about: what is newer for one target takes the place of what is older. */
export const toTarget = ({ irisAppId, accountId }: Pick<Message, 'irisAppId' | 'accountId'>): string =>
  `${accountId}/${irisAppId}`;

/** Everything of a body that a log may show. */
export const withoutSecret = (body: Message['body']): Message['body'] =>
  'clientSecret' in body ? { ...body, clientSecret: '[secret]' } : body;
