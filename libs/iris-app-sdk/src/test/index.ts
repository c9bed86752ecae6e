export { createFakeHost, type FakeHost, type FakeHostOverrides } from './fake-host.ts';
export { trackunitProviders, type TrackunitProvidersForTests } from './trackunit-providers.ts';
