import { isMap, JsonMap, mapOf, stringsOf } from './apiObject';
import type { User } from './Authenticator';
import type { Decision } from './Authorizer';
import type { ClusterState } from './ClusterState';
import { timestamp } from './commit';
import { badRequest } from './statusError';

/** A question that a POST asks and its answer tells; nothing is stored. */
export interface Review {
  readonly group: string;
  readonly plural: string;
  readonly kind: string;
  /** What the answer adds to the object that was sent. */
  answer(state: ClusterState, user: User, sent: JsonMap): JsonMap;
}

/** The reviews every cluster answers, all in version v1. */
export const REVIEWS: readonly Review[] = [
  {
    group: 'authentication.k8s.io',
    plural: 'selfsubjectreviews',
    kind: 'SelfSubjectReview',
    answer: (_state, { name, uid, groups, extra }) => ({
      status: {
        userInfo: {
          username: name,
          ...(uid && { uid }),
          groups,
          ...(extra && { extra }),
        },
      },
    }),
  },
  {
    group: 'authorization.k8s.io',
    plural: 'selfsubjectaccessreviews',
    kind: 'SelfSubjectAccessReview',
    answer: (state, user, { spec }) => ({
      status: decide(state, user, mapOf(spec)),
    }),
  },
  {
    group: 'authorization.k8s.io',
    plural: 'subjectaccessreviews',
    kind: 'SubjectAccessReview',
    answer: (state, _user, { spec }) => {
      const { user, groups, uid } = mapOf(spec);
      if (typeof user !== 'string' && stringsOf(groups).length === 0) {
        throw badRequest('at least one of user or group must be specified');
      }
      const subject: User = {
        name: typeof user === 'string' ? user : '',
        groups: stringsOf(groups),
        ...(typeof uid === 'string' && { uid }),
      };
      return { status: decide(state, subject, mapOf(spec)) };
    },
  },
  {
    group: 'authorization.k8s.io',
    plural: 'selfsubjectrulesreviews',
    kind: 'SelfSubjectRulesReview',
    answer: (state, user, { spec }) => {
      const { namespace } = mapOf(spec);
      if (typeof namespace !== 'string' || namespace === '') {
        throw badRequest('no namespace on request');
      }
      return { spec: {}, status: rulesStatus(state, user, namespace) };
    },
  },
];

/** The object of the answer. */
export function answerReview(
  review: Review,
  state: ClusterState,
  user: User,
  sent: JsonMap,
): JsonMap {
  return {
    kind: review.kind,
    apiVersion: `${review.group}/v1`,
    metadata: { creationTimestamp: timestamp() },
    ...(isMap(sent.spec) && { spec: sent.spec }),
    ...review.answer(state, user, sent),
  };
}

function decide(state: ClusterState, user: User, spec: JsonMap): JsonMap {
  const resource = mapOf(spec.resourceAttributes);
  const path = mapOf(spec.nonResourceAttributes);
  const text = (value: JsonMap[string]) =>
    typeof value === 'string' ? value : '';
  const decision = isMap(spec.nonResourceAttributes)
    ? state.authorizer.decide(user, {
        verb: text(path.verb),
        path: text(path.path),
      })
    : state.authorizer.decide(user, {
        verb: text(resource.verb),
        group: text(resource.group),
        plural: text(resource.resource),
        subresource: text(resource.subresource),
        namespace: text(resource.namespace),
        name: text(resource.name),
      });
  return describe(decision);
}

function describe(decision: Decision): JsonMap {
  return decision.allowed
    ? { allowed: true, ...(decision.reason && { reason: decision.reason }) }
    : { allowed: false };
}

function rulesStatus(
  state: ClusterState,
  user: User,
  namespace: string,
): JsonMap {
  const rules = state.authorizer.rules(user, namespace);
  return {
    resourceRules: rules.filter(rule => stringsOf(rule.resources).length > 0),
    nonResourceRules: rules.filter(
      rule => stringsOf(rule.nonResourceURLs).length > 0,
    ),
    incomplete: false,
  };
}
