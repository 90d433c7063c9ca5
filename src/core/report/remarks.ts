import type { ServerDeclaration } from '../config/config-file.ts';
import { pointer } from '../config/node.ts';
import { say, type Message } from '../text/message.ts';

/** More tools than these are counted, not named. */
const named = 5;

/**
 * What a declaration says beside what it launches: tools that run without anyone being asked, keys that do more than they seem to,
 * keys that its client takes no notice of. Sentences for a person.
 */
export function remarksOf({ approvals = [], risky = [], ignored = [] }: Pick<ServerDeclaration, 'approvals' | 'risky' | 'ignored'>): readonly Message[] {
  return [...unasked(approvals.map(({ value }) => value)), ...risky.filter(({ path }) => !approvals.some((approval) => pointer(approval.path) === pointer(path))).map(({ why }) => why), ...ignored.map(({ why }) => why)];
}

function unasked(tools: readonly string[]): readonly Message[] {
  if (tools.length === 0) return [];
  if (tools.includes('*')) return [say('All its tools run without your being asked.')];
  const names = tools.slice(0, named).join(', ');
  if (tools.length > named) return [say('These of its tools run without your being asked: {names} and {count} more.', { names, count: tools.length - named })];
  return [say('These of its tools run without your being asked: {names}.', { names })];
}
