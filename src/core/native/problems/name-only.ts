import { say, type Message } from '../../text/message.ts';
import type { NativeEntry, NativeId, NativeList, NativeProblem } from '../native.ts';
import type { ListFile } from './problems-in.ts';

/** Clients whose lists know nothing but names: each entry could only be told the same, and nothing can be mended in it. */
const nothingElse: ReadonlySet<NativeId> = new Set(['gemini', 'cline']);

/** What approves a server for its name: the name is whatever the person writes who declares the server. */
export function namesOnly(list: NativeList, entries: readonly NativeEntry[], file: ListFile): readonly NativeProblem[] {
  const named = entries.filter((entry) => entry.effect === 'allow' && entry.matches.kind === 'name' && !isFixed(entry.matches.name, list.native, file));
  if (!nothingElse.has(list.native)) return named.map(({ path, matches }) => problem(path, say('This approves whatever is called `{name}`: the name is chosen by whoever writes the entry, and says nothing of what starts. Approve the command line or the address instead.', { name: nameIn(matches) })));
  const first = named[0];
  return first ? [{ ...problem(first.path, onlyNames(list.native, nameIn(first.matches))), severity: 'info' }] : [];
}

/**
 * Gemini CLI starts what the file that allows a name declares under it, where that is the system's own file. In a user's file the names of
 * what the user has declared are no approval of anybody else's (google-gemini/gemini-cli@5411f11, docs/cli/enterprise.md).
 */
function isFixed(name: string, native: NativeId, { scope, declarations }: ListFile): boolean {
  return native === 'gemini' && (scope !== 'managed' || declarations.some((server) => server.name === name));
}

function onlyNames(native: NativeId, name: string): Message {
  return native === 'gemini'
    ? say('This approves whatever is called `{name}`: somebody who calls another server so gets it started. Declare the server under `mcpServers` of this file too: then that is what starts.', { name })
    : say('This approves whatever is called `{name}`: the list knows nothing but names, and somebody who calls another server so gets it started. It keeps nobody from anything who wants to get by it.', { name });
}

function problem(path: NativeProblem['path'], message: Message): NativeProblem {
  return { rule: 'native-name-only', path, message };
}

function nameIn(matches: NativeEntry['matches']): string {
  return matches.kind === 'name' ? matches.name : '';
}
