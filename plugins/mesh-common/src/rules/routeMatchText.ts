import { compareText } from '../model/record';
import { HttpMatch, TextMatch } from '../model/records/virtualService';

/** A match as people read it: the path, then the headers by name, e.g. `prefix:/api header:end-user=jason not header:x^n`. @public */
export function routeMatchText(
  match: HttpMatch | undefined,
  semantics: 'istio' | 'gateway-api',
): string {
  if (!match) return EVERY_PATH;
  const headers = [
    ...[...match.headers].map(([name, text]) => ({ name, text, not: '' })),
    ...[...match.withoutHeaders].map(([name, text]) => ({
      name,
      text,
      not: 'not ',
    })),
    ...pseudoHeader(':method', match.method),
    ...pseudoHeader(':authority', match.authority),
    ...pseudoHeader(':scheme', match.scheme),
  ].sort((a, b) => compareText(a.name, b.name));
  return [
    pathText(match.uri, semantics),
    ...headers.map(
      ({ name, text, not }) => `${not}header:${name}${valueText(text)}`,
    ),
  ].join(' ');
}

const EVERY_PATH = 'prefix:/';

function pseudoHeader(name: string, text: TextMatch | undefined) {
  return text ? [{ name, text, not: '' }] : [];
}

/** A prefix in the Gateway API ends at a slash. */
function pathText(
  uri: TextMatch | undefined,
  semantics: 'istio' | 'gateway-api',
): string {
  if (!uri || uri.kind === 'present') return EVERY_PATH;
  return uri.kind === 'prefix' &&
    semantics === 'gateway-api' &&
    uri.value !== '/'
    ? `pathprefix:${uri.value}`
    : `${uri.kind}:${uri.value}`;
}

function valueText({ kind, value }: TextMatch): string {
  switch (kind) {
    case 'exact':
      return `=${value}`;
    case 'prefix':
      return `^${value}`;
    case 'regex':
      return value === '*' ? ' present' : `~${value}`;
    default:
      return ' present';
  }
}
