import { standard } from '../../../src/core/clients/dialect.ts';
import { declaration } from '../../../src/core/config/declare.ts';
import { sitesIn } from '../../../src/core/config/sites.ts';
import type { ServerDeclaration } from '../../../src/core/config/config-file.ts';
import { parseJson } from '../../../src/core/config/json/parse.ts';
import type { Launch, PackageRef } from '../../../src/core/identity/identity.ts';
import { compilePolicy, type CompiledPolicy } from '../../../src/core/policy/compile.ts';
import { readPolicy } from '../../../src/core/policy/read.ts';
import type { Subject } from '../../../src/core/policy/subject.ts';
import { say, render } from '../../../src/core/text/message.ts';
import { TextDocument } from '../../../src/core/text/document.ts';
import type { Verdict } from '../../../src/core/policy/verdict.ts';

/** The day all tests take place. */
export const now = '2026-11-21T12:00:00Z';

export interface Written {
  readonly command?: string;
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
  readonly url?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A declaration as a config file would hold it. */
export function declared(name: string, server: unknown): ServerDeclaration {
  const text = JSON.stringify({ [name]: server });
  return declaration(sitesIn(parseJson(text).tree!, [], new TextDocument(text), 'map', () => false)[0]!, standard)!;
}

function launch(server: ServerDeclaration, more: Partial<Launch> = {}): Launch {
  return { args: [], env: server.env, hijacks: [], ...(server.cwd && { cwd: server.cwd.value }), ...more };
}

/** A server that runs a package: by npx, with these arguments of its own. */
export function packaged(ref: Partial<PackageRef> & { name: string }, written: Written = {}, options: { serverName?: string; hijacks?: readonly string[]; launcher?: string } = {}): Subject {
  const whole: PackageRef = { type: 'npm', ...ref };
  const args = written.args ?? [];
  const spec = whole.version === undefined ? whole.name : `${whole.name}@${whole.version}`;
  const server = declared(options.serverName ?? 'ledger', { command: options.launcher ?? 'npx', ...written, args: ['-y', spec, ...args] });
  return { server, identity: { kind: 'package', launcher: options.launcher ?? 'npx', package: whole, purl: 'pkg:test', launch: launch(server, { args, hijacks: options.hijacks ?? [] }) } };
}

/** A server that is called at an address; through a local bridge when one is given. */
export function remote(url: string, options: { via?: Partial<PackageRef>; serverName?: string; env?: Record<string, string> } = {}): Subject {
  const { via } = options;
  const name = options.serverName ?? 'remote';
  const server = via ? declared(name, { command: 'npx', args: ['mcp-remote', url], env: options.env ?? {} }) : declared(name, { type: 'http', url });
  const ref: PackageRef = { type: 'npm', name: 'mcp-remote', ...via };
  return { server, identity: { kind: 'remote', url: new URL(url).href, ...(via && { via: { launcher: 'npx', package: ref, purl: 'pkg:test' } }), launch: launch(server) } };
}

/** A server that hides what it starts. */
export function opaque(command: string, args: readonly string[], code: 'opaque' | 'unresolved' = 'opaque'): Subject {
  const server = declared('hidden', { command, args });
  return { server, identity: { kind: 'opaque', code, reason: say('A shell runs it.'), words: [command, ...args], launch: launch(server) } };
}

export function program(path: string, script?: string, args: readonly string[] = []): Subject {
  const server = declared('local', { command: path, args: [...(script ? [script] : []), ...args] });
  return { server, identity: { kind: 'program', program: path, ...(script && { script }), launch: launch(server, { args }) } };
}

export interface PolicyText {
  readonly servers: readonly unknown[];
  readonly [key: string]: unknown;
}

/** The text of a policy with these entries. */
export function policyText(more: PolicyText): string {
  return JSON.stringify({ policyVersion: 1, serial: 7, issuer: 'Contoso', issuedAt: '2026-11-01T00:00:00Z', ...more });
}

export function policyOf(...servers: readonly unknown[]): CompiledPolicy {
  return policyWith({ servers });
}

export function policyWith(more: PolicyText): CompiledPolicy {
  const { document } = readPolicy(policyText(more), '/policy.json');
  return compilePolicy([{ document: document!, approves: true }]);
}

export function approved(id: string, match: unknown, more: object = {}): object {
  return { id, state: 'approved', match: [match], ...more };
}

export function denied(id: string, match: unknown, more: object = {}): object {
  return { id, state: 'denied', match: [match], ...more };
}

export function npm(name: string, ...versions: string[]): object {
  return { package: { type: 'npm', name, ...(versions.length > 0 && { versions }) } };
}

/** State and code: what a table compares. */
export function outcome({ state, code }: Verdict): string {
  return code === 'matched' ? state : `${state} ${code}`;
}

export function reasonOf(policy: CompiledPolicy, subject: Subject, at = now): string {
  return render(policy.decide(subject, at).reason);
}

