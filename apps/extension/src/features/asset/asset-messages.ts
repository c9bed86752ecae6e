import { defineMessages } from '../../i18n/define-messages.ts';
import { plural } from '../../i18n/plural.ts';
import { template } from '../../i18n/template.ts';

/** The words of the tab on an asset's page. */
export const assetMessages = defineMessages('asset', {
  title: 'Reporting',
  noSignFor: template('No sign for {duration}'),
  reporting: template('Heard from {ago}'),
  neverReported: 'This machine has never been heard from',
  whatToCheck: 'What to check',
  silentWhat:
    'Check its battery, ignition and isolator first, and whether it stands in a hall or a tunnel without reception. If it often rests this long, its type may need a longer threshold in the settings.',
  neverReportedWhat: 'Check that its device is mounted, has power and is assigned to this machine.',
  notKnownSince: template('{ago}, not known since'),
  staleTitle: template('State as of {when}'),
  staleText:
    'Fleet Watch reads the fleet every hour, and the last syncs did not come through. What has happened since is not known.',
  staleError: template('The last attempt ended with: {error}'),
  lastSeen: 'Last seen',
  never: 'Never',
  silentSince: 'Silent since',
  notSilent: '–',
  threshold: 'Silent after',
  thresholdHours: plural({ one: '{count} hour without a sign', other: '{count} hours without a sign' }),
  thresholdOfType: template('the account’s threshold for {type}'),
  thresholdOfAccount: 'the account’s usual threshold',
  days: 'The last 90 days',
  daysReporting: plural({ one: '{count} day reporting', other: '{count} days reporting' }),
  daysSilent: plural({ one: '{count} day silent', other: '{count} days silent' }),
  daysNever: plural({ one: '{count} day never reported', other: '{count} days never reported' }),
  daysNotKnown: plural({ one: '{count} day not known', other: '{count} days not known' }),
  notKnown: 'not known',
  dayText: template('{day}: {state}'),
  estimatedDayText: template('{day}: {state}, estimated'),
  today: 'Today',
  estimatedWhy: 'Paler days are estimated: Fleet Watch did not read the fleet on them.',
  notKnownWhy: 'Empty days are not known: nothing that Fleet Watch has read tells of them.',
  history: 'History',
  historyEmpty: 'No change of state is known.',
  becameSilent: 'Became silent',
  noLongerSilent: 'No longer silent',
  firstSign: 'Was heard from for the first time',
  changed: template('{from} → {to}'),
  lastSeenThen: template('last seen {when}'),
  thresholdMoved: template('last seen {when}; the threshold changed'),
  unknownTitle: 'Fleet Watch does not know this machine yet',
  unknownText:
    'It appears here with the next sync, within an hour. If it does not, it is not visible to this account.',
});
