/** Something that Trackunit has and this emulator has not. */
export type Gap = { readonly what: string; readonly why: string };

/** What is not emulated; asking for it is an error that says so. */
export const notEmulated: readonly Gap[] = [
  {
    what: 'AEMP / ISO 15143-3 feeds',
    why: 'XML by default and a quota of their own; ask for them when an app needs them',
  },
  { what: 'Time series (Prometheus form) and metrics', why: 'needs series that the simulator does not make' },
  { what: 'CAN faults, simulated faults', why: 'work with numeric machine ids of the older API' },
  {
    what: 'Alerts, rental, service management, emissions, ownership and visibility, customers',
    why: 'no public form that is known well enough',
  },
  {
    what: 'Onboarding and offboarding assets',
    why: 'a fleet is a function of its seed; hide assets instead',
  },
  {
    what: 'Asset events that have ended, and those of other types than ALERT and MACHINE_FAULT',
    why: 'the simulator makes what is under way now; the log answers these, too',
  },
  { what: 'Telematics devices: state, desired state, telemetry', why: 'the path is not published' },
  { what: 'Webhooks by Svix', why: 'payloads are not published; apps are told of installs only' },
  {
    what: 'The proxy for external calls, secrets of apps',
    why: 'runs inside Trackunit; its GraphQL mutations are refused by the schema',
  },
  {
    what: 'GraphQL beyond the schema here: customers, clusters, time series, mutations, subscriptions, preview fields',
    why: 'the schema is not published',
  },
  { what: 'Lifecycle extensions (appInstalled, appUninstalled)', why: 'they run inside Trackunit' },
  {
    what: 'Review and approval of versions, device-code login, submitting',
    why: 'an app is live here as soon as its manifest is read',
  },
  { what: 'Okta: sign-in pages, consent, refresh for apps', why: 'Manager signs users in by name' },
  { what: 'Limits without a published number', why: 'use a fault rule with status 429' },
];
