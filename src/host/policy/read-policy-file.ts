import { keepLastGood } from '../../core/policy/keep-last-good.ts';
import type { PolicySource, PolicyState } from '../../core/policy/policy-state.ts';
import { readPolicy, type ReadPolicy } from '../../core/policy/read.ts';
import { stateOf } from '../../core/policy/state-of.ts';
import { render, say, type Message } from '../../core/text/message.ts';
import { readRegularFile, type FileText } from '../files/read-regular-file.ts';

/**
 * The state of policy after its file is read (again): what it says, or what held before where it cannot be used. Never throws.
 * @param held the state until now; `{ kind: 'none' }` at the start
 */
export function readPolicyFile(source: PolicySource, held: PolicyState): PolicyState {
  const part = held.kind === 'none' ? undefined : held.parts.find((one) => one.source.at === source.at);
  return stateOf([keepLastGood(part, source, readText(readRegularFile(source.at), source.at), part?.document?.serial ?? 0).part]);
}

function readText(content: FileText, path: string): ReadPolicy {
  if ('absent' in content) return unread(say('it is not there'));
  if ('unreadable' in content) return unread(content.unreadable);
  // In a name or address that lost characters an approval could mean another server.
  return content.flaw ? unread(content.flaw) : readPolicy(content.text, path);
}

function unread(reason: Message): ReadPolicy {
  const start = { line: 0, character: 0 };
  const message = say('The policy file could not be read: {reason}.', { reason: render(reason) });
  return { problems: [{ path: [], part: 'value', range: { start, end: start }, severity: 'error', message }] };
}
