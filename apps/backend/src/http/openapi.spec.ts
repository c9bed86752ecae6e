import { expect, test } from 'vitest';
import { openApiDocument } from './openapi.ts';

type Parameter = { readonly name: string; readonly schema: object };
type Operation = { readonly parameters?: readonly Parameter[] };

const schemaOf = (path: keyof typeof openApiDocument.paths, parameter: string) => {
  const { get } = openApiDocument.paths[path] as { readonly get: Operation };
  return get.parameters?.find(({ name }) => name === parameter)?.schema;
};

test.each(['/api/v1/fleet/assets', '/api/v1/syncs'] as const)(
  'page and size of %s are whole numbers within limits, with a default',
  (path) => {
    const page = { type: 'integer', minimum: 0, maximum: 1_000_000, default: 0 };
    expect(schemaOf(path, 'page')).toEqual(page);
    expect(schemaOf(path, 'size')).toEqual({ type: 'integer', minimum: 1, maximum: 1000, default: 20 });
  },
);

test('a filter is what it is read as, and an order the text that it is', () => {
  const hours = { type: 'integer', minimum: 1, maximum: 87_600 };
  expect(schemaOf('/api/v1/fleet/assets', 'quietForHours')).toEqual(hours);
  expect(schemaOf('/api/v1/fleet/assets.csv', 'quietForHours')).toEqual(hours);
  expect(schemaOf('/api/v1/fleet/assets', 'state')).toMatchObject({ type: 'string' });
  expect(schemaOf('/api/v1/fleet/assets', 'sort')).toEqual({ type: 'string', maxLength: 200 });
});

test('/appinstall takes an install with its credential, or a message of any other type', () => {
  const { schema } = openApiDocument.paths['/appinstall'].post.requestBody.content['application/json'];
  expect(schema).toMatchObject({
    oneOf: [
      { $ref: '#/components/schemas/InstalledMessage' },
      {
        allOf: [
          { $ref: '#/components/schemas/LifecycleMessage' },
          { properties: { type: { not: { const: 'INSTALLED' } } } },
        ],
      },
    ],
  });
  const { InstalledMessage, LifecycleMessage } = openApiDocument.components.schemas;
  const members = ['type', 'irisAppId', 'accountId'];
  expect(LifecycleMessage).toMatchObject({ required: members });
  expect(InstalledMessage).toMatchObject({
    required: [...members, 'clientId', 'clientSecret'],
    properties: { type: { const: 'INSTALLED' } },
  });
  // Unknown members are ignored.
  expect(InstalledMessage).not.toHaveProperty('additionalProperties');
});
