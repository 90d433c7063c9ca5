import { get, objectAt, type Json } from './json-value.ts';

const writing = 'add append apply approve archive assign attach ban block bulk cancel change clear click close commit configure connect copy create deploy disable dismiss dispatch edit enable exec execute export fill fork grant import index insert install invite invoke issue kill launch lock make mark merge modify mount move mutate navigate open patch pay persist post press provision publish push put queue reboot rebuild register release reload rename reopen reorder replace reply reprocess request rerun resolve restart restore resume rollback rotate run save schedule scale select send set share sign spawn start stop store stream submit subscribe sync tag terminate toggle transfer transition trigger type unassign unlock unsubscribe update upgrade upload upsert write'.split(' ');
const destroying = 'delete destroy drop erase forget overwrite prune purge remove reset revoke truncate uninstall unset wipe'.split(' ');
const reading = 'analyze browse calculate check compare compute count describe diff download explain extract fetch find get inspect list lookup peek query read retrieve scan search show stat status summarize tail validate verify view'.split(' ');
const verbs = new Map<string, 'writes' | 'destroys' | 'reads'>([...writing.map((verb) => [verb, 'writes'] as const), ...destroying.map((verb) => [verb, 'destroys'] as const), ...reading.map((verb) => [verb, 'reads'] as const)]);

/** Parameters by which a tool is told to run something, whatever it is called. */
const running = /^(?:command|cmd|script|shell|shell_command|sql)$/i;

/** What speaks against a tool that is said only to read. `by` is the word that says so; hostile text. */
export interface Effect {
  readonly effect: 'reads' | 'writes' | 'destroys';
  readonly why: 'said' | 'unsaid' | 'verb' | 'parameter';
  readonly by?: string;
}

/**
 * What a tool does, the worst of what it says of itself, what it is called and what it takes: a hint alone is never believed, and one that
 * is missing means the worst (facts/runtime.md, 1: 25 of GitHub's write tools leave destructiveness unstated).
 */
export function effectOf(tool: Json | undefined): Effect {
  const annotations = get(tool, 'annotations');
  const name = get(tool, 'name');
  const verb = verbOf(typeof name === 'string' ? name : '');
  if (verb && verb.does !== 'reads') return { effect: verb.does, why: 'verb', by: verb.word };
  const parameter = Object.keys(objectAt(get(tool, 'inputSchema'), 'properties')).find((key) => running.test(key));
  if (parameter !== undefined) return { effect: 'writes', why: 'parameter', by: parameter };
  if (get(annotations, 'readOnlyHint') === true) return { effect: 'reads', why: 'said' };
  return { effect: 'writes', why: get(annotations, 'readOnlyHint') === false ? 'said' : 'unsaid' };
}

/** The same for a list that a person reads: what says itself that it destroys is not told as less. */
export function shownEffect(tool: Json | undefined): Effect['effect'] {
  const { effect } = effectOf(tool);
  return effect === 'writes' && get(get(tool, 'annotations'), 'destructiveHint') === true ? 'destroys' : effect;
}

/** The verb stands at the beginning (`create_issue`), or at the end behind nouns (`issue_write`); behind `and` stands another one. */
export function verbOf(name: string): { readonly word: string; readonly does: 'reads' | 'writes' | 'destroys' } | undefined {
  const words = name.replace(/([a-z0-9])([A-Z])/g, '$1_$2').toLowerCase().split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '');
  const placed = [words[0], ...words.flatMap((word, i) => (word === 'and' || word === 'or' ? [words[i + 1]] : []))];
  if (!verbs.has(words[0] ?? '')) placed.push(words.at(-1));
  const found = placed.flatMap((word) => (word !== undefined && verbs.has(word) ? [{ word, does: verbs.get(word)! }] : []));
  return found.find(({ does }) => does === 'destroys') ?? found.find(({ does }) => does === 'writes') ?? found[0];
}
