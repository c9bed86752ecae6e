import { defineMessages } from '../../i18n/define-messages.ts';
import { template } from '../../i18n/template.ts';

/** Words about how the webhook is doing. */
export const webhookMessages = defineMessages('webhook', {
  sendTest: 'Send a test',
  testDelivered: template('The test arrived: the service answered {status}.'),
  testFailed: template('The test did not arrive: {reason}.'),
  testRefused: template('the service answered {status}'),
  noReason: 'no answer',
  lastDelivered: template('Last message: {when}, delivered.'),
  lastFailed: template('Last message: {when}, not delivered ({reason}).'),
  neverSent: 'No message has been sent yet.',
  switchedOffTitle: 'Fleet Watch has switched the webhook off',
  switchedOffText: template(
    'Its messages did not arrive: {reason}. Mend the service, send a test, then switch “Send messages” on and save. What happened meanwhile is sent then.',
  ),
  newSecret: 'Make a signing secret',
  replaceSecret: 'Replace the signing secret',
  secretText: 'With it your service checks that a message is from Fleet Watch.',
  secretTitle: 'Copy this secret now',
  secretOnce: 'It is shown this once.',
  secretBefore: template('The one before is valid until {when}.'),
  secret: 'Signing secret',
  copy: 'Copy',
  copied: 'Copied.',
  copyYourself: 'The secret is selected: press Ctrl+C (⌘C on a Mac) to copy it.',
});
