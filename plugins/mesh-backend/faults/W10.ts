import { AuthorizeResult } from '@backstage/plugin-permission-common';
import type { MeshApi } from '@meshwise/backstage-plugin-mesh-common';
import { AuthorizedMesh } from '../src/engine/AuthorizedMesh';
import type { Caller } from '../src/engine/Caller';
import type { FaultContext } from './FaultContext';
import { FaultEngine, person } from './FaultEngine';
import type { FaultLab } from './FaultLab';
import { seededRandom } from './seededRandom';
import { untilEnd } from './untilEnd';
import { startEngine } from './startEngine';

const CASES = 200;
const HOUR_MS = 60 * 60_000;

/** What is wrong with an approval; `nothing` is the one that counts. */
const WRONGS = [
  'self',
  'expired',
  'other plan',
  'revoked',
  'service',
  'nothing',
] as const;

/** Approvals of all kinds, many at once: exactly the right one counts, and it counts once. */
export async function raceApprovals(context: FaultContext): Promise<void> {
  const random = seededRandom(context.seed);
  const cases = Array.from({ length: CASES }, () =>
    Array.from(
      { length: 1 + Math.floor(random() * 6) },
      () => WRONGS[Math.floor(random() * WRONGS.length)] ?? 'self',
    ),
  );
  await context.withLab({ clusters: 1 }, async lab => {
    for (const wrongs of context.chosen(cases)) {
      await raceOnce(context, lab, wrongs);
      context.progress();
    }
  });
}

async function raceOnce(
  { tally }: FaultContext,
  lab: FaultLab,
  wrongs: readonly (typeof WRONGS)[number][],
): Promise<void> {
  const trial = await lab.trial();
  const what = wrongs.join(' + ');
  tally.point();
  const late = wrongs.includes('expired') ? HOUR_MS : 0;
  let clock = 0;
  const engine = await startEngine(lab, trial, {
    operation: {
      approval: true,
      kinds: ['Namespace'],
    },
    now: () => Date.now() + clock,
  });
  try {
    const id = await engine.submit('key');
    const { operation } = (await engine.journal.stored.get(id)) ?? {};
    const planHash = operation?.planHash ?? '';
    clock = late;
    const results = await Promise.allSettled(
      wrongs.map((wrong, i) => {
        const approval = {
          planHash: wrong === 'other plan' ? '0'.repeat(64) : planHash,
        };
        return approver(engine, wrong, i).approve(id, approval);
      }),
    );
    const accepted = results.flatMap(({ status }, i) =>
      status === 'fulfilled' ? wrongs[i] ?? [] : [],
    );
    const wrongly = accepted.filter(wrong => wrong !== 'nothing');
    if (wrongly.length > 0) tally.add('lost', `${what}: ${wrongly} accepted`);
    const due = late === 0 && wrongs.includes('nothing') ? 1 : 0;
    if (accepted.length !== due) {
      tally.add('doubled', `${what}: ${accepted.length} accepted, not ${due}`);
    }
    if (accepted.length > 0) await untilEnd(engine, id);
    lab.inspectAudit(trial, what, tally);
    const written = lab.requestsOf(trial.namespace);
    if (written.length !== due) {
      tally.add('doubled', `${what}: ${written.length} requests`);
    }
  } finally {
    await engine.close();
  }
}

/** The mesh as one approver has it, with permissions asked. */
function approver(
  engine: FaultEngine,
  wrong: (typeof WRONGS)[number],
  number: number,
): Pick<MeshApi, 'approve'> {
  const who = person(wrong === 'self' ? 'ann' : `approver-${number}`);
  const caller: Caller =
    wrong === 'service'
      ? {
          ...who,
          credentials: {
            ...who.credentials,
            principal: { type: 'service', subject: 'plugin:scaffolder' },
          },
        }
      : who;
  const result =
    wrong === 'revoked' ? AuthorizeResult.DENY : AuthorizeResult.ALLOW;
  const { operations } = engine;
  return AuthorizedMesh.create({
    mesh: {
      as: asked =>
        ({
          approve: (id, approval) => operations.approve(id, approval, asked),
        } satisfies Pick<MeshApi, 'approve'> as unknown as MeshApi),
    },
    permissions: {
      authorize: async requests => requests.map(() => ({ result } as const)),
      authorizeConditional: async requests =>
        requests.map(() => ({ result } as const)),
    },
    permissionsRegistry: {
      addResourceType: () => {},
      addPermissions: () => {},
      addPermissionRules: () => {},
      getPermissionRuleset: () => {
        throw new Error('no rule is needed');
      },
    },
    resources: { tenantsOf: () => [] } as never,
    requestOf: async () => undefined,
  }).as(caller);
}
