import { RULES_REVIEW_PATH } from './apiPath';
import { Sender } from './ApiServer';
import { jsonMember } from './jsonMember';
import { ResourceRule } from './ObjectWriter';

const ANSWER_MS = 10_000;

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
  const { text } = await server.send({
    method: 'POST',
    path: RULES_REVIEW_PATH,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      apiVersion: 'authorization.k8s.io/v1',
      kind: 'SelfSubjectRulesReview',
      spec: { namespace },
    }),
    signal,
    deadlineMs: ANSWER_MS,
  });
  const status = jsonMember(JSON.parse(text), 'status');
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
