import { systemClock, type Clock, type Identity, type IdentityVerifier } from '@fleet-watch/trackunit-client';
import { Router, type Request, type Response } from 'express';
import type { Database } from '../database/create-database.ts';
import { silentLogger, type Logger } from '../logger.ts';
import { toReason } from '../to-reason.ts';
import type { Vault } from '../vault/vault.ts';
import { within } from '../within.ts';
import { createBatcher, type Batcher } from './create-batcher.ts';
import { parseMessage } from './parse-message.ts';
import { readBody } from './read-body.ts';
import {
  createRecorder,
  type InstallHook,
  type RecordOutcome,
  type VerifiedMessage,
} from './record-messages.ts';
import { sendError } from './send-error.ts';

/** What the install callback needs. */
export type InstallCallbackOptions<Tables> = {
  readonly database: Database<Tables>;
  readonly vault: Vault<Tables>;
  readonly verifyIdentity: IdentityVerifier;
  /** What follows from a new or replaced credential, in the transaction that stores it: enqueue work here. */
  readonly onInstalled?: InstallHook<Tables> | undefined;
  /** What follows from an uninstall, in the transaction that erases the credential. */
  readonly onUninstalled?: InstallHook<Tables> | undefined;
  readonly clock?: Clock | undefined;
  readonly logger?: Logger | undefined;
  /** How long the message of an identity without `exp` is remembered, in milliseconds, 30 days by default. */
  readonly replayMemoryMs?: number | undefined;
  /** Seconds in the `Retry-After` of a 503, 5 by default. */
  readonly retryAfterSeconds?: number | undefined;
  /**
   * How long a message may take to be stored before it is answered with 503, in milliseconds, 10,000 by default. It
   * may still be stored afterwards; then the repeat that the 503 asks for changes nothing. Messages that come later
   * wait no longer than that for a database that gives no answer to those before them.
   */
  readonly storeTimeoutMs?: number | undefined;
};

const dayMs = 86_400_000;
const defaultStoreTimeoutMs = 10_000;
const maxBodyBytes = 64 * 1024;
const maxBatch = 64;
/** One that waits, as for an account's row that somebody holds, leaves room for another. */
const maxRunning = 2;
/** While the database answers quickly one at a time is enough: of two each would be half as big, and cost as much. */
const slowAfterMs = 100;
/**
 * When a network loses everything, the two batches under way are late after ten seconds, and the two after them, which
 * may get connections that lay idle meanwhile, after twenty; by then keep-alive has found what is dead. No more than
 * that, so that a database which hangs leaves four of the pool's ten connections to others.
 */
const maxLate = 4;

const isJson = (request: Request): boolean => {
  const [type = '', ...parameters] = (request.headers['content-type'] ?? '').toLowerCase().split(';');
  const charset = parameters.map((text) => text.trim()).find((text) => text.startsWith('charset='));
  const encoding = (request.headers['content-encoding'] ?? 'identity').toLowerCase();
  return (
    type.trim() === 'application/json' &&
    /^charset="?utf-?8"?$/.test(charset ?? 'charset=utf-8') &&
    encoding === 'identity'
  );
};

/** A claim that names another app or account than the body does. Which claims there are is not documented. */
const contradicts = ({ claims }: Identity, member: string, value: string): boolean =>
  typeof claims[member] === 'string' && claims[member].toLowerCase() !== value.toLowerCase();

/**
 * Makes the router that answers the manifest's `tokenCallback.url`: mount it at that path, before what reads bodies
 * (`express.json()`).
 *
 * Trackunit sends an account's secret once. So nothing is answered with 204 before the database has committed it,
 * together with whatever `onInstalled` did; a repeat, or an older message after a newer one, changes nothing and is
 * answered with 204 too.
 *
 * | answer | when |
 * | --- | --- |
 * | 204 | stored, or nothing to store |
 * | 400 | `malformed_json`, `constraint_violation` |
 * | 401 | `identity_missing`, `identity_invalid`, the latter also for one that came before with another message |
 * | 403 | `iris_app_mismatch` |
 * | 405, 413, 415 | another method; over 64 KiB; not JSON in UTF-8 |
 * | 503 | `store_unavailable` with `Retry-After`: no database, one that does not answer in time, or no key to check the identity with |
 *
 * @see https://developers.trackunit.com — "App Tokens (async)"
 */
export const createInstallCallback = <Tables>(options: InstallCallbackOptions<Tables>): Router => {
  const { database, vault, clock = systemClock, replayMemoryMs = 30 * dayMs } = options;
  const recorder = createRecorder<Tables>({
    database,
    vault,
    clock,
    replayMemoryMs,
    onInstalled: options.onInstalled,
    onUninstalled: options.onUninstalled,
  });
  const store = createBatcher({
    run: recorder.record,
    maxBatch,
    maxRunning,
    slowAfterMs,
    // Who asked for a batch that old has its 503 already. What the batch stores all the same changes nothing for the
    // repeat, which is known by its id, and nothing about a newer message.
    lateAfterMs: options.storeTimeoutMs ?? defaultStoreTimeoutMs,
    maxLate,
  });
  const answer = createAnswer(options, async (message) => store(await recorder.prepare(message)));
  return Router().all('/', answer);
};

const createAnswer = <Tables>(
  options: InstallCallbackOptions<Tables>,
  record: Batcher<VerifiedMessage, RecordOutcome>,
) => {
  const { vault, verifyIdentity, logger = silentLogger } = options;
  const { retryAfterSeconds = 5, storeTimeoutMs = defaultStoreTimeoutMs } = options;

  const unavailable = (response: Response): void => {
    response.setHeader('Retry-After', String(retryAfterSeconds));
    sendError(response, 'store_unavailable');
  };

  const findIdentity = async (request: Request, response: Response): Promise<Identity | undefined> => {
    const header = request.headers['trackunit-identity'];
    const verdict = await verifyIdentity(Array.isArray(header) ? header.join(', ') : header);
    if (verdict.ok) return verdict.identity;
    logger.warn({ ...verdict }, 'An install message without a valid identity was refused');
    if (verdict.code === 'identity_unavailable') unavailable(response);
    else sendError(response, verdict.code);
    return undefined;
  };

  const accept = async (response: Response, identity: Identity, bytes: Buffer): Promise<void> => {
    const parsed = parseMessage(bytes);
    if (!parsed.ok)
      return sendError(response, parsed.code, 'violations' in parsed ? parsed.violations : undefined);
    const { irisAppId, accountId, type } = parsed.message;
    if (irisAppId !== vault.irisAppId || contradicts(identity, 'irisAppId', irisAppId))
      return sendError(response, 'iris_app_mismatch');
    if (contradicts(identity, 'accountId', accountId)) return sendError(response, 'identity_invalid');
    try {
      const storing = record({ ...parsed, identity });
      const outcome = await within(storeTimeoutMs, 'the database', storing);
      if (outcome === 'replayed') return sendError(response, 'identity_invalid');
      logger.info({ accountId, type, outcome }, 'An install message was taken');
    } catch (error) {
      logger.error({ accountId, type, reason: toReason(error) }, 'An install message could not be stored');
      return unavailable(response);
    }
    response.status(204).end();
  };

  return async (request: Request, response: Response): Promise<void> => {
    if (request.method !== 'POST') {
      response.setHeader('Allow', 'POST');
      return sendError(response, 'method_not_allowed');
    }
    if (!isJson(request)) return sendError(response, 'unsupported_media_type');
    if (request.readableEnded) {
      logger.error(
        {},
        'The install callback has to be mounted before what reads bodies, such as express.json()',
      );
      return unavailable(response);
    }
    const body = await readBody(request, maxBodyBytes);
    if (!body.ok) {
      // The rest of the body is not read, so this connection has no use for another request.
      response.setHeader('Connection', 'close');
      return sendError(response, body.code);
    }
    const identity = await findIdentity(request, response);
    if (identity !== undefined) await accept(response, identity, body.bytes);
  };
};
