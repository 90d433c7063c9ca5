import { maskText, maskUrl } from '../../secret/mask.ts';
import { joined, say, type Message } from '../../text/message.ts';
import type { NativeEntry, NativeFile, NativeMatch, NativeProblem } from '../native.ts';
import { sameCommand, type Likeness } from './identity.ts';

/** How a client's entries are looked at for what does not do what it seems to. */
export interface EntryHabits {
  /** The client, as a sentence begins with it. */
  readonly client: string;
  /** Whether a variable stands in a text, as the client writes them: entries are compared with what is filled in. */
  readonly hasVariable: (text: string) => boolean;
  /** Whether a pattern matches an address. */
  readonly likeUrl: (pattern: string, url: string) => Likeness;
  /** Whether no address can match a pattern. */
  readonly matchesNothing?: (pattern: string) => boolean;
}

/**
 * What is odd about the entries of each file, each by itself and beside the others. Told by who enforces and not by who reads: files are read
 * where nothing else of this is needed. What approves more than it seems to is told of every client's lists in `../problems/`.
 */
export function filedProblems(files: readonly NativeFile[], habits: EntryHabits): (NativeProblem & { readonly file: NativeFile })[] {
  return files.flatMap((file) => entryProblems(file.list.entries, habits).map((problem) => ({ ...problem, file })));
}

/** The same for the entries of one file. Never throws. */
function entryProblems(entries: readonly NativeEntry[], habits: EntryHabits): NativeProblem[] {
  const denied = entries.filter(({ effect }) => effect === 'deny');
  return entries.flatMap((entry) => deadBy(entry, denied, habits) ?? dead(entry, habits) ?? []);
}

/** An entry that nothing matches. */
function dead({ effect, matches, path }: NativeEntry, { client, hasVariable, matchesNothing }: EntryHabits): NativeProblem | undefined {
  const because = deadMessage(matches, client, hasVariable, matchesNothing);
  return because && { rule: 'native-dead-entry', path, severity: effect === 'deny' ? 'error' : 'warning', message: joined(because, effect === 'deny' ? say('What it should stop is started.') : say('It allows nothing.')) };
}

function deadMessage(match: NativeMatch, client: string, hasVariable: EntryHabits['hasVariable'], matchesNothing: EntryHabits['matchesNothing']): Message | undefined {
  if (match.kind !== 'name' && textsOf(match).some(hasVariable)) {
    return say('The entry holds a variable, and {client} compares it with what a server is really started with, where every variable is filled in: nothing equals it. Write out what stands there on the machines.', { client });
  }
  if (match.kind === 'url') {
    return matchesNothing?.(match.pattern) ? say('No address matches `{pattern}` in {client}. Write the scheme, the host and the path, and `/*` behind the host for every path.', { client, pattern: maskUrl(match.pattern) }) : undefined;
  }
  if (match.kind === 'name') return match.name.includes('*') ? say('{client} compares names letter by letter, and a `*` stands for itself. Only `serverUrl` takes wildcards.', { client }) : undefined;
  return match.kind === 'command' && match.argv.some((word) => word === '*' || word.endsWith('/*')) ? say('{client} compares every argument letter by letter, and a `*` stands for itself. Write one entry for each command line.', { client }) : undefined;
}

/** An allow entry that a deny entry beside it takes back. */
function deadBy({ effect, matches, path }: NativeEntry, denied: readonly NativeEntry[], { likeUrl }: EntryHabits): NativeProblem | undefined {
  if (effect === 'deny') return undefined;
  const stronger = denied.find((other) => covers(other.matches, matches, likeUrl));
  if (!stronger) return undefined;
  return { rule: 'native-dead-entry', path, message: say('An entry that denies says the same, {what}, and denying wins: this one allows nothing. Take one of them out.', { what: shown(stronger.matches) }) };
}

function covers(stronger: NativeMatch, weaker: NativeMatch, likeUrl: EntryHabits['likeUrl']): boolean {
  if (stronger.kind === 'name' && weaker.kind === 'name') return stronger.name === weaker.name;
  if (stronger.kind === 'command' && weaker.kind === 'command') return sameCommand(stronger.argv, weaker.argv);
  if (stronger.kind !== 'url' || weaker.kind !== 'url') return false;
  return stronger.pattern === weaker.pattern || (!weaker.pattern.includes('*') && likeUrl(stronger.pattern, weaker.pattern) === 'yes');
}

/** What an entry names, for a person: without secrets. */
export function shown(match: NativeMatch): string {
  if (match.kind === 'name') return match.name;
  if (match.kind === 'url') return maskUrl(match.pattern);
  return match.kind === 'command' ? match.argv.map((word) => maskText(word)).join(' ') : match.name;
}

function textsOf(match: NativeMatch): readonly string[] {
  if (match.kind === 'name') return [match.name];
  if (match.kind === 'url') return [match.pattern];
  return match.kind === 'command' ? match.argv : [];
}
