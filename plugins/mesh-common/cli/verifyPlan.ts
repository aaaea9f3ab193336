import { createHash } from 'node:crypto';
import { lstatSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { PLAN_RECORD, PlanRecord } from '../src/api/planFiles';

/** Paths as `planFiles` makes them: no way out of the folder. */
const path = z
  .string()
  .regex(/^[a-z0-9][-a-z0-9./]*\.yaml$/i)
  .refine(text => !text.split('/').includes('..'));

const schema: z.ZodType<PlanRecord> = z.object({
  plan: z.string(),
  intent: z.string(),
  files: z.array(z.object({ path, sha256: z.string() })),
  deleted: z.array(path),
});

/** What a repository holds of a plan. */
export interface VerifiedPlan {
  readonly plan: string;
  readonly files: number;
  /** Where the folder is not as the plan was shown and approved, one sentence each. */
  readonly differences: readonly string[];
}

/**
 * Whether a folder holds exactly the objects of its plan, as `mesh:render` wrote them. For the repository's CI: a file that was edited after
 * the review is found there. Throws if there is no readable record of a plan.
 */
export function verifyPlan(folder: string): VerifiedPlan {
  const record = readRecord(folder);
  return {
    plan: record.plan,
    files: record.files.length,
    differences: [
      ...record.files.flatMap(({ path: file, sha256 }) => {
        const found = digestOf(join(folder, file));
        if (found === sha256) return [];
        return `${file} ${
          found === undefined
            ? 'is missing or no plain file'
            : 'was changed after the plan'
        }`;
      }),
      ...record.deleted
        .filter(file => exists(join(folder, file)))
        .map(file => `${file} is still there; the plan deletes its object`),
    ],
  };
}

function readRecord(folder: string): PlanRecord {
  const file = join(folder, PLAN_RECORD);
  if (!exists(file)) {
    throw new Error(
      `there is no ${PLAN_RECORD}. Give the folder that mesh:render wrote`,
    );
  }
  const parsed = schema.safeParse(JSON.parse(readFileSync(file, 'utf8')));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new Error(
    `${file} is no record of a plan: ${issue?.path.join('.')}: ${
      issue?.message
    }. Render the plan again`,
  );
}

function digestOf(file: string): string | undefined {
  if (!exists(file) || !lstatSync(file).isFile()) return undefined;
  return createHash('sha256').update(readFileSync(file)).digest('hex');
}

function exists(file: string): boolean {
  return lstatSync(file, { throwIfNoEntry: false }) !== undefined;
}
