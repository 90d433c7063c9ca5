import type { Message } from '../text/message.ts';
import type { ConfigFile, ServerDeclaration } from './config-file.ts';
import type { Part, Path } from './node.ts';

/**
 * What is wrong with an entry. `type`: a part is not what it must be; `both`, `neither`: of command and address; `twice`: one part stands under
 * two keys or one key twice; `spelling`: a key in other letters; `foreign`: another client's key that decides what is launched; `other`: what it
 * launches cannot be told for a reason that is no slip of the pen.
 */
export type TroubleKind = 'type' | 'both' | 'neither' | 'twice' | 'spelling' | 'foreign' | 'other';

/** Why what an entry launches cannot be told, and where in it that shows. */
export interface Trouble {
  readonly kind: TroubleKind;
  readonly why: Message;
  readonly at: Path;
  readonly part?: Part;
  /** The key it is about, as written. */
  readonly key?: string;
  /** The key that is meant, or that stands beside it. */
  readonly other?: string;
}

/** What is wrong with an entry, for rules that tell it at its place; nothing where it is the text around it that cannot be read, or that hides the entry. */
export function slipsIn({ problems }: Pick<ConfigFile, 'problems'>, { ambiguity, troubles }: Pick<ServerDeclaration, 'ambiguity' | 'troubles'>): readonly Trouble[] {
  return troubles && problems.length === 0 && ambiguity === troubles[0]!.why && troubles[0]!.kind !== 'other' ? troubles : none;
}

const none: readonly Trouble[] = [];
