import type { ServerDeclaration } from '../config/config-file.ts';
import { pointer } from '../config/node.ts';
import type { Finding } from '../finding/finding.ts';
import { say, type Message } from '../text/message.ts';

/** More tools than these are counted, not named. */
const named = 5;

/**
 * What a declaration says beside what it launches: tools that run without anyone being asked, keys that do more than they seem to,
 * keys that its client takes no notice of. Sentences for a person.
 * @param told findings that are told beside them: what one of them is about is not said twice
 */
export function remarksOf({ approvals = [], risky = [], ignored = [] }: Pick<ServerDeclaration, 'approvals' | 'risky' | 'ignored'>, told: readonly Pick<Finding, 'at'>[] = []): readonly Message[] {
  const about = new Set(told.map(({ at }) => pointer(at)));
  // A list of tools is told at its key, or at the one of them that stands for all.
  const unaskedTools = approvals.some(({ path }) => about.has(pointer(path)) || (typeof path.at(-1) === 'number' && about.has(pointer(path.slice(0, -1))))) ? [] : approvals;
  const approved = new Set(approvals.map(({ path }) => pointer(path)));
  return [
    ...unasked(unaskedTools.map(({ value }) => value)),
    ...risky.filter((remark) => !about.has(pointer(remark.path)) && !approved.has(pointer(remark.path))).map(({ why }) => why),
    ...ignored.filter((remark) => !about.has(pointer(remark.path))).map(({ why }) => why),
  ];
}

function unasked(tools: readonly string[]): readonly Message[] {
  if (tools.length === 0) return [];
  if (tools.includes('*')) return [say('All its tools run without your being asked.')];
  const names = tools.slice(0, named).join(', ');
  if (tools.length > named) return [say('These of its tools run without your being asked: {names} and {count} more.', { names, count: tools.length - named })];
  return [say('These of its tools run without your being asked: {names}.', { names })];
}
