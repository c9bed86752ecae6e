import { defineMessages } from '../../i18n/define-messages.ts';
import { plural } from '../../i18n/plural.ts';
import { template } from '../../i18n/template.ts';

/** Words about syncs. */
export const syncMessages = defineMessages('sync', {
  start: 'Sync now',
  progress: 'Progress of the sync',
  queued: 'Waiting for its turn…',
  fetched: plural({ one: '{count} machine read', other: '{count} machines read' }),
  fetchedOf: plural({
    one: '{fetched} of {count} machine read',
    other: '{fetched} of {count} machines read',
  }),
  succeeded: plural({
    one: 'Done: {count} machine is up to date.',
    other: 'Done: {count} machines are up to date.',
  }),
  history: 'The last syncs',
  showMore: 'Show more',
  failedShort: template('Failed: {error}'),
  failed: 'The sync failed. What you see is from the one before.',
  failedWhy: template('The sync failed: {error}. What you see is from the one before.'),
});
