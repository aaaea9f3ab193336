import { Certificate } from '../model/certificate';
import { Instant } from '../model/refs';
import { TrustParty } from './trustParties';

/** Whether roots of one side verify certificates of the other, and why. @public */
export type RootTrust =
  | { readonly code: 'yes'; readonly because: 'same-roots' | 'renewed-root' }
  /** `recreated-root`: a root of the same name with another key. */
  | {
      readonly code: 'no';
      readonly because: 'different-roots' | 'recreated-root' | 'expired-root';
    }
  /** `partial-overlap`: it depends on which root signs, which no public object tells. */
  | {
      readonly code: 'unknown';
      readonly because: 'partial-overlap' | 'not-visible';
    }
  /** Namespaces hold different bundles: the workloads of those in `refusing` accept nothing, others do. */
  | {
      readonly code: 'partly';
      readonly because: 'bundles-differ';
      readonly refusing: readonly string[];
    };

/** Whether workloads of one party verify the certificates of another by their roots. Expired roots verify nothing. Reference 7.3. */
export function rootTrust(
  truster: TrustParty,
  trusted: TrustParty,
  now: Instant,
): RootTrust {
  if (!truster.known || !trusted.known) return NOT_VISIBLE;
  const verdicts = truster.bundles.map(({ certificates, namespaces }) => {
    const anchors = [...certificates, ...truster.furtherRoots];
    const verdict = whoeverSigns(
      trusted.bundles.map(bundle =>
        ofBundles(anchors, bundle.certificates, now),
      ),
    );
    return {
      namespaces,
      verdict:
        verdict.code === 'no' && truster.hiddenRoots ? NOT_VISIBLE : verdict,
    };
  });
  return together(verdicts);
}

const NOT_VISIBLE: RootTrust = { code: 'unknown', because: 'not-visible' };

function ofBundles(
  anchors: readonly Certificate[],
  signers: readonly Certificate[],
  now: Instant,
): RootTrust {
  if (anchors.length === 0 || signers.length === 0) return NOT_VISIBLE;
  const valid = signers.filter(signer => isValid(signer, now));
  if (valid.length === 0) return { code: 'no', because: 'expired-root' };
  const matches = valid.map(signer => matchOf(anchors, signer, now));
  if (matches.every(match => match === 'same' || match === 'renewed'))
    return {
      code: 'yes',
      because: matches.includes('renewed') ? 'renewed-root' : 'same-roots',
    };
  if (matches.some(match => match === 'same' || match === 'renewed'))
    return { code: 'unknown', because: 'partial-overlap' };
  // What cannot be read may be anything, the same key in another certificate too.
  if ([...anchors, ...valid].some(({ content }) => content === undefined))
    return NOT_VISIBLE;
  if (matches.includes('expired'))
    return { code: 'no', because: 'expired-root' };
  return {
    code: 'no',
    because: matches.includes('recreated')
      ? 'recreated-root'
      : 'different-roots',
  };
}

type Match = 'same' | 'renewed' | 'expired' | 'recreated' | 'none';

/** What the anchors make of one root: a certificate verifies by name and key, so a renewal of the root does as well. */
function matchOf(
  anchors: readonly Certificate[],
  signer: Certificate,
  now: Instant,
): Match {
  const same = anchors.find(
    ({ fingerprint }) => fingerprint === signer.fingerprint,
  );
  if (same) return 'same';
  const { content } = signer;
  if (!content) return 'none';
  const namesakes = anchors.filter(
    anchor => anchor.content?.subject === content.subject,
  );
  const renewals = namesakes.filter(
    anchor => anchor.content?.publicKey === content.publicKey,
  );
  if (renewals.some(anchor => isValid(anchor, now))) return 'renewed';
  if (renewals.length > 0) return 'expired';
  return namesakes.length > 0 ? 'recreated' : 'none';
}

function isValid({ content }: Certificate, now: Instant): boolean {
  return (
    content === undefined ||
    (content.notBefore <= now && now < content.notAfter)
  );
}

/** Workloads with different bundles are signed by one authority all the same, and nothing tells by which. */
function whoeverSigns(verdicts: readonly RootTrust[]): RootTrust {
  const [first = NOT_VISIBLE] = verdicts;
  if (verdicts.every(({ code }) => code === first.code))
    return verdicts.find(({ because }) => because === 'renewed-root') ?? first;
  return { code: 'unknown', because: 'partial-overlap' };
}

/** Namespaces with different bundles trust differently. */
function together(
  held: readonly {
    readonly namespaces: readonly string[];
    readonly verdict: RootTrust;
  }[],
): RootTrust {
  const verdicts = held.map(({ verdict }) => verdict);
  const refusing = held.filter(({ verdict }) => verdict.code === 'no');
  if (refusing.length > 0 && verdicts.some(({ code }) => code === 'yes'))
    return {
      code: 'partly',
      because: 'bundles-differ',
      refusing: refusing.flatMap(({ namespaces }) => namespaces).sort(),
    };
  return (
    verdicts.find(({ code }) => code === 'unknown') ??
    verdicts.find(({ because }) => because === 'renewed-root') ??
    verdicts[0] ??
    NOT_VISIBLE
  );
}
