import { defineMessages } from '../../i18n/define-messages.ts';
import { plural } from '../../i18n/plural.ts';
import { template } from '../../i18n/template.ts';

/** The widget's words. It has little room. */
export const widgetMessages = defineMessages('widget', {
  title: 'Silent machines',
  open: 'Open Fleet Watch',
  ofMachines: plural({ one: 'of {count} machine', other: 'of {count} machines' }),
  asOf: template('As of {ago}'),
  emptyTitle: 'No machines to watch yet',
  emptyText: 'They appear here with the next sync that finds any.',
});
