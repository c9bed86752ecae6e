import { defineMessages } from '../i18n/define-messages.ts';

/** The three states in the words of people. */
export const stateMessages = defineMessages('state', {
  REPORTING: 'Reporting',
  SILENT: 'Silent',
  NEVER_REPORTED: 'Never reported',
});
