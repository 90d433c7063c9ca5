import { assess, type Assessment } from '../../../src/core/assess.ts';
import { userFiles, workspaceFileAt } from '../../../src/core/clients/clients.ts';
import type { ConfigFile } from '../../../src/core/config/config-file.ts';
import { readPlace } from '../../../src/core/config/read-place.ts';
import { noFacts } from '../../../src/core/facts.ts';
import type { LintSettings } from '../../../src/core/finding/lint-settings.ts';
import { compilePolicy, type Layer } from '../../../src/core/policy/compile.ts';
import type { PolicyState } from '../../../src/core/policy/policy-state.ts';
import { readPolicy } from '../../../src/core/policy/read.ts';

export const noPolicy: PolicyState = { kind: 'none' };

/** What a document says; `approves: false` for one that may only tighten. */
export interface Said {
  readonly rules?: object;
  readonly ignores?: readonly object[];
  readonly servers?: readonly object[];
  readonly approves?: boolean;
}

/** A policy of documents. */
export function policyOf(...documents: readonly Said[]): PolicyState {
  const layers = documents.map(({ approves = true, ...more }, i): Layer => {
    const { document, problems } = readPolicy(JSON.stringify({ policyVersion: 1, serial: 7, issuer: 'Contoso', issuedAt: '2026-11-20T09:00:00Z', servers: [], ...more }), `/policy${i}.json`);
    if (!document || problems.length > 0) throw new Error(`the test's policy is malformed: ${JSON.stringify(problems)}`);
    return { document, approves };
  });
  return { kind: 'ready', parts: [], policy: compilePolicy(layers) };
}

/** The file with that text at that place of the workspace folder `/w`, or of the user's home with `~`. */
export function read(path: string, text: string): Promise<ConfigFile> {
  const full = path.replace('~', '/home/you');
  const known = path.startsWith('~') ? userFiles({ platform: 'linux', home: '/home/you', env: {} }).find((file) => file.path === full) : workspaceFileAt(`/w/${path}`);
  if (!known) throw new Error(`no client reads ${path}`);
  return readPlace({ path: path.startsWith('~') ? full : `/w/${path}`, ...(!path.startsWith('~') && { root: '/w' }), known, live: true, content: { text } });
}

export interface Under {
  readonly lint?: LintSettings;
  readonly policy?: PolicyState;
  readonly now?: string;
}

export async function look(files: Readonly<Record<string, string>>, { lint, policy = noPolicy, now = '2026-11-21T00:00:00Z' }: Under = {}): Promise<Assessment> {
  const read_ = await Promise.all(Object.entries(files).map(([path, text]) => read(path, text)));
  return assess({ files: read_, policy, facts: noFacts, now, ...(lint && { lint }) });
}

/** Findings as a person would note them: where, which rule, how severe. */
export function told({ findings }: Pick<Assessment, 'findings'>): string[] {
  return findings.map(({ ruleId, severity, range }) => `${range.start.line + 1} ${severity} ${ruleId}`);
}

export function accepted({ ignored }: Assessment): string[] {
  return ignored.map(({ finding: { ruleId, range }, reason, by, expires }) => `${range.start.line + 1} ${ruleId} by ${by}: ${reason}${expires ? ` until ${expires}` : ''}`);
}
