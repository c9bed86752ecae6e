import { defineMessages } from '../../i18n/define-messages.ts';
import { plural } from '../../i18n/plural.ts';
import { template } from '../../i18n/template.ts';

/** The widget's words. It has little room. */
export const widgetMessages = defineMessages('widget', {
  title: 'Silent machines',
  open: 'Open Fleet Watch',
  ofMachines: plural({ one: 'of {count} machine', other: 'of {count} machines' }),
  more: plural({ one: '{count} more than a week ago', other: '{count} more than a week ago' }),
  fewer: plural({ one: '{count} fewer than a week ago', other: '{count} fewer than a week ago' }),
  same: 'Same as a week ago',
  estimatedChange: template('{change}, estimated'),
  asOf: template('As of {ago}'),
  emptyTitle: 'No machines to watch yet',
  emptyText: 'They appear here with the next sync that finds any.',
});
