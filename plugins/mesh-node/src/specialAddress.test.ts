import { AddressPurpose, specialAddress } from './specialAddress';

describe('specialAddress', () => {
  it.each<[string, AddressPurpose | undefined]>([
    ['127.0.0.1', 'loopback'],
    ['127.255.255.254', 'loopback'],
    ['::1', 'loopback'],
    ['0:0:0:0:0:0:0:1', 'loopback'],
    ['::ffff:127.0.0.1', 'loopback'],
    ['::ffff:7f00:1', 'loopback'],
    ['169.254.169.254', 'cloud metadata'],
    ['::ffff:169.254.169.254', 'cloud metadata'],
    ['::ffff:a9fe:a9fe', 'cloud metadata'],
    ['fd00:ec2::254', 'cloud metadata'],
    ['100.100.100.200', 'cloud metadata'],
    ['169.254.0.7', 'link-local'],
    ['fe80::1', 'link-local'],
    ['febf::1', 'link-local'],
    ['0.0.0.0', 'unspecified'],
    ['0.1.2.3', 'unspecified'],
    ['::', 'unspecified'],
    ['224.0.0.1', 'multicast'],
    ['255.255.255.255', 'multicast'],
    ['ff02::1', 'multicast'],
    ['10.0.0.1', undefined],
    ['172.16.0.1', undefined],
    ['192.168.1.1', undefined],
    ['100.64.0.1', undefined],
    ['203.0.113.9', undefined],
    ['fd00::1', undefined],
    ['2001:db8::1', undefined],
    ['126.255.255.255', undefined],
    ['128.0.0.1', undefined],
    ['169.253.255.255', undefined],
    ['223.255.255.255', undefined],
    ['api.example', undefined],
    ['', undefined],
  ])('%s is %s', (address, purpose) => {
    expect(specialAddress(address)).toBe(purpose);
  });
});
