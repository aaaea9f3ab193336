import { ResponseError } from '@backstage/errors';

/** What a failed request means for the page: the user may not see it, it does not exist, or it went wrong. */
export type Failure = 'forbidden' | 'not-found' | 'error';

/** Classifies an error of the mesh API by its name, as the backend sent it. */
export function failureOf(error: Error): Failure {
  switch (nameOf(error)) {
    case 'NotAllowedError':
      return 'forbidden';
    case 'NotFoundError':
      return 'not-found';
    default:
      return 'error';
  }
}

function nameOf(error: Error): string {
  return error.name === 'ResponseError'
    ? (error as ResponseError).cause.name
    : error.name;
}
