import type { Page } from 'playwright-core';
import type { Stage } from './start-stage.ts';

// States that are forced in the browser, for the whole stage would be in them: all screens share one backend, and no
// account of its own can have its database, its network, or its session away. Every other state of an account is
// brought about by faults of the local Trackunit, in prepare-accounts.ts.

const toApi = ({ system }: Stage) => `${system.backend().url}/api/v1/**`;

/** What a browser writes into its console where the backend answers with this status. */
export const answered = (status: number): RegExp => new RegExp(`with a status of ${status} .*/api/v1/`);

/** What it writes where there is no connection. */
export const disconnected = /ERR_INTERNET_DISCONNECTED .*\/api\/v1\//;

/** A backend that does not answer in the time that a picture takes: none of ours is that slow. */
export const holdAnswers = (page: Page, stage: Stage) => page.route(toApi(stage), () => undefined);

const answerWith =
  (status: number, body: object, headers: Readonly<Record<string, string>> = {}) =>
  (page: Page, stage: Stage) =>
    page.route(toApi(stage), (route) =>
      route.fulfill({
        status,
        headers: {
          'Access-Control-Allow-Origin': stage.system.trackunit.appsUrl,
          'Access-Control-Expose-Headers': Object.keys(headers).join(', '),
          ...headers,
        },
        json: body,
      }),
    );

/** What the backend says when its database is away. All screens share one, so here it only seems so. */
export const answerUnavailable = answerWith(
  503,
  { status: 503, code: 'store_unavailable', message: 'The database can’t be reached.' },
  { 'Retry-After': '5' },
);

/** A browser that loses its connection as soon as the extension asks for something. */
export const loseConnection = (page: Page, stage: Stage) =>
  page.route(toApi(stage), async (route) => {
    await page.context().setOffline(true);
    await route.abort('internetdisconnected');
  });

/** The refusal of a proxy before the backend, such as a company's firewall; ours refuses with codes only. */
export const answerForbidden = answerWith(403, {});

/** Manager's session has ended: the token that it hands out is over, and the backend refuses it. */
export const handOutOldTokens = (page: Page) =>
  page.route('**/_emulator/user-tokens', (route, request) =>
    route.continue({
      postData: {
        ...(request.postDataJSON() as object),
        claims: { exp: Math.floor(Date.now() / 1000) - 60 },
      },
    }),
  );

/** A fault of our own; the extension has none to show, so the file of the chart is one that throws. */
export const breakChart = (page: Page) =>
  page.route('**/chunks/trend-chart-*.js', (route) =>
    route.fulfill({
      contentType: 'text/javascript',
      headers: { 'Access-Control-Allow-Origin': '*' },
      body: 'export const TrendChart = ({ trend }) => trend.missing.length;',
    }),
  );
