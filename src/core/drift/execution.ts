import { say } from '../text/message.ts';
import { changeOf } from './changes.ts';
import type { DriftChange } from './drift.ts';
import { get, isObject, keysOf, same, type Json } from './json-value.ts';

/** From what a call may do least to most; absent is `forbidden` (specification 2025-11-25, Tool.execution). */
const supports: readonly Json[] = ['forbidden', 'optional', 'required'];

/** Whether a call may go on by itself as a task. */
export function executionChanges(tool: string, before: Json | undefined, after: Json | undefined): DriftChange[] {
  if (same(before, after)) return [];
  const about = { subject: 'tool', name: tool } as const;
  const readable = [before, after].every((value) => value === undefined || isObject(value));
  if (!readable) return [changeOf(about, 'authority', ['execution'], before, after, say('How `{tool}` runs is said in a way that cannot be understood.', { tool }))];
  const changes = keysOf(before, after).flatMap((key) => {
    const [was, is] = [get(before, key), get(after, key)];
    if (same(was, is)) return [];
    if (key !== 'taskSupport') return [changeOf(about, 'authority', ['execution', key], was, is, say('`{tool}` says something new about how it runs (`{key}`), which the protocol does not know.', { tool, key }))];
    const [from, to] = [supports.indexOf(was ?? 'forbidden'), supports.indexOf(is ?? 'forbidden')];
    if (from === to && from >= 0) return [changeOf(about, 'cosmetic', ['execution', key], was, is, say('`{tool}` may run no longer than its call, as before; it is written another way.', { tool }))];
    return to >= 0 && to < from ? [changeOf(about, 'narrowing', ['execution', key], was, is, say('`{tool}` may do less by itself after it has been called than before.', { tool }))] : [changeOf(about, 'authority', ['execution', key], was, is, say('`{tool}` may now go on working by itself after it has been called.', { tool }))];
  });
  return changes.length > 0 ? changes : [changeOf(about, 'cosmetic', ['execution'], before, after, say('How `{tool}` runs is written another way, and means the same.', { tool }))];
}
