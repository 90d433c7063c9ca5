import type { NativeEntry, NativeMatch } from '../native.ts';
import { holdsInOrder, sameCommand, type Likeness, type TripleIdentity } from '../triple/identity.ts';
import type { Semantics } from './semantics.ts';
import { couldBeUrl, likeUrl, variableInOrigin } from './url.ts';
import { aroundVariables, hasReference, type Side, type Variables } from './variables.ts';

/** What a server is to the lists: allow entries of one kind say nothing of the other. A web socket is called too. */
export type Kind = 'stdio' | 'remote';

/** Whether an entry names a server. Never throws. */
export function likeness(effect: NativeEntry['effect'], matches: NativeMatch, kind: Kind, identity: TripleIdentity, variables: Variables, semantics: Semantics): Likeness {
  switch (matches.kind) {
    case 'name':
      return matches.name === identity.name ? 'yes' : 'no';
    case 'command':
      return kind === 'stdio' && identity.argv ? likeCommand(matches.argv, identity.argv, effect, variables) : 'no';
    case 'url':
      return kind === 'remote' && identity.url !== undefined ? likeAddress(matches.pattern, identity.url, effect, variables, semantics) : 'no';
    default:
      return 'no';
  }
}

/** Every argument, in order; both sides with their variables filled in. */
function likeCommand(entry: readonly string[], argv: readonly string[], effect: Side, variables: Variables): Likeness {
  if (entry.length !== argv.length) return 'no';
  if (!entry.some(hasReference) && !argv.some(hasReference)) return sameCommand(entry, argv) ? 'yes' : 'no';
  let open = false;
  for (let i = 0; i < entry.length; i++) {
    const like = likeText(entry[i]!, argv[i]!, effect, variables);
    if (like === 'no') return 'no';
    open ||= like === 'unknown';
  }
  return open ? 'unknown' : 'yes';
}

function likeText(entry: string, written: string, effect: Side, variables: Variables): Likeness {
  if (entry === written) return variables.differs(entry) ? 'unknown' : 'yes';
  const named = variables.fill(entry, effect);
  const given = variables.fill(written, 'server');
  if (named !== undefined && given !== undefined) return named === given ? 'yes' : 'no';
  if (named === undefined && given === undefined) return 'unknown';
  return named === undefined ? couldBecome(entry, given!) : couldBecome(written, named);
}

/** Whether what stands around the variables of a text stands in another, in order, from beginning to end. */
function couldBecome(open: string, text: string): Likeness {
  return holdsInOrder(text, aroundVariables(open)) ? 'unknown' : 'no';
}

function likeAddress(pattern: string, url: string, effect: 'allow' | 'deny', variables: Variables, { hostUnderAnyScheme, entryVariables }: Semantics): Likeness {
  const allows = effect === 'allow' && entryVariables === 'pinned' && hasReference(pattern);
  // "Claude Code ignores the entry": what it would approve depends on who fills it in.
  if (allows && variableInOrigin(pattern)) return 'no';
  if (pattern === url && hasReference(pattern)) return variables.differs(pattern) || allows ? 'unknown' : 'yes';
  const named = variables.fill(pattern, effect);
  const given = variables.fill(url, 'server');
  if (given === undefined) return named === undefined ? 'unknown' : couldBeUrl(named, url);
  if (named === undefined) return 'unknown';
  const like = likeUrl(named, given, hostUnderAnyScheme);
  // Whether filling in a path changes "its scope" is not said any closer.
  return like === 'yes' && allows && named !== pattern ? 'unknown' : like;
}
