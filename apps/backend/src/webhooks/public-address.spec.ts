import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isPublicAddress } from './public-address.ts';

const refused = [
  '0.0.0.0',
  '0.1.2.3',
  '10.0.0.1',
  '100.64.0.1',
  '100.100.100.200',
  '127.0.0.1',
  '127.255.255.254',
  '168.63.129.16',
  '169.254.169.254',
  '172.16.0.1',
  '172.31.255.255',
  '192.0.0.8',
  '192.168.1.1',
  '198.18.0.1',
  '203.0.113.7',
  '224.0.0.1',
  '255.255.255.255',
  '::',
  '::1',
  '::127.0.0.1',
  '::ffff:127.0.0.1',
  '::ffff:10.0.0.1',
  '::ffff:8.8.8.8',
  '64:ff9b::7f00:1',
  '64:ff9b:1::7f00:1',
  '100::1',
  '2001::1',
  '2001:db8::1',
  '2002:7f00:1::1',
  '3fff::1',
  'fc00::1',
  'fd00:ec2::254',
  'fe80::1',
  'fe80::1%eth0',
  'fec0::1',
  'ff02::1',
];

test.each(refused)('%s is not public', (address) => {
  expect(isPublicAddress(address)).toBe(false);
});

test.each([
  '1.1.1.1',
  '8.8.8.8',
  '100.63.255.255',
  '100.128.0.0',
  '172.15.255.255',
  '172.32.0.0',
  '223.255.255.255',
])('%s is public', (address) => {
  expect(isPublicAddress(address)).toBe(true);
});

test.each(['2606:4700:4700::1111', '2a00:1450:4001:81b::200e', '2001:4860:4860::8888'])(
  '%s is public',
  (address) => {
    expect(isPublicAddress(address)).toBe(true);
  },
);

test.each(['', 'localhost', '2130706433', '0x7f.0.0.1', '127.1', '1.1.1.1 ', '[::1]'])(
  '%j is no address in the form of a resolver, and so not public',
  (text) => {
    expect(isPublicAddress(text)).toBe(false);
  },
);

const octet = fc.integer({ min: 0, max: 255 });
const ipv4 = fc.tuple(octet, octet, octet, octet);

/** The same rule as arithmetic on the 32 bits, slow and obvious: first and last address of every block. */
const blocksOfIpv4 = [
  ['0.0.0.0', '0.255.255.255'],
  ['10.0.0.0', '10.255.255.255'],
  ['100.64.0.0', '100.127.255.255'],
  ['127.0.0.0', '127.255.255.255'],
  ['168.63.129.16', '168.63.129.16'],
  ['169.254.0.0', '169.254.255.255'],
  ['172.16.0.0', '172.31.255.255'],
  ['192.0.0.0', '192.0.0.255'],
  ['192.0.2.0', '192.0.2.255'],
  ['192.31.196.0', '192.31.196.255'],
  ['192.52.193.0', '192.52.193.255'],
  ['192.88.99.0', '192.88.99.255'],
  ['192.168.0.0', '192.168.255.255'],
  ['192.175.48.0', '192.175.48.255'],
  ['198.18.0.0', '198.19.255.255'],
  ['198.51.100.0', '198.51.100.255'],
  ['203.0.113.0', '203.0.113.255'],
  ['224.0.0.0', '255.255.255.255'],
] as const;

const toNumber = (address: string): number =>
  address.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
const toText = (value: number): string =>
  [24, 16, 8, 0].map((bits) => Math.floor(value / 2 ** bits) % 256).join('.');
const isInABlock = (value: number): boolean =>
  blocksOfIpv4.some(([first, last]) => value >= toNumber(first) && value <= toNumber(last));

test('any IPv4 address is public exactly when no block holds it', () => {
  const nearAnEdge = fc
    .tuple(fc.constantFrom(...blocksOfIpv4.flat()), fc.integer({ min: -2, max: 2 }))
    .map(([edge, step]) => Math.min(Math.max(toNumber(edge) + step, 0), 2 ** 32 - 1));
  const anywhere = fc.integer({ min: 0, max: 2 ** 32 - 1 });
  fc.assert(
    fc.property(fc.oneof(nearAnEdge, anywhere), (value) => {
      expect(isPublicAddress(toText(value))).toBe(!isInABlock(value));
    }),
    { numRuns: 5000 },
  );
});

const embeddings = [
  (dotted: string) => `::ffff:${dotted}`,
  (dotted: string) => `::${dotted}`,
  (dotted: string) => `64:ff9b::${dotted}`,
  (dotted: string) => `::ffff:0:${dotted}`,
];

test('no IPv4 address, private or public, gets through inside an IPv6 address', () => {
  fc.assert(
    fc.property(ipv4, fc.constantFrom(...embeddings), ([a, b, c, d], embed) => {
      expect(isPublicAddress(embed(`${a}.${b}.${c}.${d}`))).toBe(false);
      const hex = [a, b, c, d].map((part) => part.toString(16).padStart(2, '0'));
      expect(isPublicAddress(`2002:${hex[0]}${hex[1]}:${hex[2]}${hex[3]}::1`)).toBe(false);
    }),
  );
});

const group = fc.integer({ min: 0, max: 0xffff });

test('nothing outside of 2000::/3 is public, however it is written', () => {
  const address = fc.tuple(group, fc.array(group, { minLength: 7, maxLength: 7 }), fc.boolean());
  fc.assert(
    fc.property(address, ([first, rest, upper]) => {
      fc.pre(first < 0x2000 || first > 0x3fff);
      const text = [first, ...rest].map((part) => part.toString(16)).join(':');
      expect(isPublicAddress(upper ? text.toUpperCase() : text)).toBe(false);
    }),
    { numRuns: 1000 },
  );
});
