import { defineMessages } from '../../i18n/define-messages.ts';
import { plural } from '../../i18n/plural.ts';
import { template } from '../../i18n/template.ts';

/** The words of the tab on an asset's page. */
export const assetMessages = defineMessages('asset', {
  title: 'Reporting',
  noSignFor: template('No sign for {duration}'),
  reporting: template('Heard from {ago}'),
  neverReported: 'This machine has never been heard from',
  neverReportedWhat: 'Check that its device is mounted, has power and is assigned to this machine.',
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
  dayText: template('{day}: {state}'),
  estimatedDayText: template('{day}: {state}, estimated'),
  today: 'Today',
  estimatedWhy: 'Paler days are estimated: Fleet Watch was not installed yet.',
  history: 'History',
  historyEmpty: 'No change of state since Fleet Watch was installed.',
  becameSilent: 'Became silent',
  noLongerSilent: 'No longer silent',
  firstSign: 'Was heard from for the first time',
  changed: template('{from} → {to}'),
  lastSeenThen: template('last seen {when}'),
  unknownTitle: 'Fleet Watch does not know this machine yet',
  unknownText:
    'It appears here with the next sync, within an hour. If it does not, it is not visible to this account.',
});
  thresholdMoved: template('last seen {when}; the threshold changed'),
