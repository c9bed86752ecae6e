import { defineMessages } from '../../i18n/define-messages.ts';
import { plural } from '../../i18n/plural.ts';
import { template } from '../../i18n/template.ts';

/** How a number differs from last week's, on the fleet page and in the widget. */
export const weekMessages = defineMessages('week', {
  more: plural({ one: '{count} more than a week ago', other: '{count} more than a week ago' }),
  fewer: plural({ one: '{count} fewer than a week ago', other: '{count} fewer than a week ago' }),
  same: 'Same as a week ago',
  estimated: template('{change}, estimated'),
});
