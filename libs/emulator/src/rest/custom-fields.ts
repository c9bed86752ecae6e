import { z } from 'zod';
import { parseBody } from '../control/parse-body.ts';
import { getParam } from '../http/call.ts';
import { noContent, toFailure, toJson, toViolations, type Reply } from '../http/reply.ts';
import type { Route } from '../http/route.ts';
import type { Platform } from '../platform.ts';
import type { FieldDefinition } from '../state/custom-fields.ts';
import { createApiRouter, notFound, type ApiCall } from './api-route.ts';
import { pageOf, parsePageQuery, toPageReply } from './page.ts';

const fieldTypes = [
  'BOOLEAN',
  'DATE',
  'DROPDOWN',
  'EMAIL',
  'NUMBER',
  'PHONE_NUMBER',
  'STRING',
  'WEB_ADDRESS',
  'JSON',
  'MONETARY',
] as const;

const definitionSchema = z.looseObject({
  key: z.string().min(1).max(64),
  type: z.enum(fieldTypes),
  entityType: z.enum(['ASSET', 'ACCOUNT', 'GROUP', 'SITE', 'CUSTOMER']).default('ASSET'),
});

const valueSchema = z.record(z.string(), z.unknown());

/** Documented for the SDK: a value has one member named after its type. */
const memberOf: Readonly<Record<(typeof fieldTypes)[number], readonly [member: string, schema: z.ZodType]>> =
  {
    BOOLEAN: ['booleanValue', z.boolean().nullable()],
    DATE: ['dateValue', z.string().nullable()],
    DROPDOWN: ['dropDownValues', z.array(z.string()).nullable()],
    EMAIL: ['emailValue', z.email().nullable()],
    NUMBER: ['numberValue', z.number().nullable()],
    PHONE_NUMBER: ['phoneNumberValue', z.string().nullable()],
    STRING: ['stringValue', z.string().nullable()],
    WEB_ADDRESS: ['webAddressValue', z.url().nullable()],
    JSON: ['jsonValue', z.unknown()],
    MONETARY: ['monetaryValue', z.unknown()],
  };

/** Why a value does not fit its definition; undefined when it does. */
const findMisfit = (
  { key, type }: FieldDefinition,
  value: Readonly<Record<string, unknown>>,
): string | undefined => {
  const known = memberOf[type as (typeof fieldTypes)[number]];
  if (!known) return undefined;
  const [member, schema] = known;
  if (!(member in value)) return `value of '${key}' was rejected: a ${type} needs the member ${member}`;
  if ('type' in value && value.type !== type) return `value of '${key}' was rejected: the field is a ${type}`;
  return schema.safeParse(value[member]).success
    ? undefined
    : `value of '${key}' was rejected: ${member} is no ${type}`;
};

const setValuesSchema = z.object({
  entityId: z.string().min(1),
  entityType: z.enum(['ASSET', 'ACCOUNT', 'GROUP', 'SITE', 'CUSTOMER']).default('ASSET'),
  values: z.array(z.object({ definitionKey: z.string().min(1), value: valueSchema })).min(1),
});

const createSchema = z.object({ entityId: z.string().min(1), definitionId: z.string(), value: valueSchema });

const manages = ['account.custom-fields.manage'];
const writes = ['account.asset.manage', 'account.custom-fields.manage'];
const reads = ['asset.view', ...writes];

/** Custom fields v1. Paths are documented, bodies are not: the least certain part of this library. */
export const createCustomFieldRoutes = (platform: Platform): readonly Route[] => {
  const { customFields, saveSoon, createId } = platform;
  const route = createApiRouter(
    platform,
    'inferred',
    'developers.trackunit.com, "Custom fields API v1" for paths; bodies after the SDK’s value form',
  );

  const isMissing = ({ fleet }: ApiCall, entityType: string, entityId: string): boolean =>
    entityType === 'ASSET' && !fleet.find(entityId);

  const findDefinition = ({ grant }: ApiCall, is: (definition: FieldDefinition) => boolean) =>
    customFields.definitionsOf(grant.accountId).find(is);

  const listDefinitions = ({ call, grant }: ApiCall): Reply => {
    const query = parsePageQuery(call.query, ['key', 'type']);
    if ('refusal' in query) return query.refusal;
    const all = customFields.definitionsOf(grant.accountId);
    return toPageReply(pageOf(all, query), query, all.length);
  };

  const addDefinition = async (api: ApiCall): Promise<Reply> => {
    const parsed = parseBody(api.call, definitionSchema);
    if ('refusal' in parsed) return parsed.refusal;
    const { key } = parsed.value;
    if (findDefinition(api, (known) => known.key === key && known.ownerType === 'ACCOUNT')) {
      return toViolations([{ field: 'key', message: `value '${key}' was rejected: must be unique` }]);
    }
    const definition = {
      ...parsed.value,
      id: createId(),
      ownerType: 'ACCOUNT' as const,
      ownerId: api.grant.accountId,
    };
    customFields.putDefinition(definition);
    saveSoon();
    return toJson(201, definition);
  };

  const onDefinition =
    (change: (definition: FieldDefinition, api: ApiCall) => Promise<Reply>) =>
    async (api: ApiCall): Promise<Reply> => {
      const id = getParam(api.call, 'definitionId');
      const definition = findDefinition(api, (known) => known.id === id);
      if (!definition) return notFound('custom field definition', id);
      if (definition.ownerType !== 'ACCOUNT') {
        return toFailure(403, 'forbidden', 'An app owns this definition; it changes with the manifest only');
      }
      return change(definition, api);
    };

  const patchDefinition = onDefinition(async (definition, { call }) => {
    const parsed = parseBody(call, definitionSchema.partial());
    if ('refusal' in parsed) return parsed.refusal;
    if (parsed.value.type !== undefined && parsed.value.type !== definition.type) {
      return toViolations([{ field: 'type', message: 'cannot be changed' }]);
    }
    const changed = { ...definition, ...parsed.value, id: definition.id, ownerId: definition.ownerId };
    customFields.putDefinition({
      ...changed,
      key: definition.key,
      type: definition.type,
      entityType: definition.entityType,
    });
    saveSoon();
    return toJson(200, changed);
  });

  const removeDefinition = onDefinition(async ({ id }) => {
    customFields.removeDefinition(id);
    saveSoon();
    return noContent;
  });

  const listValues = ({ call, grant }: ApiCall): Reply => {
    const query = parsePageQuery(call.query);
    if ('refusal' in query) return query.refusal;
    const entityId = call.query.get('entityId');
    if (entityId === null) return toViolations([{ field: 'entityId', message: 'must be given' }]);
    const all = customFields.listValues(grant.accountId).filter((value) => value.entityId === entityId);
    return toPageReply(pageOf(all, query), query, all.length);
  };

  const addValue = async (api: ApiCall): Promise<Reply> => {
    const parsed = parseBody(api.call, createSchema);
    if ('refusal' in parsed) return parsed.refusal;
    const { entityId, definitionId, value } = parsed.value;
    const definition = findDefinition(api, ({ id }) => id === definitionId);
    if (!definition) return notFound('custom field definition', definitionId);
    if (isMissing(api, definition.entityType, entityId)) return notFound('asset', entityId);
    const misfit = findMisfit(definition, value);
    if (misfit) return toViolations([{ field: 'value', message: misfit }]);
    const written = customFields.setValue(api.grant.accountId, entityId, definitionId, value);
    saveSoon();
    return toJson(201, written);
  };

  const patchValue = async (api: ApiCall): Promise<Reply> => {
    const id = getParam(api.call, 'valueId');
    const known = customFields.findValue(api.grant.accountId, id);
    const definition = known && findDefinition(api, (candidate) => candidate.id === known.definitionId);
    if (!known || !definition) return notFound('custom field value', id);
    const parsed = parseBody(api.call, z.object({ value: valueSchema }));
    if ('refusal' in parsed) return parsed.refusal;
    const misfit = findMisfit(definition, parsed.value.value);
    if (misfit) return toViolations([{ field: 'value', message: misfit }]);
    const written = customFields.setValue(
      api.grant.accountId,
      known.entityId,
      known.definitionId,
      parsed.value.value,
    );
    saveSoon();
    return toJson(200, written);
  };

  const removeValue = async ({ call, grant }: ApiCall): Promise<Reply> => {
    const id = getParam(call, 'valueId');
    if (!customFields.removeValue(grant.accountId, id)) return notFound('custom field value', id);
    saveSoon();
    return noContent;
  };

  const setValues = async (api: ApiCall): Promise<Reply> => {
    const parsed = parseBody(api.call, setValuesSchema);
    if ('refusal' in parsed) return parsed.refusal;
    const { entityId, entityType, values } = parsed.value;
    if (isMissing(api, entityType, entityId)) return notFound('asset', entityId);
    const pairs = values.map(({ definitionKey, value }) => ({
      definitionKey,
      value,
      definition: findDefinition(
        api,
        (known) => known.key === definitionKey && known.entityType === entityType,
      ),
    }));
    const misfits = pairs.flatMap(({ definition, definitionKey, value }, i) => {
      const message = definition
        ? findMisfit(definition, value)
        : `value '${definitionKey}' was rejected: no such definition; an app's come from the manifest of an installed app`;
      return message === undefined ? [] : [{ field: `values[${i}]`, message }];
    });
    if (misfits.length > 0) return toViolations(misfits);
    const written = pairs.map(({ definition, value }) =>
      customFields.setValue(api.grant.accountId, entityId, definition?.id ?? '', value),
    );
    saveSoon();
    return toJson(200, { content: written });
  };

  const base = '/api/custom-fields/v1';
  return [
    route('GET', `${base}/definitions`, reads, listDefinitions),
    route('POST', `${base}/definitions`, manages, addDefinition),
    route('PATCH', `${base}/definitions/:definitionId`, manages, patchDefinition),
    route('DELETE', `${base}/definitions/:definitionId`, manages, removeDefinition),
    route('GET', `${base}/values`, reads, listValues),
    route('POST', `${base}/values`, writes, addValue),
    route('PATCH', `${base}/values/:valueId`, writes, patchValue),
    route('DELETE', `${base}/values/:valueId`, writes, removeValue),
    route('POST', `${base}/set-values/`, writes, setValues),
    route('POST', `${base}/set-values`, writes, setValues),
  ];
};
