import { toReason } from '@fleet-watch/iris-app-backend';
import { CronExpressionParser } from 'cron-parser';

/** The time from one moment of a cron expression to the next; the end belongs to the next one. */
export type Period = { readonly start: Date; readonly end: Date };

const fiveFields = /^\S+(\s+\S+){4}$/;

/** The period of a cron expression that a moment is in. Cron is read in UTC, so no day has 23 or 25 hours. */
export const findPeriod = (cron: string, moment: Date): Period => {
  // `prev` is strictly before its moment, and a period's first millisecond belongs to it.
  const justAfter = new Date(moment.getTime() + 1);
  const before = CronExpressionParser.parse(cron, { tz: 'UTC', currentDate: justAfter });
  const start = before.prev().toDate();
  const end = CronExpressionParser.parse(cron, { tz: 'UTC', currentDate: start }).next().toDate();
  return { start, end };
};

/** Why a text is no cron expression for a schedule; nothing when it is one. */
export const findCronProblem = (cron: string): string | undefined => {
  if (!fiveFields.test(cron)) return 'must have five fields: minute, hour, day, month, weekday';
  try {
    findPeriod(cron, new Date(0));
    return undefined;
  } catch (cause) {
    return `is no cron expression: ${toReason(cause)}`;
  }
};
