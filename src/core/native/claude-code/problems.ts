import { pointer } from '../../config/node.ts';
import { say } from '../../text/message.ts';
import type { Enforcement, NativeFile, NativeMatch, NativeProblem } from '../native.ts';
import { matchedBy } from '../triple/level.ts';
import { filedProblems, type EntryHabits } from '../triple/problems.ts';
import type { FiledEntry } from '../triple/weigh.ts';
import { called } from './called.ts';
import { allowPath, type InForce } from './in-force.ts';
import { lock, unparsable } from './read.ts';
import type { Semantics } from './semantics.ts';
import { likeUrl, variableInOrigin } from './url.ts';

type Problem = Enforcement['problems'][number];

/** What is wrong only where all files are seen together. */
export function problemsOf(files: readonly NativeFile[], force: InForce, semantics: Semantics): readonly Problem[] {
  const lifeless = dead(force, semantics);
  const said = new Set(lifeless.filter(({ severity }) => severity !== 'info').map(placeOf));
  const counting = new Set([...(force.allow ?? []), ...force.deny].map(({ file, entry }) => placeOf({ file, path: entry.path })));
  const each = filedProblems(files, habits).filter((one) => counting.has(placeOf(one)) && !said.has(placeOf(one)));
  return [...loosened(files, force), ...ignored(files, force), ...locks(files, force), ...lifeless, ...each, ...differing(force)];
}

/** Variables are filled in on both sides. A pattern without scheme begins with no letter that an address begins with. */
const habits: EntryHabits = { client: 'Claude Code', hasVariable: () => false, likeUrl, matchesNothing: (pattern) => !/^\*|:\/\/|\$\{/.test(pattern) };

function placeOf({ file, path }: Pick<Problem, 'file' | 'path'>): string {
  return `${file.path}\n${pointer(path)}`;
}

/** Entries that VS Code and Copilot, which read lists of the same form, take otherwise (microsoft/vscode, src/vs/platform/mcp/common/allowedMcpServers.ts). */
function differing({ allow = [], deny }: InForce): Problem[] {
  return [...allow, ...deny].flatMap(({ file, entry: { matches, path } }) =>
    matches.kind === 'url' && /^[^:/?#]*:\/\/[^/?#\\]+$/.test(matches.pattern) && file.scope === 'managed'
      ? [problem(file, { rule: 'native-differs', path, severity: 'info', message: say('To Claude Code, an address without path is every path below it; to VS Code it is none of them. Write `/*` behind the host, and both mean the same.') })]
      : [],
  );
}

/**
 * Allow lists of all scopes are put together: what a repository brings is approved along with what the organisation approves
 * (https://code.claude.com/docs/en/managed-mcp, "Restrict the allowlist to managed settings only").
 */
function loosened(files: readonly NativeFile[], { allow, lock: locked, dropped }: InForce): Problem[] {
  const others = files.filter((file) => file.list.allows && file.scope !== 'workspace' && !dropped.has(file));
  if (locked || !allow || others.length === 0) return [];
  const found: Problem[] = allow
    .filter(({ file }) => file.scope === 'workspace')
    .map(({ file, entry }) => problem(file, { rule: 'native-loosened-by-workspace', path: entry.path, severity: 'error', message: say('Claude Code adds this to the allow list in {other}: the repository itself approves `{entry}` for whoever opens it. Take it out, and put `allowManagedMcpServersOnly` into managed settings.', { other: others[0]!.path, entry: matchedBy(entry.matches) }) }));
  for (const file of others) {
    if (file.scope === 'managed') found.push(problem(file, { rule: 'native-loosened-by-workspace', path: allowPath, part: 'key', message: say('Every repository and every user can add to this allow list in settings of their own, and Claude Code then starts what they added. Put `"allowManagedMcpServersOnly": true` beside it.') }));
  }
  return found;
}

/** Lists that are there and do not count. */
function ignored(files: readonly NativeFile[], { lock: locked, dropped, exclusive, stopped }: InForce): Problem[] {
  const found: Problem[] = [];
  for (const file of files) {
    const { list } = file;
    if (list.switches.some(({ key }) => key === unparsable)) {
      const message = stopped ? say('This is not plain JSON, and Claude Code does not start until it is. Correct it.') : say('This is not plain JSON, so that nothing in it counts. Correct it.');
      found.push(problem(file, { rule: 'native-ignored-list', path: [], severity: 'error', message }));
    } else if (dropped.has(file)) {
      const worst = list.problems.find(({ rule }) => rule === 'native-invalid-entry');
      found.push(problem(file, { rule: 'native-ignored-list', path: worst?.path ?? [], severity: 'error', message: say('Claude Code takes no notice of the lists in this file, because an entry in it, or in a file beside it, is not one it understands. Correct the entry.') }));
    } else if (locked && list.allows && file.scope !== 'managed') {
      found.push(problem(file, { rule: 'native-ignored-list', path: allowPath, part: 'key', severity: 'info', message: say('Claude Code takes no notice of this allow list: `allowManagedMcpServersOnly` is on in {file}. Take the list out; what it denies still counts.', { file: called(locked.file) }) }));
    }
  }
  const shut = exclusive && files.find(({ list, scope }) => scope === 'managed' && list.allows);
  if (exclusive && shut) found.push(problem(shut, { rule: 'native-ignored-list', path: allowPath, part: 'key', severity: 'info', message: say('With {file} beside it, this list is held against hardly any server: Claude Code starts only what that file declares, and from 2.1.259 on asks the list only about servers there with a variable in them. To keep one of them out, deny it.', { file: called(exclusive.file) }) }));
  return found;
}

function locks(files: readonly NativeFile[], { lock: locked, allow }: InForce): Problem[] {
  const found: Problem[] = [];
  for (const file of files) {
    const one = file.list.switches.find(({ key, value }) => key === lock && value === true);
    if (one && file.scope !== 'managed') found.push(problem(file, { rule: 'native-ignored-list', path: one.path, part: 'entry', message: say('Claude Code reads `allowManagedMcpServersOnly` from managed settings only: here it does nothing. Put it there, or take it out.') }));
  }
  // https://code.claude.com/docs/en/claude-apps-gateway, "Restrict parent settings": the lock without a list loads every server that is not denied.
  if (locked && !allow) found.push(problem(locked.file, { rule: 'native-dead-entry', path: locked.switch.path, part: 'entry', severity: 'error', message: say('`allowManagedMcpServersOnly` without `allowedMcpServers` in managed settings lets every server through that is not denied, and makes Claude Code pass over everybody else’s allow lists. Write the list; `[]` lets none through.') }));
  return found;
}

/** Entries that can never decide. */
function dead({ allow = [], deny: denied }: InForce, { entryVariables }: Semantics): Problem[] {
  const has = (kind: string): FiledEntry | undefined => allow.find(({ entry }) => entry.matches.kind === kind);
  const url = has('url');
  const command = has('command');
  const deniedBy = new Map<string, Set<NativeFile>>();
  for (const { file, entry } of denied) deniedBy.set(textOf(entry.matches), (deniedBy.get(textOf(entry.matches)) ?? new Set()).add(file));
  const deniedBeside = (matches: NativeMatch, file: NativeFile): boolean => [...(deniedBy.get(textOf(matches)) ?? [])].some((other) => other !== file);
  return allow.flatMap(({ file, entry: { matches, path } }): Problem[] => {
    const tell = (message: NativeProblem['message'], severity: NativeProblem['severity'] = 'warning'): Problem[] => [problem(file, { rule: 'native-dead-entry', path, severity, message })];
    if (deniedBeside(matches, file)) return tell(say('The same stands in `deniedMcpServers`, which always wins: this entry allows nothing. Take one of the two out.'));
    if (matches.kind === 'name' && url && command) return tell(say('Claude Code never comes to this name: the allow list also has entries with `serverUrl` and with `serverCommand`, and then only those count. Take it out, or name the server by its address or command.'));
    if (matches.kind === 'name' && (url ?? command)) {
      return tell(url ? say('For servers that are called, this name does not count: the allow list also has entries with `serverUrl`. It still allows any program of that name.') : say('For programs, this name does not count: the allow list also has entries with `serverCommand`. It still allows any address under that name.'), 'info');
    }
    if (matches.kind === 'url' && entryVariables === 'pinned' && variableInOrigin(matches.pattern)) return tell(say('Claude Code passes over this entry: a variable in the scheme or the host of an allowed address would let whoever sets it choose the server. Write the host out.'));
    return [];
  });
}

function textOf(matches: NativeMatch): string {
  return JSON.stringify(matches);
}

function problem(file: NativeFile, told: NativeProblem): Problem {
  return { ...told, file };
}
