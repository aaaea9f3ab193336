import type {
  Selector,
  SelectorRequirement,
} from '@meshwise/backstage-plugin-mesh-common';

/** Requirements end at commas, except at those between parentheses. */
const REQUIREMENT = /[^,(]+(?:\([^)]*\))?/g;
const SET = /^([^\s!=]+)\s+(in|notin)\s*\(([^)]*)\)$/;
const EQUALITY = /^([^\s!=]+)\s*(==|=|!=)\s*([^\s!=]*)$/;
const EXISTENCE = /^(!?)\s*([^\s!=]+)$/;

/**
 * Reads a label selector as Kubernetes writes it in URLs, e.g. `app=shop,tier in (web,api),!canary`. Returns `undefined`
 * for a text that is none: a selector that cannot be read must not match everything.
 */
export function parseLabelSelector(text: string): Selector | undefined {
  const requirements = (text.match(REQUIREMENT) ?? []).map(part =>
    parseRequirement(part.trim()),
  );
  if (requirements.length === 0) return undefined;
  return requirements.every(isRequirement) ? requirements : undefined;
}

function isRequirement(
  requirement: SelectorRequirement | undefined,
): requirement is SelectorRequirement {
  return requirement !== undefined;
}

function parseRequirement(text: string): SelectorRequirement | undefined {
  const set = SET.exec(text);
  if (set) {
    const values = set[3].split(',').map(value => value.trim());
    return { key: set[1], operator: set[2] === 'in' ? 'In' : 'NotIn', values };
  }
  const equality = EQUALITY.exec(text);
  if (equality) {
    const operator = equality[2] === '!=' ? 'NotIn' : 'In';
    return { key: equality[1], operator, values: [equality[3]] };
  }
  const existence = EXISTENCE.exec(text);
  if (!existence) return undefined;
  const operator = existence[1] === '!' ? 'DoesNotExist' : 'Exists';
  return { key: existence[2], operator, values: [] };
}
