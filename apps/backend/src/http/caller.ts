import type { Request, Response } from 'express';

const caller = Symbol('the account that a request is for');

type WithCaller = Request & { [caller]?: string };

/** Remembers whose account a request is for; the account comes from the token and from nowhere else. */
export const setAccountId = (request: Request, accountId: string): void => {
  (request as WithCaller)[caller] = accountId;
};

/** The account a request is for. Throws where no check of the token came before: a fault in the wiring. */
export const getAccountId = (request: Request): string => {
  const accountId = (request as WithCaller)[caller];
  if (accountId === undefined) throw new Error('a route asked for the account before the token was checked');
  return accountId;
};

/** A signal that aborts when the caller has gone away. */
export const toAbortSignal = (response: Response): AbortSignal => {
  const controller = new AbortController();
  response.once('close', () => controller.abort());
  return controller.signal;
};
