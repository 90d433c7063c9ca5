import * as path from 'node:path';
import type { PolicyDocument } from '../../core/policy/document.ts';
import type { PolicyState } from '../../core/policy/policy-state.ts';
import type { PolicyProblem } from '../../core/policy/read.ts';
import { render, say } from '../../core/text/message.ts';
import { readRegularFile } from '../../host/files/read-regular-file.ts';
import { loadPolicyTools } from '../load-policy-tools.ts';

/** A policy as it stands in a file, for those who write it: by itself, whatever was read before or is named elsewhere. */
export interface PolicyFile {
  /** Absolute. */
  readonly path: string;
  readonly text: string;
  readonly problems: readonly PolicyProblem[];
  /** Absent where nothing of it can be used. */
  readonly document?: PolicyDocument;
  /** The same as what servers are held against. */
  readonly state: PolicyState;
}

export async function readPolicyText(file: string): Promise<PolicyFile> {
  const { readPolicy, stateOf } = await loadPolicyTools();
  const full = path.resolve(file);
  const content = readRegularFile(full);
  const flaw = 'absent' in content ? say('it is not there') : 'unreadable' in content ? content.unreadable : content.flaw;
  const start = { line: 0, character: 0 };
  const read = flaw || !('text' in content)
    ? { problems: [{ path: [], part: 'value' as const, range: { start, end: start }, severity: 'error' as const, message: say('The policy file could not be read: {reason}.', { reason: flaw ? render(flaw) : '' }) }] }
    : readPolicy(content.text, full);
  const { document, problems } = { document: undefined, ...read };
  const state = stateOf([{ source: { at: full, kind: 'file', namedBy: 'command-line' }, ...(document && { document }), problems, notes: [], registries: [] }]);
  return { path: full, text: 'text' in content ? content.text : '', problems, ...(document && { document }), state };
}
