/** Version `major.minor.patch` in the tag of an image; `undefined` for digests, `latest` and the like. */
export function versionOfImage(image: string): string | undefined {
  return /:v?(\d+\.\d+\.\d+)[^/]*$/.exec(image)?.[1];
}

/** Minor version as a number, e.g. 31 of `1.31.0`; `undefined` if it is not a version of Istio 1. @public */
export function minorOf(version: string | undefined): number | undefined {
  const minor = version && /^1\.(\d+)(\.|$)/.exec(version)?.[1];
  return minor ? Number(minor) : undefined;
}
