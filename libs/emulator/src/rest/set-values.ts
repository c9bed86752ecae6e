import { z } from 'zod';
import { parseBody } from '../control/parse-body.ts';
import { toJson, toViolations, type Reply } from '../http/reply.ts';
import type { Platform } from '../platform.ts';
import { notFound, type ApiCall } from './api-route.ts';
import { entityTypeSchema, findDefinition, isMissing } from './field-entities.ts';
import { findMisfit, valueSchema } from './field-values.ts';

const setValuesSchema = z.object({
  entityId: z.string().min(1),
  entityType: entityTypeSchema.default('ASSET'),
  values: z.array(z.object({ definitionKey: z.string().min(1), value: valueSchema })).min(1),
});

const noDefinition = 'no such definition; those of an app come from the manifest of an installed app';

/**
 * `POST …/set-values/`: values by the definition's key, all or none. Only the path and that it takes keys is
 * documented; the body is the least certain form in this library.
 */
export const setValues = (platform: Platform, api: ApiCall): Reply => {
  const parsed = parseBody(api.call, setValuesSchema);
  if ('refusal' in parsed) return parsed.refusal;
  const { entityId, entityType, values } = parsed.value;
  if (isMissing(api, entityType, entityId)) return notFound('asset', entityId);
  const pairs = values.map(({ definitionKey, value }) => ({
    definitionKey,
    value,
    definition: findDefinition(
      platform,
      api,
      (known) => known.key === definitionKey && known.entityType === entityType,
    ),
  }));
  const misfits = pairs.flatMap(({ definition, definitionKey, value }, i) => {
    const message = definition
      ? findMisfit(definition, value)
      : `value '${definitionKey}' was rejected: ${noDefinition}`;
    return message === undefined ? [] : [{ field: `values[${i}]`, message }];
  });
  if (misfits.length > 0) return toViolations(misfits);
  const content = pairs.flatMap(({ definition, value }) =>
    definition
      ? [
          platform.customFields.setValue(api.grant.accountId, {
            entityId,
            definitionId: definition.id,
            value,
          }),
        ]
      : [],
  );
  platform.saveSoon();
  return toJson(200, { content });
};
