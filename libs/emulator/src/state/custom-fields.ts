import { toStableId } from '../fleet/sites.ts';
import type { Apps } from '../marketplace/apps.ts';

/** A field that entities can have. The member names are inferred from the manifest's form. */
export type FieldDefinition = {
  readonly id: string;
  readonly key: string;
  readonly type: string;
  readonly entityType: string;
  readonly ownerType: 'ACCOUNT' | 'IRIS_APP';
  readonly ownerId: string;
  readonly [member: string]: unknown;
};

/** A field's value on one entity. */
export type FieldValue = {
  readonly id: string;
  readonly definitionId: string;
  readonly entityId: string;
  readonly value: Readonly<Record<string, unknown>>;
};

/** Custom fields as a state file keeps them. */
export type StoredCustomFields = {
  readonly definitions: readonly FieldDefinition[];
  readonly values: readonly (readonly [accountId: string, readonly FieldValue[]])[];
};

type Options = {
  readonly apps: Apps;
  readonly isInstalled: (irisAppId: string, accountId: string) => boolean;
  readonly stored?: StoredCustomFields | undefined;
};

/**
 * Custom fields: those of installed apps come from their manifests and cannot be changed here, others belong to the
 * account that made them. Values belong to the account that wrote them.
 *
 * @see https://developers.trackunit.com — "Custom fields"
 */
export const createCustomFields = ({ apps, isInstalled, stored }: Options) => {
  const own = new Map<string, FieldDefinition>();
  const values = new Map<string, Map<string, FieldValue>>();
  for (const definition of stored?.definitions ?? []) own.set(definition.id, definition);
  for (const [accountId, list] of stored?.values ?? []) {
    values.set(accountId, new Map(list.map((value) => [value.id, value])));
  }

  const ofApps = (accountId: string): readonly FieldDefinition[] =>
    apps
      .list()
      .filter(({ irisAppId }) => isInstalled(irisAppId, accountId))
      .flatMap(({ irisAppId, manifest }) =>
        manifest.customFieldDefinitions.map((definition) => ({
          ...definition,
          id: toStableId(`field/${irisAppId}/${definition.key}`),
          ownerType: 'IRIS_APP' as const,
          ownerId: irisAppId,
        })),
      );

  const definitionsOf = (accountId: string): readonly FieldDefinition[] => [
    ...ofApps(accountId),
    ...[...own.values()].filter(({ ownerId }) => ownerId === accountId),
  ];

  const valueIdOf = (accountId: string, { entityId, definitionId }: Omit<FieldValue, 'id'>): string =>
    toStableId(`value/${accountId}/${entityId}/${definitionId}`);

  return {
    definitionsOf,
    putDefinition: (definition: FieldDefinition): void => void own.set(definition.id, definition),
    removeDefinition: (id: string): void => {
      own.delete(id);
      for (const all of values.values())
        for (const value of all.values()) if (value.definitionId === id) all.delete(value.id);
    },
    listValues: (accountId: string): readonly FieldValue[] => [...(values.get(accountId)?.values() ?? [])],
    findValue: (accountId: string, valueId: string) => values.get(accountId)?.get(valueId),
    /** The same entity and definition have one value: writing again replaces it. */
    setValue: (accountId: string, value: Omit<FieldValue, 'id'>): FieldValue => {
      const id = valueIdOf(accountId, value);
      const all = values.get(accountId) ?? new Map<string, FieldValue>();
      const written: FieldValue = { id, ...value };
      values.set(accountId, all.set(id, written));
      return written;
    },
    removeValue: (accountId: string, valueId: string): boolean =>
      values.get(accountId)?.delete(valueId) ?? false,
    reset: (): void => {
      own.clear();
      values.clear();
    },
    toStored: (): StoredCustomFields => ({
      definitions: [...own.values()],
      values: [...values].map(([accountId, all]) => [accountId, [...all.values()]] as const),
    }),
  };
};

/** See `createCustomFields`. */
export type CustomFields = ReturnType<typeof createCustomFields>;
