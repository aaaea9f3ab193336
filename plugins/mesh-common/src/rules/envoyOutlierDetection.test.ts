import { OutlierDetection } from '../model/trafficPolicy';
import { envoyOutlierDetection, seconds } from './envoyOutlierDetection';

const NOTHING: OutlierDetection = {
  consecutive5xxErrors: undefined,
  consecutiveGatewayErrors: undefined,
  consecutiveLocalOriginFailures: undefined,
  interval: undefined,
  baseEjectionTime: undefined,
  maxEjectionPercent: undefined,
  minHealthPercent: undefined,
  splitExternalLocalOriginErrors: false,
};

describe('envoyOutlierDetection, reference 5.6', () => {
  it.each<[string, Partial<OutlierDetection>, object]>([
    ['nothing set keeps the defaults of Envoy', {}, {}],
    [
      'times in seconds',
      { interval: '1m30s', baseEjectionTime: '500ms' },
      { interval: '90s', baseEjectionTime: '0.500s' },
    ],
    ['the limit', { maxEjectionPercent: 50 }, { maxEjectionPercent: 50 }],
    ['a limit of zero is as if none were set', { maxEjectionPercent: 0 }, {}],
    [
      'errors of servers',
      { consecutive5xxErrors: 7 },
      { consecutive5xx: 7, enforcingConsecutive5xx: 100 },
    ],
    [
      'zero errors switch the detector off',
      { consecutive5xxErrors: 0 },
      { consecutive5xx: 0, enforcingConsecutive5xx: 0 },
    ],
    [
      'errors of gateways',
      { consecutiveGatewayErrors: 3 },
      {
        consecutiveGatewayFailure: 3,
        enforcingConsecutiveGatewayFailure: 100,
      },
    ],
    [
      'zero errors of gateways switch the detector off',
      { consecutiveGatewayErrors: 0 },
      { consecutiveGatewayFailure: 0, enforcingConsecutiveGatewayFailure: 0 },
    ],
    [
      'local failures count only where they are told apart',
      { consecutiveLocalOriginFailures: 4 },
      {},
    ],
    [
      'and then have a detector of their own',
      {
        splitExternalLocalOriginErrors: true,
        consecutiveLocalOriginFailures: 4,
      },
      {
        splitExternalLocalOriginErrors: true,
        enforcingLocalOriginSuccessRate: 0,
        consecutiveLocalOriginFailure: 4,
        enforcingConsecutiveLocalOriginFailure: 100,
      },
    ],
    [
      'told apart without a number of their own',
      { splitExternalLocalOriginErrors: true },
      {
        splitExternalLocalOriginErrors: true,
        enforcingLocalOriginSuccessRate: 0,
      },
    ],
  ])('%s', (_, detection, expected) => {
    expect(envoyOutlierDetection({ ...NOTHING, ...detection })).toEqual({
      ...expected,
      enforcingSuccessRate: 0,
    });
  });
});

describe('seconds', () => {
  it.each([
    ['10s', '10s'],
    ['1h1m1s', '3661s'],
    ['1.5s', '1.500s'],
    ['250ms', '0.250s'],
    ['1us', '0.000001s'],
    ['3µs', '0.000003s'],
    ['1ns', '0.000000001s'],
    ['0s', '0s'],
    ['', ''],
    ['soon', 'soon'],
    ['10s later', '10s later'],
  ])('writes %s as %s', (duration, expected) => {
    expect(seconds(duration)).toBe(expected);
  });
});
