import type { TargetCheck } from '@meshwise/backstage-plugin-mesh-common';
import type {
  ApplyResult,
  DeleteResult,
  GetResult,
  WriterRefused,
} from '../kubernetes/ObjectWriter';

/** Every answer but the wanted one. */
export type WriteFailure =
  | Exclude<ApplyResult, { code: 'applied' }>
  | Exclude<DeleteResult, { code: 'deleted' | 'absent' }>
  | Exclude<GetResult, { code: 'found' | 'absent' }>
  | WriterRefused
  | GitOpsOwned
  | UserNotAllowed;

/** An object that is kept as a repository says. */
export interface GitOpsOwned {
  readonly code: 'gitops-owned';
  readonly owner: string;
}

/** A right that the person who asks does not have in the cluster. */
export interface UserNotAllowed {
  readonly code: 'user-not-allowed';
  readonly user: string;
  readonly verb: string;
  readonly kind: string;
}

/** A failure in the words of the API. */
export interface FailureText {
  readonly code: Exclude<TargetCheck['code'], 'ready'>;
  readonly message: string;
  readonly cure: string;
}

const AGAIN = 'Plan again when the cluster answers.';

/** What happened and what can be done about it. */
export function describeFailure(failure: WriteFailure): FailureText {
  switch (failure.code) {
    case 'conflict':
      return {
        code: 'conflict',
        message: failure.causes
          .map(({ field, manager }) => `${manager} owns ${field}`)
          .join('; '),
        cure: 'Change the fields where their owner keeps them, or let the owner give them up; they are never taken by force.',
      };
    case 'changed':
      return {
        code: 'conflict',
        message: failure.message,
        cure: 'Somebody changed the object. Plan again and look at the difference.',
      };
    case 'rejected':
      return {
        code: 'rejected',
        message: failure.message,
        cure: 'Correct what the API server names; repeating the request changes nothing.',
      };
    case 'namespace-missing':
      return {
        code: 'rejected',
        message: failure.message,
        cure: 'Plan again: the namespace was deleted.',
      };
    case 'not-installed':
      return {
        code: 'rejected',
        message: failure.message,
        cure: 'Install the API in the cluster, or leave the cluster out.',
      };
    case 'not-allowed':
      return {
        code: 'not-allowed',
        message: failure.message,
        cure: 'Ask the owners of the cluster to give the writer of Meshwise this right.',
      };
    case 'throttled':
      return {
        code: 'unreachable',
        message: 'The API server has too much to do.',
        cure: AGAIN,
      };
    case 'unreachable':
      return { code: 'unreachable', message: failure.reason, cure: AGAIN };
    case 'refused':
      return {
        code: 'not-writable',
        message: failure.message,
        cure: 'Leave the cluster out, or ask the platform team to configure a writer for it.',
      };
    case 'user-not-allowed':
      return {
        code: 'not-allowed',
        message: `${failure.user} may not ${failure.verb} ${failure.kind} there`,
        cure: 'Ask the owners of the cluster for the right, or somebody who has it to apply the plan.',
      };
    case 'gitops-owned':
      return {
        code: 'gitops-owned',
        message: `${failure.owner} keeps the object as its repository says and would take the change back`,
        cure: 'Propose the plan as a pull request to that repository.',
      };
    default:
      return assertNever(failure);
  }
}

function assertNever(failure: never): never {
  throw new Error(`unknown failure ${JSON.stringify(failure)}`);
}
