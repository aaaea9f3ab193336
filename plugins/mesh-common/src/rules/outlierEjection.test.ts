import { OutlierDetection } from '../model/trafficPolicy';
import { outlierEjection } from './outlierEjection';

const detection = (
  options: Partial<OutlierDetection> = {},
): OutlierDetection => ({
  consecutive5xxErrors: undefined,
  consecutiveGatewayErrors: undefined,
  consecutiveLocalOriginFailures: undefined,
  splitExternalLocalOriginErrors: false,
  interval: undefined,
  baseEjectionTime: undefined,
  maxEjectionPercent: undefined,
  minHealthPercent: undefined,
  ...options,
});

describe('what outlier detection may eject, reference 5.6', () => {
  it.each([
    ['10 % by default, of 9', {}, 9, 0],
    ['10 % by default, of 10', {}, 10, 1],
    ['10 % by default, of 6 (L13)', {}, 6, 0],
    ['100 % (L13b)', { maxEjectionPercent: 100 }, 6, 6],
    ['50 % of 5', { maxEjectionPercent: 50 }, 5, 2],
    [
      'gateway errors alone',
      { consecutive5xxErrors: 0, consecutiveGatewayErrors: 3 },
      20,
      2,
    ],
  ])('%s', (_, options, endpoints, atMost) => {
    expect(outlierEjection(detection(options), endpoints)).toEqual({
      code: 'on',
      atMost,
    });
  });

  it.each([
    ['no outlier detection', undefined],
    ['no errors count', detection({ consecutive5xxErrors: 0 })],
  ])('%s: nothing is ever ejected', (_, policy) => {
    expect(outlierEjection(policy, 100)).toEqual({ code: 'off' });
  });
});
