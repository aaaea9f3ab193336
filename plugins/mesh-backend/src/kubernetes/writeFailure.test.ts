import { answerFailure } from './answerFailure';
import { connectionFailure } from './connectionFailure';
import { applyFailure, requestFailure } from './writeFailure';

const status = (code: number, message: string, details?: object) =>
  answerFailure(
    code,
    undefined,
    JSON.stringify({ kind: 'Status', message, code, details }),
  );

const errorWithCode = (code: string) =>
  connectionFailure(Object.assign(new Error('x'), { code }));

describe('applyFailure, faults and bad input 3.5', () => {
  it.each([
    [
      '409 with owners',
      status(409, 'Apply failed with 1 conflict', {
        causes: [
          {
            reason: 'FieldManagerConflict',
            message: 'conflict with "argocd" using v1',
            field: '.spec.x',
          },
        ],
      }),
      { code: 'conflict', causes: [{ field: '.spec.x', manager: 'argocd' }] },
    ],
    ['409 without', status(409, 'modified'), { code: 'changed' }],
    [
      '422 for the uid',
      status(422, 'field is immutable', {
        causes: [{ field: 'metadata.uid', message: 'field is immutable' }],
      }),
      { code: 'changed' },
    ],
    [
      '422 for a field',
      status(422, 'invalid', { causes: [{ field: 'spec.x', message: 'no' }] }),
      { code: 'rejected', causes: [{ field: 'spec.x', message: 'no' }] },
    ],
    [
      '500 for an unknown field',
      status(
        500,
        'failed to create typed patch object (shop/a; v1, Kind=X): .spec.http[0].rout: field not declared in schema',
      ),
      {
        code: 'rejected',
        causes: [
          {
            field: 'spec.http[0].rout',
            message: 'field not declared in schema',
          },
        ],
      },
    ],
    ['400', status(400, 'names do not match'), { code: 'rejected' }],
    ['401', status(401, 'Unauthorized'), { code: 'not-allowed' }],
    ['403', status(403, 'exceeded quota'), { code: 'not-allowed' }],
    [
      '404 for the namespace',
      status(404, 'namespaces "x" not found', { kind: 'namespaces' }),
      { code: 'namespace-missing' },
    ],
    [
      '404 without a Status',
      answerFailure(404, undefined, '404 page not found\n'),
      { code: 'not-installed' },
    ],
    [
      '429, at most half a minute',
      answerFailure(
        429,
        '3600',
        'Too many requests, please try again later.\n',
      ),
      { code: 'throttled', retryAfterSeconds: 30 },
    ],
    ['500', status(500, 'etcd'), { code: 'unreachable', outcome: 'unknown' }],
    [
      'a redirect',
      answerFailure(302, undefined, ''),
      { code: 'unreachable', outcome: 'unknown' },
    ],
    [
      'no connection',
      errorWithCode('ECONNREFUSED'),
      { code: 'unreachable', outcome: 'not-sent' },
    ],
    [
      'another CA',
      errorWithCode('SELF_SIGNED_CERT_IN_CHAIN'),
      { code: 'unreachable', outcome: 'not-sent' },
    ],
    [
      'a reset',
      errorWithCode('ECONNRESET'),
      { code: 'unreachable', outcome: 'unknown' },
    ],
    [
      'no JSON',
      new SyntaxError('Unexpected token'),
      { code: 'unreachable', outcome: 'unknown' },
    ],
  ])('%s', (_, failure, expected) => {
    expect(applyFailure(failure, { dryRun: false })).toMatchObject(expected);
  });

  it('knows that a dry run and a read leave nothing behind', () => {
    const reset = errorWithCode('ECONNRESET');
    const nothing = { code: 'unreachable', outcome: 'not-sent' };
    expect(applyFailure(reset, { dryRun: true })).toMatchObject(nothing);
    expect(requestFailure(reset, { writes: false })).toMatchObject(nothing);
  });
});
