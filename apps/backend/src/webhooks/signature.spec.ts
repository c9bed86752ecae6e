import { createHmac } from 'node:crypto';
import { Secret } from '@fleet-watch/trackunit-client';
import { expect, test } from 'vitest';
import { generateWebhookSecret, toSignedHeaders } from './signature.ts';

test('the signature is the one that the specification publishes', () => {
  const message = {
    id: 'msg_p5jXN8AQM9LWM0D4loKWxJek',
    sentAt: new Date(1_614_265_330_999),
    body: '{"test": 2432232314}',
  };
  expect(toSignedHeaders(message, [new Secret('whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw')])).toEqual({
    'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
    'webhook-timestamp': '1614265330',
    'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
  });
});

test('a secret is 32 random bytes behind a prefix that tells what it is', () => {
  const [one, two] = [generateWebhookSecret().reveal(), generateWebhookSecret().reveal()];
  expect(one).not.toBe(two);
  expect(one).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
});

test('two secrets sign twice, with a space between, the newest first', () => {
  const secrets = [generateWebhookSecret(), generateWebhookSecret()];
  const headers = toSignedHeaders({ id: 'msg_1', sentAt: new Date(5000), body: 'ü' }, secrets);
  const signatures = secrets.map((secret) => {
    const key = Buffer.from(secret.reveal().slice('whsec_'.length), 'base64');
    return `v1,${createHmac('sha256', key).update('msg_1.5.ü').digest('base64')}`;
  });
  expect(headers['webhook-signature']).toBe(signatures.join(' '));
});
