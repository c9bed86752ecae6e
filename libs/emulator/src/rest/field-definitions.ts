import { z } from 'zod';
import { parseBody } from '../control/parse-body.ts';
import { getParam } from '../http/call.ts';
import { noContent, toFailure, toJson, toViolations, type Reply } from '../http/reply.ts';
import type { Platform } from '../platform.ts';
import type { FieldDefinition } from '../state/custom-fields.ts';
import { notFound, type ApiCall } from './api-route.ts';
import { entityTypeSchema, findDefinition } from './field-entities.ts';
import { fieldTypes } from './field-values.ts';
import { pageOf, parsePageQuery, toPageReply } from './page.ts';

const definitionSchema = z.looseObject({
  key: z.string().min(1).max(64),
  type: z.enum(fieldTypes),
  entityType: entityTypeSchema.default('ASSET'),
});

/** `GET …/definitions`. */
export const listDefinitions = ({ customFields }: Platform, { call, grant }: ApiCall): Reply => {
  const query = parsePageQuery(call.query, ['key', 'type']);
  if ('refusal' in query) return query.refusal;
  const all = customFields.definitionsOf(grant.accountId);
  return toPageReply(pageOf(all, query), query, all.length);
};

/** `POST …/definitions`: always owned by the caller's account; an app's come from its manifest. */
export const addDefinition = (platform: Platform, api: ApiCall): Reply => {
  const parsed = parseBody(api.call, definitionSchema);
  if ('refusal' in parsed) return parsed.refusal;
  const { key } = parsed.value;
  if (findDefinition(platform, api, (known) => known.key === key && known.ownerType === 'ACCOUNT')) {
    return toViolations([{ field: 'key', message: `value '${key}' was rejected: must be unique` }]);
  }
  const owner = { ownerType: 'ACCOUNT', ownerId: api.grant.accountId } as const;
  const definition = { ...parsed.value, id: platform.createId(), ...owner };
  platform.customFields.putDefinition(definition);
  platform.saveSoon();
  return toJson(201, definition);
};

const onOwnDefinition =
  (change: (platform: Platform, definition: FieldDefinition, api: ApiCall) => Reply) =>
  (platform: Platform, api: ApiCall): Reply => {
    const id = getParam(api.call, 'definitionId');
    const definition = findDefinition(platform, api, (known) => known.id === id);
    if (!definition) return notFound('custom field definition', id);
    if (definition.ownerType !== 'ACCOUNT') {
      return toFailure(403, 'forbidden', 'An app owns this definition; it changes with the manifest only');
    }
    return change(platform, definition, api);
  };

const patchSchema = z.looseObject({ type: z.enum(fieldTypes).optional() });

/** `PATCH …/definitions/:definitionId`: everything but what identifies it; its type is documented to be fixed. */
export const patchDefinition = onOwnDefinition((platform, definition, { call }) => {
  const parsed = parseBody(call, patchSchema);
  if ('refusal' in parsed) return parsed.refusal;
  const { id, key, type, entityType, ownerType, ownerId } = definition;
  if (parsed.value.type !== undefined && parsed.value.type !== type) {
    return toViolations([{ field: 'type', message: 'cannot be changed' }]);
  }
  const changed = { ...definition, ...parsed.value, id, key, type, entityType, ownerType, ownerId };
  platform.customFields.putDefinition(changed);
  platform.saveSoon();
  return toJson(200, changed);
});

/** `DELETE …/definitions/:definitionId`, with every value. */
export const removeDefinition = onOwnDefinition((platform, { id }) => {
  platform.customFields.removeDefinition(id);
  platform.saveSoon();
  return noContent;
});
