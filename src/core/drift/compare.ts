import type { Pinned, Snapshot } from '../snapshot/snapshot.ts';
import { say } from '../text/message.ts';
import { wholeChange, type About } from './changes.ts';
import type { Checked, DriftCheck } from './checks/check.ts';
import { hiddenCharacters } from './checks/hidden-characters.ts';
import { takenNames } from './checks/taken-names.ts';
import { rank, worstOf } from './classes.ts';
import { promptChanges } from './compare-prompt.ts';
import { serverChanges } from './compare-server.ts';
import { templateChanges } from './compare-template.ts';
import { newTool, renamedTool, toolChanges } from './compare-tool.ts';
import type { Drift, DriftChange } from './drift.ts';
import { inexactNumbers } from './inexact.ts';
import { itemOf, type Item } from './item.ts';
import type { Json } from './json-value.ts';
import { match, type Matched } from './match.ts';
import { metaChanges } from './meta.ts';

const lists = [['tools', 'tool'], ['prompts', 'prompt'], ['resourceTemplates', 'resourceTemplate']] as const;

/** What is looked for beside the differences themselves. The rules against poisoned texts are to stand here too. */
export const driftChecks: readonly DriftCheck[] = [hiddenCharacters, takenNames];

/**
 * How what a server says now differs from what was approved, by class (facts/runtime.md, 3). The order of lists and keys is no difference;
 * everything else that differs in a single character is. Where either side is partial, what is merely missing is not called removed. Never
 * throws; time linear in the size of both.
 */
export function driftBetween(approved: Snapshot, now: Snapshot, checks: readonly DriftCheck[] = driftChecks): Drift {
  const before: Item[] = [];
  const after: Item[] = [];
  const all: { pairs: Matched['pairs'][number][]; removed: Item[]; added: Item[]; renamed: Matched['renamed'][number][] } = { pairs: [], removed: [], added: [], renamed: [] };
  const changes: DriftChange[] = serverChanges(approved, now);
  for (const [list, subject] of lists) {
    const [old, fresh] = [itemsOf(approved[list], subject), itemsOf(now[list], subject)];
    before.push(...old);
    after.push(...fresh);
    const matched = match(old, fresh);
    const partial = now.partial.some((part) => part.list === list);
    all.pairs.push(...matched.pairs);
    all.added.push(...matched.added);
    all.renamed.push(...matched.renamed);
    if (!partial) all.removed.push(...matched.removed);
  }
  changes.push(...all.pairs.flatMap(changed), ...all.renamed.flatMap(renamed), ...all.added.map(added), ...all.removed.map(removed));
  const checked: Checked = { before, after, matched: all, server: { before: serverTexts(approved), after: serverTexts(now) } };
  for (const check of checks) changes.push(...check(checked));
  for (const part of ['info', 'capabilities', 'instructions'] as const) {
    const [was, is] = [approved.server[part], now.server[part]];
    if (inexactNumbers(was) !== inexactNumbers(is)) changes.push(wholeChange({ subject: part }, 'widening', 'changed', was, is, say('A number in what the server says of itself changed that is too large or too exact for most programs.')));
  }
  // Should the digests differ although nothing was found to, something is counted that is not compared: never call that the same.
  if (changes.length === 0 && approved.digest !== now.digest && approved.partial.length + now.partial.length === 0) changes.push(wholeChange({ subject: 'info' }, 'widening', 'changed', approved.digest, now.digest, say('Something about the server changed that cannot be told apart.')));
  return drift(approved, now, changes);
}

/**
 * How two connections of one user, made one after the other, were told different things, which revision 2026-07-28 forbids: whatever
 * differs is a violation, or graver. Notes for clients (`_meta`) may differ with each answer.
 */
export function unsteadiness(first: Snapshot, second: Snapshot): Drift {
  const { changes } = driftBetween(first, second);
  return drift(first, second, changes.filter(({ subject }) => subject !== 'meta').map((change) => ({ ...change, class: change.class === 'malicious' ? 'malicious' : 'violation' })));
}

function drift(approved: Snapshot, now: Snapshot, changes: readonly DriftChange[]): Drift {
  const sorted = changes.map((change, i) => ({ change, i })).sort((a, b) => rank(a.change.class) - rank(b.change.class) || a.i - b.i).map(({ change }) => change);
  const worst = worstOf(sorted);
  return { before: approved.digest, after: now.digest, changes: sorted, ...(worst && { worst }), partial: approved.partial.length + now.partial.length > 0 };
}

function itemsOf(pinned: readonly Pinned[], subject: Item['subject']): Item[] {
  return pinned.map((one) => itemOf(one, subject));
}

function serverTexts({ server }: Snapshot): Checked['server']['before'] {
  return (['instructions', 'info', 'capabilities'] as const).flatMap((subject) => (server[subject] === undefined ? [] : [{ subject, canonical: server[subject] }]));
}

const compareItems: Readonly<Record<Item['subject'], (name: string, before: Json, after: Json) => DriftChange[]>> = { tool: toolChanges, prompt: promptChanges, resourceTemplate: templateChanges };

function changed({ before, after }: Matched['pairs'][number]): DriftChange[] {
  if (before.pinned.canonical === after.pinned.canonical) return [];
  const about: About = { subject: after.subject, name: after.name };
  const found = before.value && after.value ? [...compareItems[after.subject](after.name, before.value, after.value), ...metaChanges(about, before.value, after.value)] : [];
  if (found.length > 0 && inexactNumbers(before.pinned.canonical) !== inexactNumbers(after.pinned.canonical)) found.push(wholeChange(about, 'widening', 'changed', before.pinned.canonical, after.pinned.canonical, say('A number of `{name}` changed that is too large or too exact for most programs, so that what it allows depends on who reads it.', { name: after.name })));
  return found.length > 0 ? found : [wholeChange(about, 'widening', 'changed', before.pinned.canonical, after.pinned.canonical, say('Something about `{name}` changed that cannot be told apart.', { name: after.name }))];
}

function renamed({ before, after }: Matched['renamed'][number]): DriftChange[] {
  // A template with another address.
  if (before.value && after.value && after.subject === 'resourceTemplate') return templateChanges(after.name, before.value, after.value);
  if (after.subject === 'tool') return [renamedTool(before, after)];
  return [wholeChange({ subject: after.subject, name: after.name }, 'text', 'renamed', before.pinned.canonical, after.pinned.canonical, say('`{before}` is now called `{after}`.', { before: before.name, after: after.name }))];
}

function added(item: Item): DriftChange {
  if (item.subject === 'tool') return newTool(item);
  return wholeChange({ subject: item.subject, name: item.name }, item.value ? 'addition' : 'widening', 'added', undefined, item.pinned.canonical, item.subject === 'prompt' ? say('`{name}` is a new prompt that can be chosen.', { name: item.name }) : say('`{name}` is a new sort of resource that can be read.', { name: item.name }));
}

function removed({ subject, name, pinned }: Item): DriftChange {
  return wholeChange({ subject, name }, 'narrowing', 'removed', pinned.canonical, undefined, subject === 'tool' ? say('`{name}` is no longer offered.', { name }) : subject === 'prompt' ? say('The prompt `{name}` is no longer offered.', { name }) : say('Resources of the sort `{name}` are no longer offered.', { name }));
}
