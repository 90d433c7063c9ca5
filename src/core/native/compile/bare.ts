import type { ServerDeclaration } from '../../config/config-file.ts';
import { identify } from '../../identity/identify.ts';
import type { CompiledPolicy } from '../../policy/compile.ts';
import { Facets, type Subject } from '../../policy/subject.ts';
import { approves } from '../../policy/verdict.ts';

/** Declarations with less around them than somebody wrote: what a target sees of one, and what of it our policy would say. */

/** What surrounds a command line or an address, and can be taken away from it. */
export const surroundings = ['registry', 'name', 'headers', 'environment', 'working-directory', 'form'] as const;
export type Surrounding = (typeof surroundings)[number];

const start = { line: 0, character: 0 };

/** A declaration that holds a command line, or else an address, and nothing more; its name is one that no policy can write. */
export function bare(what: { readonly argv: readonly string[] } | { readonly url: string }): Subject {
  const empty = { name: '', path: [], range: { start, end: start }, args: [], env: [], headers: [], disabled: false };
  if ('url' in what) return identified({ ...empty, transport: 'http', url: { value: what.url, path: [] } });
  const [command = '', ...args] = what.argv;
  return identified({ ...empty, transport: 'stdio', command: { value: command, path: [] }, args: args.map((value) => ({ value, path: [] })) });
}

function identified(server: ServerDeclaration): Subject {
  return { server, identity: identify(server, { scope: 'user' }) };
}

/** The command line or address of a declaration alone; undefined where it has neither. */
export function bareOf({ server }: Subject): Subject | undefined {
  const argv = argvOf({ server });
  return argv ? bare({ argv }) : server.url && bare({ url: server.url.value });
}

/** Command and arguments as written. */
export function argvOf({ server }: Pick<Subject, 'server'>): readonly string[] | undefined {
  return server.command && [server.command.value, ...server.args.map(({ value }) => value)];
}

/** A declaration without some of what surrounds it. What it is is told anew, and not from the folder it lies in. */
export function without({ server }: Subject, taken: ReadonlySet<Surrounding>): Subject {
  const { name, path, range, disabled, transport, command, args, url, env, envFile, cwd, headers } = server;
  const form = taken.has('form');
  return identified({
    ...(form ? { path, range, disabled } : server),
    name: taken.has('name') ? '' : name,
    transport: form ? (command ? 'stdio' : 'http') : transport,
    ...(command && { command }), args,
    ...(url && !(form && command) && { url }),
    headers: taken.has('headers') ? [] : headers,
    env: taken.has('environment') ? [] : env,
    envFile: taken.has('environment') ? undefined : envFile,
    cwd: taken.has('working-directory') ? undefined : cwd,
  } as ServerDeclaration);
}

/** Whether a declaration has something there that can be taken away. */
export function has({ server }: Subject, what: Surrounding): boolean {
  switch (what) {
    case 'registry':
    case 'name':
      return true;
    case 'headers':
      return server.headers.length > 0;
    case 'environment':
      return server.env.length > 0 || server.envFile !== undefined;
    case 'working-directory':
      return server.cwd !== undefined;
    case 'form':
      return server.ambiguity !== undefined || (server.command !== undefined && server.url !== undefined) || (server.transport === 'stdio') !== (server.command !== undefined);
  }
}

/** Holds declarations against a policy, each once. */
export class Verdicts {
  readonly policy: CompiledPolicy;
  readonly now: string;
  readonly #approved = new WeakMap<object, boolean>();
  readonly #lost = new WeakMap<object, ReadonlySet<Surrounding>>();
  readonly #lines = new Map<string, boolean>();

  constructor(policy: CompiledPolicy, now: string) {
    this.policy = policy;
    this.now = now;
  }

  /** Whether a declaration is approved as it stands. */
  approves(subject: Subject): boolean {
    let known = this.#approved.get(subject.server);
    if (known === undefined) this.#approved.set(subject.server, (known = approves(this.policy.decide(subject, this.now))));
    return known;
  }

  approvesLine(argv: readonly string[]): boolean {
    return this.#approvesText(JSON.stringify(argv), () => bare({ argv }));
  }

  approvesUrl(url: string): boolean {
    return this.#approvesText(url, () => bare({ url }));
  }

  #approvesText(key: string, make: () => Subject): boolean {
    let known = this.#lines.get(key);
    if (known === undefined) this.#lines.set(key, (known = this.approves(make())));
    return known;
  }

  /** Whether its command line or address alone is approved. */
  approvesBare({ server }: Subject): boolean {
    const argv = argvOf({ server });
    return argv ? this.approvesLine(argv) : server.url !== undefined && this.approvesUrl(server.url.value);
  }

  /**
   * What surrounds a declaration that is not approved, and keeps it from being approved although its command line or address alone is: each
   * part without which it would be, or with which alone it would not; where only several together do it, the last one to be taken away.
   */
  lostOn(subject: Subject): ReadonlySet<Surrounding> {
    let known = this.#lost.get(subject.server);
    if (!known) this.#lost.set(subject.server, (known = new Set(this.#findLost(subject))));
    return known;
  }

  *#findLost(subject: Subject): Generator<Surrounding> {
    if (this.approves(subject) || !this.approvesBare(subject)) return;
    if (this.approves(without(subject, new Set(['registry'])))) return void (yield 'registry');
    const there = surroundings.filter((each) => each !== 'registry' && has(subject, each));
    let found = false;
    for (const each of there) {
      if (!this.approves(without(subject, new Set([each]))) && this.approves(without(subject, new Set(there.filter((other) => other !== each))))) continue;
      found = true;
      yield each;
    }
    if (found) return;
    for (const [i, each] of there.entries()) {
      if (this.approves(without(subject, new Set(there.slice(0, i + 1))))) return void (yield each);
    }
  }
}

/** The address that a declaration calls, in canonical form. */
export function addressOf(subject: Subject): Facets['address'] {
  return new Facets(subject).address;
}
