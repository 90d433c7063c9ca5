import { assessFile } from '../../../src/core/assess-file.ts';
import type { FileAssessment } from '../../../src/core/assess.ts';
import { workspaceFileAt } from '../../../src/core/clients/clients.ts';
import { readConfigFile, type ConfigSource } from '../../../src/core/config/read.ts';
import { noFacts } from '../../../src/core/facts.ts';
import type { PolicyState } from '../../../src/core/policy/policy-state.ts';
import { readPolicy } from '../../../src/core/policy/read.ts';
import { stateOf } from '../../../src/core/policy/state-of.ts';

export const none: PolicyState = { kind: 'none' };

/** A policy as its file would give it. */
export function policyOf(servers: readonly unknown[], more: object = {}): PolicyState {
  const text = JSON.stringify({ policyVersion: 1, serial: 7, issuer: 'Contoso', issuedAt: '2026-11-20T09:00:00Z', servers, ...more });
  const { document, problems } = readPolicy(text, '/policy.json');
  if (!document || problems.length > 0) throw new Error(`the test's policy is malformed: ${JSON.stringify(problems)}`);
  return stateOf([{ source: { at: '/policy.json', kind: 'file', namedBy: 'command-line' }, document, problems, notes: [], registries: [] }]);
}

/** One file under a policy. */
export function assessed(path: string, content: string | ConfigSource['content'], policy: PolicyState = none, live = true): FileAssessment {
  const file = readConfigFile({ path: `/w/${path}`, root: '/w', known: workspaceFileAt(path)!, live, content: typeof content === 'string' ? { text: content } : content });
  return assessFile(file, { policy, facts: noFacts, now: '2026-11-21T00:00:00Z' });
}
