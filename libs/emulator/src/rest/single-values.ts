import { z } from 'zod';
import { parseBody } from '../control/parse-body.ts';
import { getParam } from '../http/call.ts';
import { noContent, toJson, toViolations, type Reply } from '../http/reply.ts';
import type { Platform } from '../platform.ts';
import { notFound, type ApiCall } from './api-route.ts';
import { findDefinition, isMissing } from './field-entities.ts';
import { findMisfit, valueSchema } from './field-values.ts';
import { pageOf, parsePageQuery, toPageReply } from './page.ts';

const createSchema = z.object({ entityId: z.string().min(1), definitionId: z.string(), value: valueSchema });

const patchSchema = z.object({ value: valueSchema });

/** `GET …/values?entityId=`. */
export const listValues = ({ customFields }: Platform, { call, grant }: ApiCall): Reply => {
  const query = parsePageQuery(call.query, [], ['entityId']);
  if ('refusal' in query) return query.refusal;
  const entityId = call.query.get('entityId');
  if (entityId === null) return toViolations([{ field: 'entityId', message: 'must be given' }]);
  const all = customFields.listValues(grant.accountId).filter((value) => value.entityId === entityId);
  return toPageReply(pageOf(all, query), query, all.length);
};

/** `POST …/values`. */
export const addValue = (platform: Platform, api: ApiCall): Reply => {
  const parsed = parseBody(api.call, createSchema);
  if ('refusal' in parsed) return parsed.refusal;
  const { entityId, definitionId, value } = parsed.value;
  const definition = findDefinition(platform, api, ({ id }) => id === definitionId);
  if (!definition) return notFound('custom field definition', definitionId);
  if (isMissing(api, definition.entityType, entityId)) return notFound('asset', entityId);
  const misfit = findMisfit(definition, value);
  if (misfit) return toViolations([{ field: 'value', message: misfit }]);
  const written = platform.customFields.setValue(api.grant.accountId, { entityId, definitionId, value });
  platform.saveSoon();
  return toJson(201, written);
};

/** `PATCH …/values/:valueId`. */
export const patchValue = (platform: Platform, api: ApiCall): Reply => {
  const id = getParam(api.call, 'valueId');
  const known = platform.customFields.findValue(api.grant.accountId, id);
  const definition =
    known && findDefinition(platform, api, (candidate) => candidate.id === known.definitionId);
  if (!known || !definition) return notFound('custom field value', id);
  const parsed = parseBody(api.call, patchSchema);
  if ('refusal' in parsed) return parsed.refusal;
  const { value } = parsed.value;
  const misfit = findMisfit(definition, value);
  if (misfit) return toViolations([{ field: 'value', message: misfit }]);
  const { entityId, definitionId } = known;
  const written = platform.customFields.setValue(api.grant.accountId, { entityId, definitionId, value });
  platform.saveSoon();
  return toJson(200, written);
};

/** `DELETE …/values/:valueId`. */
export const removeValue = ({ customFields, saveSoon }: Platform, { call, grant }: ApiCall): Reply => {
  const id = getParam(call, 'valueId');
  if (!customFields.removeValue(grant.accountId, id)) return notFound('custom field value', id);
  saveSoon();
  return noContent;
};
