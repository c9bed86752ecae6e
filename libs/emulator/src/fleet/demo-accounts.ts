import { z } from 'zod';

const userSeedSchema = z.strictObject({
  userId: z.string().min(1),
  name: z.string().min(1),
  email: z.string().min(3),
  role: z.enum(['Admin', 'Fleet Admin', 'User', 'Technician']).default('User'),
  language: z.string().min(2).default('en'),
  systemOfMeasurement: z.enum(['SI', 'US']).default('SI'),
});

/**
 * An account that the emulator makes up a fleet for.
 *
 * `mix` is the kind of company (default `rental`), `depots` are the places its machines stand around; `irisX`
 * (default true) is the subscription that GraphQL needs.
 */
export const accountSeedSchema = z.strictObject({
  accountId: z.guid(),
  name: z.string().min(1),
  assetCount: z.number().int().min(0).max(2_000_000),
  mix: z.enum(['rental', 'access', 'earthmoving']).default('rental'),
  irisX: z.boolean().default(true),
  users: z.array(userSeedSchema).default([]),
  depots: z
    .array(
      z.strictObject({
        name: z.string(),
        city: z.string(),
        country: z.string(),
        latitude: z.number(),
        longitude: z.number(),
      }),
    )
    .default([
      { name: 'Main yard', city: 'Aalborg', country: 'Denmark', latitude: 57.0488, longitude: 9.9217 },
    ]),
});

/** An account as a seed gives it; members with a default may be left out. */
export type AccountSeed = z.input<typeof accountSeedSchema>;

/** An account with every default filled in. */
export type Account = Readonly<z.output<typeof accountSeedSchema>>;

/** Ids of the three accounts that every emulator starts with unless `accounts` is given. */
export const demoAccounts = {
  nordhavn: '6b0f6c1e-9a53-4d2e-8d56-0f6f3a1c7e01',
  alpine: '2f7c0b9a-3f0d-4a61-9c3f-5f1e8b2d4a02',
  rhein: 'c4a1d5e8-71b2-4c88-b0d9-3a9e6f7b8c03',
} as const;

/** The demo accounts: about 60, 250 and 2,500 assets, two users each. */
export const demoAccountSeeds: readonly AccountSeed[] = [
  {
    accountId: demoAccounts.nordhavn,
    name: 'Nordhavn Rental',
    assetCount: 60,
    mix: 'rental',
    users: [
      {
        userId: '00unordhavn000000001',
        name: 'Freja Lindholm',
        email: 'freja@nordhavn.example',
        role: 'Admin',
        language: 'da',
      },
      {
        userId: '00unordhavn000000002',
        name: 'Mads Brandt',
        email: 'mads@nordhavn.example',
        role: 'User',
        language: 'en',
      },
    ],
    depots: [
      { name: 'Nordhavn', city: 'København', country: 'Denmark', latitude: 55.7066, longitude: 12.6003 },
      { name: 'Aalborg Øst', city: 'Aalborg', country: 'Denmark', latitude: 57.0306, longitude: 9.9919 },
    ],
  },
  {
    accountId: demoAccounts.alpine,
    name: 'Alpine Access',
    assetCount: 250,
    mix: 'access',
    users: [
      {
        userId: '00ualpine00000000001',
        name: 'Laura Gruber',
        email: 'laura@alpine-access.example',
        role: 'Admin',
        language: 'de',
      },
      {
        userId: '00ualpine00000000002',
        name: 'Luca Rossi',
        email: 'luca@alpine-access.example',
        role: 'Fleet Admin',
        language: 'it',
      },
    ],
    depots: [
      {
        name: 'Innsbruck West',
        city: 'Innsbruck',
        country: 'Austria',
        latitude: 47.2602,
        longitude: 11.3439,
      },
      { name: 'Bolzano Sud', city: 'Bolzano', country: 'Italy', latitude: 46.4739, longitude: 11.3256 },
      { name: 'Chur', city: 'Chur', country: 'Switzerland', latitude: 46.8508, longitude: 9.532 },
    ],
  },
  {
    accountId: demoAccounts.rhein,
    name: 'Rhein Baumaschinen',
    assetCount: 2500,
    mix: 'earthmoving',
    users: [
      {
        userId: '00urhein000000000001',
        name: 'Jonas Weber',
        email: 'jonas@rhein-baumaschinen.example',
        role: 'Admin',
        language: 'de',
      },
      {
        userId: '00urhein000000000002',
        name: 'Emily Carter',
        email: 'emily@rhein-baumaschinen.example',
        role: 'Technician',
        language: 'en',
        systemOfMeasurement: 'US',
      },
    ],
    depots: [
      { name: 'Köln Niehl', city: 'Köln', country: 'Germany', latitude: 50.9891, longitude: 6.9603 },
      { name: 'Duisburg Hafen', city: 'Duisburg', country: 'Germany', latitude: 51.4497, longitude: 6.7323 },
      { name: 'Mannheim', city: 'Mannheim', country: 'Germany', latitude: 49.5121, longitude: 8.4595 },
      { name: 'Basel', city: 'Basel', country: 'Switzerland', latitude: 47.5866, longitude: 7.5886 },
    ],
  },
];
