import { z } from 'zod';
import type { FieldDefinition } from '../state/custom-fields.ts';

/** Types of fields that a manifest can define. */
export const fieldTypes = [
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

/** A value as the SDK writes one: an object with a member named after its type. */
export const valueSchema = z.record(z.string(), z.unknown());

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
export const findMisfit = (
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
