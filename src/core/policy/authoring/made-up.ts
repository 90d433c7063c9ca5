import type { ServerDeclaration } from '../../config/config-file.ts';
import { identify } from '../../identity/identify.ts';
import type { Identity, PackageRef } from '../../identity/identity.ts';
import type { Subject } from '../subject.ts';

/** Servers that nobody declared, to try a policy on. None has a name that a policy can write. */

function declared(more: Partial<ServerDeclaration>): ServerDeclaration {
  const start = { line: 0, character: 0 };
  return { name: '', path: [], range: { start, end: start }, transport: 'stdio', args: [], env: [], headers: [], disabled: false, ...more };
}

/** By the list itself: each is asked about several times, and taking a command line apart costs the most. */
const started = new WeakMap<readonly string[], Subject>();

/** A server that is started by exactly this command line, with nothing around it. */
export function startedBy(argv: readonly string[]): Subject {
  const known = started.get(argv);
  if (known) return known;
  const [command = '', ...args] = argv;
  const server = declared({ command: { value: command, path: [] }, args: args.map((value) => ({ value, path: [] })) });
  const subject: Subject = { server, identity: identify(server, { scope: 'user' }) };
  started.set(argv, subject);
  return subject;
}

/** A server that runs a package, by whatever launcher. */
export function runs(ref: PackageRef): Subject {
  const identity: Identity = { kind: 'package', launcher: '', package: ref, purl: '', launch: { args: [], env: [], hijacks: [] } };
  return { server: declared({}), identity };
}

/** A server that is called at an address in canonical form. */
export function calledAt(url: string): Subject {
  return { server: declared({ transport: 'http', url: { value: url, path: [] } }), identity: { kind: 'remote', url, launch: { args: [], env: [], hijacks: [] } } };
}
