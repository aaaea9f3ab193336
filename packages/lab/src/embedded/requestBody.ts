import { parse } from 'yaml';
import type { Json } from '../kubernetesObject';
import { isMap, JsonMap } from './apiObject';
import { badRequest, StatusError, unsupportedMediaType } from './statusError';

/** Largest body the real server reads, in bytes. */
export const BODY_LIMIT = 3 * 1024 * 1024;

/** Protobuf is refused all the same; the sentence is the real server's. */
const ACCEPTED_TEXT =
  'application/json, application/yaml, application/vnd.kubernetes.protobuf';
const ACCEPTED = ['application/json', 'application/yaml'];

/** 413, in the words of the real server. */
export function bodyTooLarge(): StatusError {
  return new StatusError({
    code: 413,
    reason: 'RequestEntityTooLarge',
    message: `Request entity too large: limit is ${BODY_LIMIT}`,
  });
}

/** Reads the object of a POST or PUT. */
export function parseObjectBody(body: Buffer, contentType: string): JsonMap {
  const mediaType = mediaTypeOf(contentType);
  if (mediaType && !ACCEPTED.includes(mediaType)) {
    throw unsupportedMediaType(
      `the body of the request was in an unknown format - accepted media types include: ${ACCEPTED_TEXT}`,
    );
  }
  return mediaType === 'application/yaml'
    ? parseYamlObject(body)
    : parseJsonObject(body);
}

export function parseJsonObject(body: Buffer): JsonMap {
  let value: Json;
  try {
    value = JSON.parse(body.toString('utf8'));
  } catch (error) {
    throw badRequest(
      `couldn't get version/kind; json parse error: ${messageOf(error)}`,
    );
  }
  return expectMap(value);
}

export function parseYamlObject(body: Buffer): JsonMap {
  // Programs send JSON, which is YAML, and is read much faster as what it is.
  if (body.toString('latin1', 0, 1) === '{') {
    return parseJsonObject(body);
  }
  let value: Json;
  try {
    // YAML 1.1 as in Kubernetes, where an unquoted `y` is true; but nothing that JSON has not. Aliases can blow up.
    value = parse(body.toString('utf8'), {
      version: '1.1',
      customTags: tags => tags.filter(tag => !isForeign(tag)),
      maxAliasCount: 0,
    });
  } catch (error) {
    throw badRequest(`error decoding YAML: ${messageOf(error)}`);
  }
  return expectMap(value);
}

/** Types of YAML 1.1 that JSON does not have. */
const FOREIGN = ['timestamp', 'binary', 'omap', 'pairs', 'set'].map(
  name => `tag:yaml.org,2002:${name}`,
);

function isForeign(tag: string | { readonly tag: string }): boolean {
  return FOREIGN.includes(typeof tag === 'string' ? tag : tag.tag);
}

/** The media type without its parameters. */
export function mediaTypeOf(contentType: string): string {
  return contentType.split(';')[0].trim().toLowerCase();
}

function expectMap(value: Json): JsonMap {
  if (!isMap(value)) {
    throw badRequest(
      `couldn't get version/kind; json parse error: json: cannot unmarshal ${
        Array.isArray(value) ? 'array' : typeof value
      } into Go value of type struct`,
    );
  }
  return value;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
