import { RULES_REVIEW_PATH } from './apiPath';
import { Sender } from './ApiServer';
import { askReview } from './askReview';
import { jsonMember } from './jsonMember';

/** One right of a credential. */
export interface ResourceRule {
  readonly verbs: readonly string[];
  readonly apiGroups: readonly string[];
  readonly resources: readonly string[];
  readonly resourceNames: readonly string[];
}

/** What a credential may do in a namespace, as the API server lists it. */
export interface Rules {
  readonly rules: readonly ResourceRule[];
  /** The API server cannot list all rights, e.g. with a webhook authorizer. */
  readonly incomplete: boolean;
}

/** Asks the API server for the rights of the credential. Rejects with `ApiFailure`, or when the answer is not JSON. */
export async function readRules(
  server: Sender,
  namespace: string,
  signal: AbortSignal,
): Promise<Rules> {
  const status = await askReview(
    server,
    {
      path: RULES_REVIEW_PATH,
      kind: 'SelfSubjectRulesReview',
      spec: { namespace },
    },
    signal,
  );
  const rules = jsonMember(status, 'resourceRules');
  return {
    rules: Array.isArray(rules) ? rules.map(resourceRule) : [],
    incomplete: jsonMember(status, 'incomplete') === true,
  };
}

function resourceRule(rule: unknown): ResourceRule {
  return {
    verbs: textsOf(jsonMember(rule, 'verbs')),
    apiGroups: textsOf(jsonMember(rule, 'apiGroups')),
    resources: textsOf(jsonMember(rule, 'resources')),
    resourceNames: textsOf(jsonMember(rule, 'resourceNames')),
  };
}

function textsOf(value: unknown): readonly string[] {
  return Array.isArray(value)
    ? value.filter(item => typeof item === 'string')
    : [];
}
