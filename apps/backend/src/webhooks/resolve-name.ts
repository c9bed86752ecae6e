import { Resolver } from 'node:dns/promises';
import { readFile } from 'node:fs/promises';
import { isIP } from 'node:net';

/** One answer of a resolver. */
export type ResolvedAddress = { readonly address: string; readonly family: number };

/** Finds every address of a host name. */
export type Resolve = (hostname: string) => Promise<readonly ResolvedAddress[]>;

export type ResolveOptions = {
  /** Name servers as `address:port`; those of the system by default. */
  readonly servers?: readonly string[] | undefined;
  readonly hostsFile?: string | undefined;
  /** For the first of two tries, 2000 by default. */
  readonly timeoutMs?: number | undefined;
};

/** No address came of a look-up. The code is the one that the system's own look-up has for it. */
export class NameNotResolved extends Error {
  override readonly name = 'NameNotResolved';
  readonly code: 'ENOTFOUND' | 'EAI_AGAIN';

  constructor(hostname: string, code: NameNotResolved['code'], cause: unknown) {
    super(`${hostname} could not be looked up: ${code}`, { cause });
    this.code = code;
  }
}

/** What name servers say of a name that is not there, or has no address of the kind. */
const unknownCodes = new Set<unknown>(['ENOTFOUND', 'ENODATA', 'EBADNAME']);

const isUnknown = (cause: unknown): boolean =>
  cause instanceof Error && 'code' in cause && unknownCodes.has(cause.code);

const findInHosts = (text: string, hostname: string): ResolvedAddress[] =>
  text.split('\n').flatMap((line) => {
    const [address = '', ...names] = line.replace(/#.*/, '').trim().split(/\s+/);
    const family = isIP(address);
    const isNamed = names.some((name) => name.toLowerCase() === hostname);
    return family !== 0 && isNamed ? [{ address, family }] : [];
  });

/**
 * Makes what looks names up that customers chose: in the hosts file, then at the name servers, with no search domain.
 *
 * The system's own look-up takes one of the process's four threads until it ends, and nothing can end it: a few names
 * that nobody answers for would keep the process from finding Trackunit and the database. This one takes no thread.
 *
 * @returns a function that rejects with `NameNotResolved`
 * @see https://nodejs.org/api/dns.html#implementation-considerations
 */
export const createResolve =
  ({ servers, hostsFile = '/etc/hosts', timeoutMs = 2000 }: ResolveOptions = {}): Resolve =>
  async (host) => {
    const hostname = host.toLowerCase().replace(/\.$/, '');
    const here = findInHosts(await readFile(hostsFile, 'utf8').catch(() => ''), hostname);
    if (here.length > 0) return here;
    const resolver = new Resolver({ timeout: timeoutMs, tries: 2 });
    if (servers !== undefined) resolver.setServers(servers);
    const answers = await Promise.allSettled([
      resolver.resolve4(hostname).then((found) => found.map((address) => ({ address, family: 4 }))),
      resolver.resolve6(hostname).then((found) => found.map((address) => ({ address, family: 6 }))),
    ]);
    const found = answers.flatMap((answer) => (answer.status === 'fulfilled' ? answer.value : []));
    if (found.length > 0) return found;
    const causes = answers.flatMap((answer) =>
      answer.status === 'rejected' ? [answer.reason as unknown] : [],
    );
    throw new NameNotResolved(hostname, causes.every(isUnknown) ? 'ENOTFOUND' : 'EAI_AGAIN', causes[0]);
  };
