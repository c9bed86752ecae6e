import { BlockList, isIPv4, isIPv6 } from 'node:net';

/**
 * IPv4 that is not the public internet: the registry's special-purpose blocks, multicast and the reserved end.
 *
 * @see https://www.iana.org/assignments/iana-ipv4-special-registry
 */
const specialIpv4 = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.31.196.0', 24],
  ['192.52.193.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['192.175.48.0', 24],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
] as const;

/**
 * Within the one block of IPv6 that is handed out for the public internet, the parts that are not it: protocol
 * assignments with Teredo, documentation, 6to4 (an IPv4 address inside), AS112, documentation again.
 *
 * @see https://www.iana.org/assignments/iana-ipv6-special-registry
 */
const specialIpv6 = [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['2620:4f:8000::', 48],
  ['3fff::', 20],
] as const;

/** Clouds answer with their machines' credentials here, at an address that is otherwise public. */
const metadataIpv4 = '168.63.129.16';

const toBlockList = (blocks: readonly (readonly [string, number])[], family: 'ipv4' | 'ipv6'): BlockList => {
  const list = new BlockList();
  for (const [network, prefix] of blocks) list.addSubnet(network, prefix, family);
  return list;
};

const blockedIpv4 = toBlockList([...specialIpv4, [metadataIpv4, 32]], 'ipv4');
const globalIpv6 = toBlockList([['2000::', 3]], 'ipv6');
const blockedIpv6 = toBlockList(specialIpv6, 'ipv6');

/**
 * Whether an address is one of the public internet, the only ones that webhooks are sent to. Everything else is not:
 * loopback, private, link-local, shared (CGNAT), unique local, multicast, cloud metadata, documentation, and every
 * form of IPv6 that carries an IPv4 address (mapped, compatible, NAT64, 6to4, Teredo), also of a public one.
 *
 * @param address in the numeric form that a resolver gives; anything else is not public
 */
export const isPublicAddress = (address: string): boolean => {
  if (isIPv4(address)) return !blockedIpv4.check(address, 'ipv4');
  if (!isIPv6(address) || address.includes('%')) return false;
  return globalIpv6.check(address, 'ipv6') && !blockedIpv6.check(address, 'ipv6');
};
