import { z } from 'zod';

const extensionSchema = z.looseObject({
  id: z.string().regex(/^[A-Za-z0-9][\w.-]*$/, 'may hold letters, digits, dot, dash and underscore'),
  type: z.string().min(1),
  menuItem: z.looseObject({ name: z.string(), icon: z.string().optional() }).optional(),
  header: z.looseObject({ name: z.string(), icon: z.string().optional() }).optional(),
  gridOptions: z.record(z.string(), z.number()).optional(),
  supportedLocations: z.array(z.string()).optional(),
  conditions: z.unknown().optional(),
});

const origin = z
  .string()
  .regex(/^[^\s;,'"]+$/, 'must be one source without spaces, quotes, commas or semicolons');

/**
 * What the emulator reads of a built manifest; other members are kept and shown.
 *
 * @see https://developers.trackunit.com — "Project structure", the Iris App manifest
 */
export const manifestSchema = z.looseObject({
  specVersion: z.string().optional(),
  moduleFederationName: z.string().min(1).max(214),
  /** Not in Trackunit's form: there the version comes from the app's package.json. */
  version: z.string().optional(),
  scopes: z
    .array(z.looseObject({ scope: z.string().min(1), optional: z.boolean().default(false) }))
    .default([]),
  tokenCallback: z.looseObject({ url: z.url({ protocol: /^https?$/ }) }).optional(),
  cspHeader: z
    .looseObject({
      'connect-src': z.array(origin).default([]),
      sandbox: z.union([z.array(z.string()), z.string()]).optional(),
    })
    .optional(),
  permissionsPolicy: z.unknown().optional(),
  marketplace: z
    .looseObject({
      name: z.string().optional(),
      description: z.string().optional(),
      logoPath: z.string().optional(),
    })
    .optional(),
  customFieldDefinitions: z
    .array(z.looseObject({ key: z.string().min(1), type: z.string().min(1), entityType: z.string().min(1) }))
    .default([]),
  extensions: z.array(extensionSchema).default([]),
});

/** A manifest with defaults filled in. */
export type Manifest = z.output<typeof manifestSchema>;

/**
 * Reads a built manifest.
 *
 * @throws Error that names every member that is wrong
 */
export const parseManifest = (value: unknown): Manifest => {
  const parsed = manifestSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new Error(`The manifest cannot be read:\n${z.prettifyError(parsed.error)}`);
};
