import * as path from 'node:path';
import { assess, type Assessment } from '../../../../src/core/assess.ts';
import { workspaceFileAt } from '../../../../src/core/clients/clients.ts';
import { readConfigFile } from '../../../../src/core/config/read.ts';
import { noFacts, type Facts } from '../../../../src/core/facts.ts';
import type { Finding } from '../../../../src/core/finding/finding.ts';
import type { LintSettings } from '../../../../src/core/finding/lint-settings.ts';
import type { PolicyState } from '../../../../src/core/policy/policy-state.ts';
import { render } from '../../../../src/core/text/message.ts';
import { shippedKnowledge } from '../../../../src/host/knowledge/shipped-knowledge.ts';

/** What ships, as a user has it. */
export const shipped = shippedKnowledge(path.resolve(__dirname, '../../../../..'));

export interface Around {
  readonly policy?: PolicyState;
  readonly facts?: Facts;
  readonly known?: typeof shipped;
  readonly lint?: LintSettings;
}

/** What is found in a workspace's `.vscode/mcp.json` with these servers. */
export function lookAt(servers: Readonly<Record<string, unknown>>, { policy = { kind: 'none' }, facts = noFacts, known = shipped, lint = {} }: Around = {}): Assessment {
  const text = JSON.stringify({ servers }, null, 2);
  const file = readConfigFile({ path: '/w/.vscode/mcp.json', root: '/w', known: workspaceFileAt('.vscode/mcp.json')!, live: true, content: { text } });
  return assess({ files: [file], policy, facts, known, lint, now: '2026-11-21T00:00:00Z' });
}

/** The findings of one rule for a server started by a command line, split at blanks. */
export function found(rule: string, launch: string | object, around?: Around): readonly Finding[] {
  const [command, ...args] = typeof launch === 'string' ? launch.split(' ') : [];
  return lookAt({ x: typeof launch === 'string' ? { command, args } : launch }, around).findings.filter(({ ruleId }) => ruleId === rule);
}

/** The only such finding's sentence; empty where there is none. */
export function said(rule: string, launch: string | object, around?: Around): string {
  return found(rule, launch, around).map(({ message }) => render(message)).join('\n');
}
