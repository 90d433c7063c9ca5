import { maskUrl } from '../../secret/mask.ts';
import { say } from '../../text/message.ts';
import { likeUrl } from '../claude-code/url.ts';
import type { NativeEntry, NativeId, NativeList, NativeProblem } from '../native.ts';
import { likeCopilotUrl } from '../triple/copilot-url.ts';
import type { Likeness } from '../triple/identity.ts';
import { likeVscodeUrl } from '../triple/vscode-url.ts';

/** Clients that write addresses alike, in the order in which they are named, and how each compares one. */
const readers: readonly { readonly native: NativeId; readonly name: string; readonly like: (pattern: string, url: string) => Likeness }[] = [
  { native: 'vscode', name: 'VS Code', like: (pattern, url) => likeVscodeUrl(pattern, url) },
  { native: 'copilot', name: 'Copilot', like: likeCopilotUrl },
  { native: 'claude-code', name: 'Claude Code', like: (pattern, url) => likeUrl(pattern, url) },
];

/** In the lists of which clients an entry stands, by its text. */
export type SaidBy = ReadonlyMap<string, ReadonlySet<NativeId>>;

export function saidBy(lists: readonly NativeList[]): SaidBy {
  const said = new Map<string, Set<NativeId>>();
  for (const { native, entries } of lists) {
    for (const entry of entries) {
      const key = keyOf(entry);
      if (key === undefined) continue;
      const clients = said.get(key);
      if (clients) clients.add(native);
      else said.set(key, new Set([native]));
    }
  }
  return said;
}

/** Entries that stand in lists of several clients, one of which takes an address for named by them and another not. */
export function differences(list: NativeList, said: SaidBy): readonly NativeProblem[] {
  return list.entries.flatMap((entry): NativeProblem[] => {
    const clients = said.get(keyOf(entry) ?? '');
    if (entry.matches.kind !== 'url' || !clients || clients.size < 2) return [];
    const message = difference(entry.matches.pattern, readers.filter(({ native }) => clients.has(native)));
    return message ? [{ rule: 'native-differs', path: entry.path, message }] : [];
  });
}

function keyOf({ effect, matches }: NativeEntry): string | undefined {
  return matches.kind === 'url' ? `${effect} ${matches.pattern}` : undefined;
}

function difference(pattern: string, clients: typeof readers): NativeProblem['message'] | undefined {
  for (const url of probes(pattern)) {
    const answers = clients.map(({ name, like }) => ({ name, like: like(pattern, url) }));
    const takes = answers.find(({ like }) => like === 'yes');
    const not = answers.find(({ like }) => like === 'no');
    if (takes && not) {
      return say('This stands in lists of {takes} and of {not}, and means different things there: {takes} takes it for `{url}` too, {not} does not. Write the address so that both mean the same: with scheme, host and path, and `*` only at the end.', { takes: takes.name, not: not.name, url: maskUrl(url) });
    }
  }
  return undefined;
}

/** Addresses near a pattern: itself with something in place of each `*`, below it, and with its path in other letters. */
function probes(pattern: string): readonly string[] {
  const concrete = pattern.replace(/^\*:\/\//, 'https://').replace(/\*/g, 'x');
  const [, origin = '', path = ''] = /^([a-z]+:\/\/[^/?#]+)([^?#]*)/i.exec(concrete) ?? [];
  if (origin === '') return [];
  return [...new Set([`${origin}${path}`, `${origin}${path.replace(/\/$/, '')}/mcp`, `${origin}${path.toLowerCase()}`, `${origin}${path.toUpperCase()}`])];
}
