import { digest } from './planHash';
import { preimageFromJson, preimageToJson, samePreimage } from './preimage';

/** An object with some fields and the owners of them, as the API server gave them. */
function preimage(paths: readonly string[]) {
  return {
    uid: 'uid',
    fields: new Map(paths.map(path => [path, `value of ${path}`])),
    owners: new Map(paths.map(path => [path, `owner of ${path}`])),
    home: { uid: 'uid of shop', tenant: 'team-shop' },
  };
}

describe('preimageToJson', () => {
  const one = preimage(['spec.a', 'spec.b']);
  const other = preimage(['spec.b', 'spec.a']);

  it('says the same of the same, in whatever order API servers give it', () => {
    expect(samePreimage(one, other)).toBe(true);
    expect(digest(preimageToJson(one))).toBe(digest(preimageToJson(other)));
  });

  it('keeps all that is compared', () => {
    const text = JSON.stringify(preimageToJson(other));
    expect(preimageFromJson(text)).toEqual(other);
  });
});
