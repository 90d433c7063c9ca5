import { assessFile } from '../../../src/core/assess-file.ts';
import type { FileAssessment } from '../../../src/core/assess.ts';
import type { Location, Scope } from '../../../src/core/clients/client.ts';
import type { KnownFile } from '../../../src/core/clients/clients.ts';
import { readConfigFile } from '../../../src/core/config/read.ts';
import { noFacts } from '../../../src/core/facts.ts';
import { compilePolicy } from '../../../src/core/policy/compile.ts';
import type { PolicyState } from '../../../src/core/policy/policy-state.ts';
import { readPolicy } from '../../../src/core/policy/read.ts';
import { claudeSettingsProviders } from '../../../src/core/providers/claude-code.ts';

export const now = '2026-11-21T12:00:00Z';

/** A policy with these fields beside its servers. */
export function policyState(more: object): PolicyState {
  const { document, problems } = readPolicy(JSON.stringify({ policyVersion: 1, serial: 1, issuer: 'Contoso', issuedAt: '2026-11-20T09:00:00Z', servers: [], ...more }), '/policy.json');
  if (!document || problems.length > 0) throw new Error(`the test's policy is malformed: ${JSON.stringify(problems)}`);
  return { kind: 'ready', parts: [], policy: compilePolicy([{ document, approves: true }]) };
}

/** A file of Claude Code's settings, or of what another reader reads, in a workspace or a home folder. */
export function assessedProviders(text: string, policy: PolicyState = { kind: 'none' }, options: { scope?: Scope; path?: string; live?: boolean; read?: Location['providers'] } = {}): FileAssessment {
  const { scope = 'workspace', path = '.claude/settings.json', live = true, read = claudeSettingsProviders } = options;
  const location: Location = { scope, path, syntax: path.endsWith('.env') ? 'dotenv' : 'json', servers: [], ...(read && { providers: read }) };
  const known: KnownFile = { path, scope, clients: ['claude-code'], spelling: 'claude-code', locations: [location] };
  const file = readConfigFile({ path: `/repo/${path}`, ...(scope === 'workspace' && { root: '/repo' }), known, live, content: { text } });
  return assessFile(file, { policy, facts: noFacts, now });
}
