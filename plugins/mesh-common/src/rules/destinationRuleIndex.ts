import { byAge, Labels } from '../model/record';
import {
  DestinationRuleRecord,
  Subset,
} from '../model/records/destinationRule';
import { TrafficPolicy } from '../model/trafficPolicy';
import { fullHost, mostSpecificHost } from './hosts';

/** DestinationRules of one namespace for one host that Istio uses as one rule (reference 6.2). @public */
export interface MergedDestinationRule {
  readonly namespace: string;
  readonly host: string;
  readonly trafficPolicy: TrafficPolicy | undefined;
  readonly subsets: readonly Subset[];
  readonly exportTo: ReadonlySet<string>;
  readonly workloadSelector: Labels | undefined;
  /** The objects it is made of, the deciding one first. */
  readonly from: readonly DestinationRuleRecord[];
}

/** Whom a rule is looked up for. @public */
export interface DestinationRuleClient {
  readonly namespace: string;
  readonly labels: Labels;
}

/** The service a rule is looked up for. @public */
export interface DestinationRuleTarget {
  readonly host: string;
  readonly namespace: string;
}

type RulesByHost = Map<string, MergedDestinationRule[]>;

/**
 * All DestinationRules one istiod reads, merged and indexed as it does: what a namespace has for itself, what it exports,
 * and what the root namespace keeps private. Reference 6.1 and 6.2.
 *
 * @public
 */
export class DestinationRuleIndex {
  private readonly local = new Map<string, RulesByHost>();
  private readonly exported = new Map<string, RulesByHost>();
  private readonly rootPrivate: RulesByHost = new Map();

  static create(options: {
    readonly rules: readonly DestinationRuleRecord[];
    readonly rootNamespace: string;
    /** Domain suffix of the mesh, e.g. `cluster.local`. */
    readonly domain: string;
    /** `defaultDestinationRuleExportTo`. */
    readonly defaultExportTo: readonly string[];
  }): DestinationRuleIndex {
    const index = new DestinationRuleIndex(options.rootNamespace);
    for (const rule of [...options.rules].sort(selectorsFirstThenAge)) {
      index.add(rule, options);
    }
    return index;
  }

  private constructor(private readonly rootNamespace: string) {}

  /** The rule a client uses for a service; `undefined` leaves the defaults of the mesh. */
  ruleFor(
    client: DestinationRuleClient,
    target: DestinationRuleTarget,
  ): MergedDestinationRule | undefined {
    const visible = this.visible(client.namespace, target);
    const own = visible.find(
      ({ namespace, workloadSelector }) =>
        namespace === client.namespace &&
        workloadSelector !== undefined &&
        [...workloadSelector].every(([k, v]) => client.labels.get(k) === v),
    );
    return (
      own ?? visible.filter(rule => rule.workloadSelector === undefined).at(-1)
    );
  }

  /** The rules a client's namespace finds for a service, in the order in which they were made. Steps of reference 6.1. */
  visible(
    clientNamespace: string,
    target: DestinationRuleTarget,
  ): readonly MergedDestinationRule[] {
    const own =
      clientNamespace === this.rootNamespace
        ? this.rootPrivate
        : this.local.get(clientNamespace);
    return (
      matching(own, target.host) ??
      this.exportedFrom(target.namespace, clientNamespace, target.host) ??
      this.exportedFrom(this.rootNamespace, clientNamespace, target.host) ??
      []
    );
  }

  /** The rules of a namespace that another one finds for a host, in the order in which they were made; `undefined` if there are none. */
  exportedFrom(
    owner: string,
    clientNamespace: string,
    host: string,
  ): readonly MergedDestinationRule[] | undefined {
    const found = matching(this.exported.get(owner), host)?.filter(
      ({ namespace, exportTo }) =>
        exportTo.size === 0 ||
        exportTo.has('*') ||
        exportTo.has(clientNamespace) ||
        (exportTo.has('.') && namespace === clientNamespace),
    );
    return found && found.length > 0 ? found : undefined;
  }

  private add(
    rule: DestinationRuleRecord,
    options: {
      readonly domain: string;
      readonly defaultExportTo: readonly string[];
    },
  ): void {
    const { namespace } = rule;
    const entry = entryFor(rule, options.domain);
    const { exportTo } = entry;
    if (
      exportTo.size === 0 ||
      exportTo.has('*') ||
      exportTo.has('.') ||
      exportTo.has(namespace)
    ) {
      merge(ofNamespace(this.local, namespace), entry);
    }
    const privateOnly =
      exportTo.size === 0
        ? options.defaultExportTo.includes('.')
        : exportTo.size === 1 && (exportTo.has('.') || exportTo.has(namespace));
    if (!privateOnly) merge(ofNamespace(this.exported, namespace), entry);
    if (namespace === this.rootNamespace && privateOnly) {
      merge(this.rootPrivate, entry);
    }
  }
}

function selectorsFirstThenAge(
  a: DestinationRuleRecord,
  b: DestinationRuleRecord,
): number {
  return (
    Number(b.workloadSelector !== undefined) -
      Number(a.workloadSelector !== undefined) || byAge(a, b)
  );
}

function entryFor(
  rule: DestinationRuleRecord,
  domain: string,
): MergedDestinationRule {
  return {
    namespace: rule.namespace,
    host: fullHost(rule.host, rule.namespace, domain),
    trafficPolicy: rule.trafficPolicy,
    subsets: withoutRepeatedNames(rule.subsets),
    // A rule with a selector speaks to its own namespace only.
    exportTo: new Set(rule.workloadSelector ? ['.'] : rule.exportTo),
    workloadSelector: rule.workloadSelector,
    from: [rule],
  };
}

function withoutRepeatedNames(subsets: readonly Subset[]): readonly Subset[] {
  const names = new Set<string>();
  return subsets.filter(({ name }) => {
    if (names.has(name)) return false;
    names.add(name);
    return true;
  });
}

function ofNamespace(
  index: Map<string, RulesByHost>,
  namespace: string,
): RulesByHost {
  const known = index.get(namespace);
  if (known) return known;
  const created: RulesByHost = new Map();
  index.set(namespace, created);
  return created;
}

function matching(
  rules: RulesByHost | undefined,
  host: string,
): readonly MergedDestinationRule[] | undefined {
  if (!rules) return undefined;
  const best = mostSpecificHost(host, rules.keys());
  return best === undefined ? undefined : rules.get(best);
}

/**
 * Adds a rule to those of its host: into older ones where Istio merges, and as one of its own where it keeps it. Istio goes through the older ones in
 * turn, and the last of them decides whether the rule is also kept for itself.
 */
function merge(byHost: RulesByHost, rule: MergedDestinationRule): void {
  const known = byHost.get(rule.host) ?? [];
  const outcomes = known.map(older => outcomeOf(older, rule));
  const merged = known.map((older, i) =>
    outcomes[i].joins ? joined(older, rule) : older,
  );
  const kept = outcomes.at(-1)?.kept ?? true;
  byHost.set(rule.host, kept ? [...merged, rule] : merged);
}

/** What becomes of a rule with regard to one older rule for the same host. */
function outcomeOf(
  older: MergedDestinationRule,
  rule: MergedDestinationRule,
): { readonly joins: boolean; readonly kept: boolean } {
  const sameExport = sameSet(older.exportTo, rule.exportTo);
  const wider =
    older.exportTo.size > 0 && isSuperset(rule.exportTo, older.exportTo);
  if (!sameExport && !wider) return { joins: false, kept: true };
  const a = older.workloadSelector;
  const b = rule.workloadSelector;
  const sameSelector = sameLabels(a, b);
  if (a !== undefined && b !== undefined && !sameSelector)
    return { joins: false, kept: true };
  // Swallowed: a rule of wider export is not kept for the namespaces that only it names (reference 6.2).
  return { joins: true, kept: !sameSelector && !sameExport };
}

/** Subsets are added; the older traffic policy counts as a whole. */
function joined(
  older: MergedDestinationRule,
  rule: MergedDestinationRule,
): MergedDestinationRule {
  return {
    ...older,
    trafficPolicy: older.trafficPolicy ?? rule.trafficPolicy,
    subsets: withoutRepeatedNames([...older.subsets, ...rule.subsets]),
    from: [...older.from, ...rule.from],
  };
}

function sameLabels(a: Labels | undefined, b: Labels | undefined): boolean {
  if (a === undefined || b === undefined) return a === b;
  return a.size === b.size && [...a].every(([k, v]) => b.get(k) === v);
}

function sameSet(a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
  return a.size === b.size && isSuperset(a, b);
}

function isSuperset(a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
  return [...b].every(item => a.has(item));
}
