import { defineMessages } from '../../i18n/define-messages.ts';
import { template } from '../../i18n/template.ts';

/** The trend's words, for the chart and the table that says the same. */
export const trendMessages = defineMessages('trend', {
  title: 'Silent machines, last 90 days',
  measured: 'Measured',
  estimated: 'Estimated',
  estimatedWhy:
    'Estimated from when each machine was last seen; Fleet Watch was not installed yet, or no sync came through.',
  empty: 'The trend starts with the first sync.',
  missing: 'This part could not be loaded. Reload the page to try again.',
  showTable: 'Show as table',
  showChart: 'Show as chart',
  walk: 'Silent machines by day. Use the arrow keys to walk through the days.',
  dayText: template('{day}: {silent} silent'),
  estimatedDayText: template('{day}: {silent} silent, estimated'),
  reporting: template('{count} reporting'),
  neverReported: template('{count} never reported'),
  day: 'Day',
  source: 'Source',
});
