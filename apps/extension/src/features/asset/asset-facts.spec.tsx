import { cleanup, screen } from '@testing-library/react';
import { afterEach, expect, test } from 'vitest';
import { createFixtureBackend } from '../../testing/fixture-backend.ts';
import { setUpExtensionTests } from '../../testing/render-extension.tsx';
import { AssetTab } from './asset-tab.tsx';

const render = setUpExtensionTests();
afterEach(cleanup);

const assetId = '00000000-0000-4000-8000-000000000003';

/** A backend that gives the machine another type. */
const createWithType = (assetType: string) => {
  const inner = createFixtureBackend();
  const answer = async (request: Request) => {
    const response = await inner.answer(request);
    if (!request.url.endsWith(assetId)) return response;
    return Response.json({ ...((await response.json()) as object), assetType });
  };
  return { requests: inner.requests, answer };
};

test('a type that is called like something every object has is a type without a threshold of its own', async () => {
  const host = { getAssetInfo: async () => ({ assetId }) };
  render(AssetTab, { host, backend: createWithType('constructor') });
  expect(await screen.findByText('72 hours without a sign')).toBeDefined();
  expect(screen.getByText('the account’s usual threshold')).toBeDefined();
});
