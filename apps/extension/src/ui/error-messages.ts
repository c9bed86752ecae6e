import { defineMessages } from '../i18n/define-messages.ts';
import { plural } from '../i18n/plural.ts';
import { template } from '../i18n/template.ts';

/** What went wrong with a call, and what to do, in the words of people. */
export const errorMessages = defineMessages('error', {
  retry: 'Try again',
  retrying: 'Fleet Watch tries again by itself; there is nothing you need to do.',
  networkTitle: 'No connection to Fleet Watch',
  networkText: 'The server did not answer. Check your connection, then try again.',
  signInTitle: 'Your session in Manager has ended',
  signInText: 'Reload Manager and sign in again, then come back to this page.',
  forbiddenTitle: 'You may not see this',
  forbiddenText: 'Ask an administrator of your account for access to Fleet Watch.',
  notInstalledTitle: 'Fleet Watch is not installed for this account',
  notInstalledText:
    'An administrator can install it in the App Library. The numbers appear a minute after that.',
  notFoundTitle: 'Not found',
  notFoundText: 'Fleet Watch does not know this. It may have left your fleet since.',
  conflictTitle: 'A permission is missing',
  conflictText:
    'This needs a permission that was denied when the app was installed. An administrator can grant it in the App Library.',
  busyTitle: 'Too many requests at once',
  busyText: plural({
    one: 'Wait a second, then try again.',
    other: 'Wait {count} seconds, then try again.',
  }),
  busySomeTimeText: 'Wait a moment, then try again.',
  unavailableTitle: 'Fleet Watch is taking a short break',
  unavailableText: 'The server cannot reach its data right now. Nothing is lost; try again in a minute.',
  notConfiguredTitle: 'Fleet Watch is not set up completely',
  notConfiguredText:
    'The server does not know how to check who you are. Its operator has to finish the setup.',
  invalidTitle: 'That was not accepted',
  unknownTitle: 'Something went wrong',
  unknownText: 'Try again. If it happens again, tell your administrator.',
  hostTitle: 'Manager does not answer',
  hostText: 'Fleet Watch could not reach Manager around it. Reload the page.',
  reference: template('Reference: {requestId}'),
});
