/** A question that cannot be asked: its message names what is wrong and the cure. */
export class WrongInput extends Error {
  override readonly name = 'WrongInput';
}

/** Exit code of a command that was asked wrongly, apart from those for what was found. */
export const ASKED_WRONGLY = 3;
