import { act, cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, expect, test, vi } from 'vitest';
import { createFixtureBackend } from '../../testing/fixture-backend.ts';
import { setUpExtensionTests } from '../../testing/render-extension.tsx';
import { FleetPage } from './fleet-page.tsx';

const render = setUpExtensionTests();
afterEach(cleanup);

const findTable = async () => {
  const table = await screen.findByRole('table', { name: 'Machines' });
  await waitFor(() => expect(table.getAttribute('aria-rowcount')).not.toBe('1'));
  return table;
};

const firstName = (table: HTMLElement) => within(table).getAllByRole('rowheader')[0]?.textContent;

test('the three numbers are the backend’s, each with its change against last week', async () => {
  render(FleetPage);
  expect(await screen.findByRole('button', { name: /^Silent 22 .* than a week ago$/ })).toBeDefined();
  expect(screen.getByRole('button', { name: /^Reporting 219 / })).toBeDefined();
  expect(screen.getByRole('button', { name: /^Never reported 9 Same as a week ago$/ })).toBeDefined();
});

test('the list opens with the silent machines, the longest quiet first', async () => {
  const { backend } = render(FleetPage);
  const table = await findTable();
  expect(table.getAttribute('aria-rowcount')).toBe('23');
  expect(backend.requests).toContain(
    'GET /api/v1/fleet/assets?state=SILENT&sort=silentSince&page=0&size=100',
  );
  expect(within(table).getByRole('columnheader', { name: 'Silent for' }).getAttribute('aria-sort')).toBe(
    'descending',
  );
});

test('search narrows the list and is kept in Manager’s address', async () => {
  const { host } = render(FleetPage);
  const table = await findTable();
  await userEvent.type(screen.getByRole('searchbox', { name: 'Search' }), 'hilti');
  await waitFor(() => expect(firstName(table)).toContain('Hammer drill'));
  // How often Manager is told meanwhile is a matter of the typist's pauses: `route-teller.spec.ts`.
  const told = () => host.calls.findLast(({ name }) => name === 'setRoute')?.args;
  await waitFor(() => expect(told()).toEqual(['/?q=hilti', { replace: true }]));
});

test('the browser’s back undoes the choice of a state, and shows the rows from before', async () => {
  const { host } = render(FleetPage);
  const table = await findTable();
  const first = firstName(table);
  await userEvent.click(screen.getByRole('radio', { name: 'Reporting' }));
  await waitFor(() => expect(firstName(table)).not.toBe(first));
  expect(host.calls.findLast(({ name }) => name === 'setRoute')?.args).toEqual([
    '/?state=REPORTING',
    { replace: false },
  ]);
  act(() => host.changeRoute('/'));
  await waitFor(() => expect(firstName(table)).toBe(first));
  expect(screen.getByRole('radio', { name: 'Silent' })).toHaveProperty('checked', true);
});

test('choosing what is chosen already adds no step to the history', async () => {
  const { host } = render(FleetPage);
  await findTable();
  await userEvent.click(screen.getByRole('button', { name: /^Silent 22 / }));
  expect(host.calls.map(({ name }) => name)).not.toContain('setRoute');
});

test('a shared address opens with its filters, sorting and columns', async () => {
  const { backend } = render(FleetPage, {
    host: { getRoute: async () => '/?state=ALL&q=jlg&type=MACHINE&sort=-name&columns=serialNumber' },
  });
  const table = await findTable();
  expect(backend.requests).toContain(
    'GET /api/v1/fleet/assets?q=jlg&assetType=MACHINE&sort=-name&page=0&size=100',
  );
  expect(screen.getByRole('searchbox', { name: 'Search' })).toHaveProperty('value', 'jlg');
  expect(
    within(table)
      .getAllByRole('columnheader')
      .map(({ textContent }) => textContent),
  ).toEqual(['Machine', 'Serial number']);
});

test('a column head sorts, and again sorts the other way', async () => {
  const { backend } = render(FleetPage);
  const table = await findTable();
  const sort = within(table).getByRole('button', { name: 'Machine' });
  await userEvent.click(sort);
  await userEvent.click(sort);
  await waitFor(() =>
    expect(backend.requests.findLast((request) => request.includes('/fleet/assets?'))).toContain(
      'sort=-name',
    ),
  );
  expect(within(table).getByRole('columnheader', { name: 'Machine' }).getAttribute('aria-sort')).toBe(
    'descending',
  );
});

test('of times the latest come first, and again the earliest', async () => {
  const { backend } = render(FleetPage);
  const table = await findTable();
  const latest = () => backend.requests.findLast((request) => request.includes('/fleet/assets?'));
  await userEvent.click(within(table).getByRole('button', { name: 'Last seen' }));
  await waitFor(() => expect(latest()).toContain('sort=-lastSeenAt&'));
  await userEvent.click(within(table).getByRole('button', { name: 'Last seen' }));
  await waitFor(() => expect(latest()).toContain('sort=lastSeenAt&'));
});

test('type, brand and time narrow the list, and are offered as the fleet has them', async () => {
  const { backend } = render(FleetPage);
  const table = await findTable();
  const brands = screen.getByRole('combobox', { name: 'Brand' });
  await waitFor(() => expect(within(brands).getByRole('option', { name: 'Hilti (35)' })).toBeDefined());
  await userEvent.selectOptions(brands, 'Hilti');
  await userEvent.selectOptions(screen.getByRole('combobox', { name: 'Type' }), 'TOOL');
  await userEvent.selectOptions(screen.getByRole('combobox', { name: 'Not seen for' }), '720');
  await waitFor(() =>
    expect(backend.requests).toContain(
      'GET /api/v1/fleet/assets?state=SILENT&assetType=TOOL&brand=Hilti&quietForHours=720&sort=silentSince&page=0&size=100',
    ),
  );
  await waitFor(() => expect(table.getAttribute('aria-busy')).toBe('false'));
});

test('one of the numbers filters the list by its state', async () => {
  render(FleetPage);
  const table = await findTable();
  await userEvent.click(screen.getByRole('button', { name: /^Never reported 9/ }));
  await waitFor(() => expect(table.getAttribute('aria-rowcount')).toBe('10'));
  expect(screen.getByRole('radio', { name: 'Never reported' })).toHaveProperty('checked', true);
});

test('a long list draws only the rows on screen and says how many there are', async () => {
  const { backend } = render(FleetPage, {
    scenario: 'large',
    host: { getRoute: async () => '/?state=ALL&sort=name' },
  });
  const table = await findTable();
  expect(table.getAttribute('aria-rowcount')).toBe('50001');
  expect(within(table).getAllByRole('row').length).toBeLessThan(60);
  expect(backend.requests.filter((request) => request.includes('/fleet/assets?sort=name')).length).toBe(1);
});

test('a machine opens in Manager', async () => {
  const { host } = render(FleetPage);
  const table = await findTable();
  const [open] = await within(table).findAllByRole('button', { name: /Aalborg|Horsens|Kiel|Lübeck|Odense/ });
  await userEvent.click(open!);
  const call = host.calls.find(({ name }) => name === 'gotoAssetHome');
  expect(call?.args[0]).toMatch(/^00000000-0000-4000-8000-/);
});

test('a machine opens wherever its row is clicked, but not for who marks text in it', async () => {
  const { host } = render(FleetPage);
  const table = await findTable();
  const [cell] = await within(table).findAllByRole('cell', { name: /ago$/ });
  const opened = () => host.calls.filter(({ name }) => name === 'gotoAssetHome').length;
  const marked = vi.spyOn(window, 'getSelection').mockReturnValue({ type: 'Range' } as Selection);
  fireEvent.click(cell!, { detail: 1 });
  expect(opened()).toBe(0);
  // A key is no gesture that marks anything, whatever is marked elsewhere.
  fireEvent.click(within(cell!.parentElement!).getByRole('button'), { detail: 0 });
  expect(opened()).toBe(1);
  marked.mockRestore();
  await userEvent.click(cell!);
  expect(opened()).toBe(2);
});

test('a machine that Manager will not open is told as a toast', async () => {
  const { host } = render(FleetPage, {
    host: { gotoAssetHome: async () => Promise.reject(new Error('no access')) },
  });
  const table = await findTable();
  const [open] = await within(table).findAllByRole('button', { name: /Aalborg|Horsens|Kiel|Lübeck|Odense/ });
  await userEvent.click(open!);
  await waitFor(() => expect(host.calls.some(({ name }) => name === 'addToast')).toBe(true));
});

const inLanguage = (language: string) => ({
  getCurrentUserContext: async () => ({ clientSideUserId: 'x', language }),
});

test('the download asks for the same filter as the list', async () => {
  vi.spyOn(URL, 'createObjectURL').mockReturnValue('blob:test');
  vi.spyOn(HTMLAnchorElement.prototype, 'click').mockReturnValue();
  const { backend, host } = render(FleetPage, { host: { getRoute: async () => '/?q=jlg' } });
  await findTable();
  await userEvent.click(screen.getByRole('button', { name: 'Download CSV' }));
  await waitFor(() => expect(host.calls.some(({ name }) => name === 'addToast')).toBe(true));
  expect(backend.requests).toContain('GET /api/v1/fleet/assets.csv?state=SILENT&q=jlg&sort=silentSince');
});

test('a German Excel can open the download: semicolons, and the mark of UTF-8 in front', async () => {
  const create = vi.spyOn(URL, 'createObjectURL').mockReturnValue('blob:test');
  vi.spyOn(HTMLAnchorElement.prototype, 'click').mockReturnValue();
  const { backend } = render(FleetPage, { host: inLanguage('de') });
  await userEvent.click(await screen.findByRole('button', { name: 'CSV laden' }));
  await waitFor(() => expect(create).toHaveBeenCalledOnce());
  expect(backend.requests).toContain(
    'GET /api/v1/fleet/assets.csv?state=SILENT&sort=silentSince&separator=semicolon',
  );
  const bytes = new Uint8Array(await (create.mock.calls[0]?.[0] as Blob).arrayBuffer());
  expect([...bytes.slice(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
  expect(new TextDecoder().decode(bytes)).toMatch(/^assetId[,;]/);
});

test('nothing found offers the way back', async () => {
  render(FleetPage, { host: { getRoute: async () => '/?q=zeppelin' } });
  await userEvent.click(await screen.findByRole('button', { name: 'Reset search and filters' }));
  expect((await findTable()).getAttribute('aria-rowcount')).toBe('23');
});

test('why the last sync failed is told in the language of the page, and follows it', async () => {
  const { host } = render(FleetPage, { scenario: 'stale', host: inLanguage('da') });
  expect(await screen.findByText(/endte med: Trackunit svarede ikke i tide$/)).toBeDefined();
  act(() => host.change(inLanguage('de')));
  expect(await screen.findByText(/endete mit: Trackunit hat nicht rechtzeitig geantwortet$/)).toBeDefined();
});

test('the page speaks the language of Manager’s user', async () => {
  render(FleetPage, {
    host: inLanguage('fr'),
  });
  expect(await screen.findByRole('heading', { name: 'Right now' })).toBeDefined();
});

test('fewer silent machines than a week ago look good', async () => {
  render(FleetPage);
  const selector = 'button[aria-pressed="true"] span';
  const change = await screen.findByText('2 fewer than a week ago', { selector: `${selector} > span` });
  expect(change.parentElement?.className).toMatch(/good/);
});

test('a machine whose name says its brand and model has its serial number beneath, and no word twice', async () => {
  const inner = createFixtureBackend();
  const answer = async (request: Request) => {
    const response = await inner.answer(request);
    if (!request.url.includes('/fleet/assets?')) return response;
    const page = (await response.json()) as { content: { brand: string; model: string }[] };
    const content = page.content.map((row) => ({ ...row, name: `No. 7 ${row.brand} ${row.model}` }));
    return Response.json({ ...page, content });
  };
  const sayKindOnce = /^No\. 7 (\S.*)SN\d+$/;
  render(FleetPage, { backend: { requests: inner.requests, answer } });
  const table = await findTable();
  await waitFor(() => expect(firstName(table)).toMatch(sayKindOnce));
  const recent = screen.getByRole('region', { name: 'Gone quiet recently' });
  const [item] = await within(within(recent).getByRole('list')).findAllByRole('button');
  expect(item?.textContent).toMatch(/^No\. 7 .* ago$/);
  expect(item?.textContent.match(/Haulotte|JLG|Manitou|Wacker|Atlas|Mercedes|Hilti/g)).toHaveLength(1);
});
