import { invalidOptions } from './statusError';

/** How strict unknown fields are taken. */
export type FieldValidation = 'Ignore' | 'Warn' | 'Strict';

/** Query parameters of a write. */
export interface WriteOptions {
  readonly dryRun: boolean;
  readonly fieldManager: string;
  readonly fieldValidation: FieldValidation;
  readonly force: boolean;
}

const VALIDATIONS: readonly string[] = ['', 'Ignore', 'Strict', 'Warn'];
const MANAGER_LIMIT = 128;

/** Reads the options of a write; `kind` is what error messages call them: CreateOptions, UpdateOptions, PatchOptions. */
export function parseWriteOptions(
  kind: string,
  query: URLSearchParams,
  userAgent: string,
): WriteOptions {
  const fieldValidation = query.get('fieldValidation') || 'Warn';
  if (!VALIDATIONS.includes(fieldValidation)) {
    throw unsupported(kind, 'fieldValidation', fieldValidation, VALIDATIONS);
  }
  const manager = query.get('fieldManager') ?? '';
  if (manager.length > MANAGER_LIMIT) {
    throw invalidOptions(
      kind,
      'fieldManager',
      'FieldValueTooLong',
      `Too long: may not be more than ${MANAGER_LIMIT} bytes`,
    );
  }
  return {
    dryRun: parseDryRun(kind, query.getAll('dryRun')),
    fieldManager: manager || managerOf(userAgent),
    fieldValidation: fieldValidation as FieldValidation,
    force: query.get('force') === 'true',
  };
}

/** `All` is the one dry run there is. */
export function parseDryRun(kind: string, values: readonly string[]): boolean {
  const wrong = values.find(value => value !== 'All' && value !== '');
  if (wrong) {
    throw unsupported(kind, 'dryRun', values, ['All']);
  }
  return values.includes('All');
}

function unsupported(
  kind: string,
  field: string,
  value: string | readonly string[],
  supported: readonly string[],
) {
  return invalidOptions(
    kind,
    field,
    'FieldValueNotSupported',
    `Unsupported value: ${JSON.stringify(value)}: supported values: ${supported
      .map(name => JSON.stringify(name))
      .join(', ')}`,
  );
}

/** Without a field manager the first word of the user agent is one. */
function managerOf(userAgent: string): string {
  return userAgent.split('/')[0].slice(0, MANAGER_LIMIT) || 'unknown';
}
