import { defineMessages, template } from '../../i18n/define-messages.ts';

/** Words about syncs. */
export const syncMessages = defineMessages('sync', {
  start: 'Sync now',
  progress: 'Progress of the sync',
  queued: 'Waiting for its turn…',
  fetched: { one: '{count} machine read', other: '{count} machines read' },
  fetchedOf: {
    one: '{fetched} of {count} machine read',
    other: '{fetched} of {count} machines read',
  },
  succeeded: {
    one: 'Done: {count} machine is up to date.',
    other: 'Done: {count} machines are up to date.',
  },
  history: 'The last syncs',
  showMore: 'Show more',
  failedShort: template('Failed: {error}'),
  failed: 'The sync failed. What you see is from the one before.',
  failedWhy: template('The sync failed: {error}. What you see is from the one before.'),
});
