import { trackunitProviders } from '@trackunit/iris-app-sdk/test';
import { cleanup, screen } from '@testing-library/react';
import { afterEach, expect, test, vi } from 'vitest';
import { fleetMessages } from '../features/fleet/fleet-messages.ts';
import { I18nProvider, useFormats, useWords } from './i18n-context.tsx';

afterEach(cleanup);
afterEach(() => {
  vi.restoreAllMocks();
});

const Figures = () => {
  const words = useWords(fleetMessages);
  return <p>{`${words.matching(2_500)}, ${useFormats().number(2_500)}`}</p>;
};

test('a figure among words and one alone are written alike, as in the reader’s own country', async () => {
  vi.spyOn(navigator, 'languages', 'get').mockReturnValue(['de-CH', 'en']);
  const getCurrentUserContext = async () => ({ clientSideUserId: 'x', language: 'de' });
  trackunitProviders({ getCurrentUserContext }).render(
    <I18nProvider>
      <Figures />
    </I18nProvider>,
  );
  expect(await screen.findByText(/^(2['’]500) Maschinen, \1$/)).toBeDefined();
});
