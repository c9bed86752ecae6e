import { isIP, type LookupFunction } from 'node:net';
import { isPublicAddress } from './public-address.ts';
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

/** A host that is an address itself, without the brackets of IPv6. Undefined for a name. */
const findLiteral = ({ hostname }: URL): string | undefined => {
  const bare = hostname.replace(/^\[|\]$/g, '');
  return isIP(bare) === 0 ? undefined : bare;
};

/**
 * Checks a host that is an address itself: no lookup happens for those.
 *
 * @throws {AddressRefused}
 */
export const assertLiteralAllowed = (url: URL, isAllowed: (address: string) => boolean): void => {
  const literal = findLiteral(url);
  if (literal !== undefined && !isAllowed(literal)) throw refuse(url.hostname);
};

/**
 * Whether a URL's host is known without a lookup to be none of the public internet: such an address itself, or a name
 * of this machine. What other names stand for is known when a message is sent.
 *
 * @see https://www.rfc-editor.org/rfc/rfc6761#section-6.3
 */
export const isKnownPrivate = (text: string): boolean => {
  const url = new URL(text);
  const literal = findLiteral(url);
  return literal === undefined ? /(^|\.)localhost\.?$/.test(url.hostname) : !isPublicAddress(literal);
};
