import type { LoggerService } from '@backstage/backend-plugin-api';
import type { ErrorRequestHandler, RequestHandler } from 'express';
import { ulid } from 'ulid';

const HEADER = 'X-Request-Id';
const ACCEPTED = /^[A-Za-z0-9._-]{1,64}$/;

/** Gives every answer an id, the caller's own if it sent one, so that a report of a failure leads to the log. */
export function requestId(): RequestHandler {
  return (request, response, next) => {
    const own = request.header(HEADER) ?? '';
    response.setHeader(HEADER, ACCEPTED.test(own) ? own : ulid());
    next();
  };
}

/** Writes failures to the log under the id of their request, and lets them go on. */
export function logFailures(logger: LoggerService): ErrorRequestHandler {
  return (error, _request, response, next) => {
    const id = response.getHeader(HEADER);
    logger.debug(`Request ${id} failed`, error);
    next(error);
  };
}
