import type { Account } from './demo-accounts.ts';
import { hashText } from './hash.ts';

/** A depot as the site APIs tell it. */
export type Site = {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  readonly status: string;
  readonly city: string;
  readonly country: string;
  readonly streetAddress: string | null;
  readonly zipCode: string | null;
  readonly externalReference: string | null;
  readonly latitude: number;
  readonly longitude: number;
};

/** An id that is the same at every start and looks like a random UUID. */
export const toStableId = (text: string): string => {
  const part = (salt: string) => hashText(`${salt}/${text}`).toString(16).padStart(8, '0');
  const all = part('a') + part('b') + part('c') + part('d');
  return `${all.slice(0, 8)}-${all.slice(8, 12)}-4${all.slice(13, 16)}-8${all.slice(17, 20)}-${all.slice(20, 32)}`;
};

/** The site of a depot. */
export const toSite = (account: Account, depot: number): Site => {
  const at = account.depots[depot];
  if (!at) throw new Error(`${account.name} has no depot ${depot}`);
  return {
    id: toStableId(`site/${account.accountId}/${depot}`),
    name: at.name,
    type: 'DEPOT',
    status: 'ACTIVE',
    city: at.city,
    country: at.country,
    streetAddress: null,
    zipCode: null,
    externalReference: null,
    latitude: at.latitude,
    longitude: at.longitude,
  };
};
