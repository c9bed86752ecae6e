export { IrisScope, isIrisScope, type IrisScopeName } from './iris-scope.ts';
export { fleetWatchScopes, type FleetWatchScope } from './fleet-watch-scopes.ts';
export { parseScopeList, toScopeParameter } from './scope-list.ts';
