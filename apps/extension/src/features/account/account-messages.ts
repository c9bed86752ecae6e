import { defineMessages } from '../../i18n/define-messages.ts';

/** What is the matter with an account as a whole, wherever it is shown. */
export const accountMessages = defineMessages('account', {
  suspendedTitle: 'Fleet Watch is paused for this account',
  suspendedText:
    'Trackunit no longer accepts this account’s credentials, so nothing is read. An administrator can uninstall and install Fleet Watch again in the App Library; the history stays.',
});
