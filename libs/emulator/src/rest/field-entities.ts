import { z } from 'zod';
import type { Platform } from '../platform.ts';
import type { FieldDefinition } from '../state/custom-fields.ts';
import type { ApiCall } from './api-route.ts';

/** What can have custom fields. */
export const entityTypeSchema = z.enum(['ASSET', 'ACCOUNT', 'GROUP', 'SITE', 'CUSTOMER']);

/** The first definition that an account sees and that is the one. */
export const findDefinition = (
  { customFields }: Platform,
  { grant }: ApiCall,
  isIt: (definition: FieldDefinition) => boolean,
): FieldDefinition | undefined => customFields.definitionsOf(grant.accountId).find(isIt);

/** Whether an entity is not there; the emulator knows assets, and believes in all others. */
export const isMissing = ({ fleet }: ApiCall, entityType: string, entityId: string): boolean =>
  entityType === 'ASSET' && !fleet.find(entityId);
