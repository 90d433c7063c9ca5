import type { Located, NamedValue, ServerDeclaration } from '../config/config-file.ts';
import { identify } from '../identity/identify.ts';
import type { Subject } from '../policy/subject.ts';
import { launchLine } from './launch-line.ts';
import type { ShelfLaunch } from './shelf-item.ts';

const nowhere = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };

/** A launch as some client would declare it in a user's file: what the policy is asked about before it is put on the shelf. */
export function shelfSubject(launch: ShelfLaunch, name: string): Subject {
  const { target, env, headers } = launch;
  const named = (list: ShelfLaunch['env'], reference: (name: string) => string): NamedValue[] =>
    list.map((one) => ({ name: one.name, path: [], value: 'value' in one ? one.value : `${one.before ?? ''}${reference(one.name)}${one.after ?? ''}` }));
  const base = { name, path: [], range: nowhere, disabled: false, env: named(env, reference), headers: named(headers, reference) };
  let server: ServerDeclaration;
  if (target.kind === 'remote') server = { ...base, transport: target.transport, url: located(target.url), args: [] };
  else {
    const [command, ...args] = launchLine(launch, reference);
    server = { ...base, transport: 'stdio', command: located(command), args: args.map(located) };
  }
  return { server, identity: identify(server, { scope: 'user' }) };
}

function reference(name: string): string {
  return `\${input:${name}}`;
}

function located(value: string): Located {
  return { value, path: [] };
}
