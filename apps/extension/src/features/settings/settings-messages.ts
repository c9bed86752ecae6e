import { defineMessages } from '../../i18n/define-messages.ts';
import { plural } from '../../i18n/plural.ts';
import { template } from '../../i18n/template.ts';

/** The settings' words. */
export const settingsMessages = defineMessages('settings', {
  title: 'Fleet Watch settings',
  intro: 'These apply to everyone in this account.',
  save: 'Save',
  saved: 'Saved.',
  discard: 'Discard',
  thresholds: 'When a machine counts as silent',
  thresholdsText:
    'A machine is silent when it has not been heard from for longer than this. Machines that rest over the weekend need at least 72 hours.',
  usual: 'For every machine',
  hours: 'hours',
  sameAs: template('= {duration}'),
  byType: 'Other thresholds by type',
  byTypeText: 'Tools and attachments often report less often.',
  hoursFor: template('{type}: silent after'),
  addType: 'Add a threshold for a type',
  chooseType: 'Choose a type…',
  remove: template('Remove the threshold for {type}'),
  wouldBeSilent: plural({
    one: '{count} machine would be silent.',
    other: '{count} machines would be silent.',
  }),
  moreThanNow: plural({ one: '{count} more than now.', other: '{count} more than now.' }),
  fewerThanNow: plural({ one: '{count} fewer than now.', other: '{count} fewer than now.' }),
  sameAsNow: 'As it is now.',
  hoursInvalid: 'Enter whole hours from 1 to 2,160 (90 days).',
  webhook: 'Webhook',
  webhookText:
    'Fleet Watch posts a signed message (Standard Webhooks) to this address when a machine goes quiet and when it is heard from again.',
  url: 'Address',
  urlHint: 'The public address of one of your services, https where it can be',
  urlInvalid: 'Enter a full address that begins with https:// or http://.',
  urlCredentials:
    'Leave the user name and password out of the address; they are not sent. The signature says who a message is from.',
  webhookOn: 'Send messages',
  writeBack: 'Write to Trackunit',
  writeBackOn: 'Write “silent since” to each machine',
  writeBackText:
    'Fills the custom field “Silent since”, so that filters, reports and other apps in Manager can use it.',
  writeBackDeniedTitle: 'A permission is missing',
  writeBackDenied:
    'The permission “change assets” was denied when Fleet Watch was installed. To grant it, an administrator opens Fleet Watch in the App Library, uninstalls it and installs it again with this permission ticked. The history stays.',
  sync: 'Sync',
  syncText: 'Fleet Watch reads the whole fleet every hour. You need not wait for it.',
  lastSync: template('Last sync: {when}'),
  syncPaused: 'There is no sync while Fleet Watch is paused.',
  neverSynced: 'The fleet has not been synced yet.',
  permissions: 'Permissions',
  permissionsNone: 'They are known after the first sync.',
  granted: 'Granted',
  denied: 'Denied',
  scopeAssetView: 'See assets: needed to read the fleet',
  scopeAssetManage: 'Change assets: needed to write “silent since”',
});
