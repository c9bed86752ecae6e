export { evaluateAsset, silentFrom, type Evaluation, type Sighting } from './asset-state.ts';
export { isSameThresholds, thresholdHoursFor } from './threshold.ts';
export { transitionBetween, type Observation, type StateChange } from './transition.ts';
export { daysBefore, daysBetween, reconstructDays, toUtcDate, type FleetCounts } from './trend.ts';
