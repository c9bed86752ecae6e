import { isIP, type LookupFunction } from 'node:net';
import type { Resolve } from './resolve-name.ts';

/** A host that webhooks are not sent to. */
export class AddressRefused extends Error {
  override readonly name = 'AddressRefused';
  readonly code = 'address_refused';
}

const refuse = (hostname: string): AddressRefused =>
  new AddressRefused(`${hostname} is, or can be, an address that is not public`);

/**
 * Makes the lookup that a connection uses. It resolves once, refuses a name of which any address is refused, and
 * hands the addresses it checked to the connection: a name that resolves to something else a moment later gains
 * nothing by that.
 */
export const createCheckedLookup =
  (resolve: Resolve, isAllowed: (address: string) => boolean): LookupFunction =>
  (hostname, options, callback) => {
    const check = async () => {
      const found = await resolve(hostname);
      if (found.length === 0 || !found.every(({ address }) => isAllowed(address))) throw refuse(hostname);
      return found;
    };
    check().then(
      (found) => {
        const [first] = found;
        if (options.all === true) callback(null, [...found]);
        else callback(null, first?.address ?? '', first?.family ?? 4);
      },
      (cause: unknown) => callback(cause instanceof Error ? cause : new Error(String(cause)), '', 4),
    );
  };

/**
 * Checks a host that is an address itself: no lookup happens for those.
 *
 * @throws {AddressRefused}
 */
export const assertLiteralAllowed = ({ hostname }: URL, isAllowed: (address: string) => boolean): void => {
  const bare = hostname.replace(/^\[|\]$/g, '');
  if (isIP(bare) !== 0 && !isAllowed(bare)) throw refuse(hostname);
};
