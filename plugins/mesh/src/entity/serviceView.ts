/** The views of a service, as page addresses name them. */
export const SERVICE_VIEWS = [
  'endpoints',
  'reachability',
  'whatif',
  'config',
  'control',
  'trust',
  'findings',
  'activity',
] as const;

/** One of {@link SERVICE_VIEWS}. */
export type ServiceViewName = (typeof SERVICE_VIEWS)[number];

/** The view that a page address names; the endpoints if it names none of them. */
export function serviceView(param: string | null): ServiceViewName {
  return SERVICE_VIEWS.find(view => view === param) ?? 'endpoints';
}
