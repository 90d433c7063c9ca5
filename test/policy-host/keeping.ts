import type * as fs from 'node:fs';
import * as path from 'node:path';
import type { PolicyPart, PolicyState } from '../../src/core/policy/policy-state.ts';
import { render } from '../../src/core/text/message.ts';
import { PolicyKeeper, type KeeperSurroundings } from '../../src/host/policy/policy-keeper.ts';
import { makeKeys, readKeys, readPrivateKey } from '../../src/host/policy/policy-keys.ts';
import type { PolicyNames } from '../../src/host/policy/policy-sources.ts';
import { realFileSystem, type FileSystem } from '../../src/host/policy/protection.ts';
import { signDetached } from '../../src/host/policy/signature.ts';
import { packaged } from '../core/policy/subjects.ts';
import { tempFolder } from '../files/temp.ts';
import { serve, type TestServer } from './server.ts';

/** A policy's text: approves and denies npm packages by name. */
export function policyText(serial: number, { approves = [], denies = [], ...more }: { readonly approves?: readonly string[]; readonly denies?: readonly string[]; readonly [field: string]: unknown } = {}): string {
  const entry = (state: string) => (name: string): unknown => ({ id: `${state}-${name}`, state, match: [{ package: { type: 'npm', name, ...(state === 'approved' && { versions: ['1.0.0'] }) } }] });
  return JSON.stringify({ policyVersion: 1, serial, issuer: 'Contoso', issuedAt: '2026-11-20T09:00:00Z', servers: [...approves.map(entry('approved')), ...denies.map(entry('denied'))], ...more });
}

/** The files of this machine as those of an ordinary user, whoever runs the tests and wherever their folder lies. */
export const ownFiles: FileSystem = {
  ...realFileSystem,
  uid: 1000,
  lstat: (file) => {
    const stat = realFileSystem.lstat(file);
    return stat && Object.assign(Object.create(Object.getPrototypeOf(stat) as object) as fs.Stats, stat, { uid: 1000, mode: stat.isDirectory() ? stat.mode & ~0o002 : stat.mode });
  },
};

export const start = Date.parse('2026-11-21T09:00:00Z');
export const hour = 3_600_000;

/** The machine of a test: folders of its own, a clock that stands until it is moved, and a server for the policy. */
export class Machine {
  readonly temp = tempFolder();
  readonly server: TestServer;
  now = start;
  given: PolicyNames['given'] = [];
  keys: PolicyNames['keys'];
  judged: readonly string[] = [];
  readonly env: Record<string, string> = {};
  /** What waits for the clock. */
  waiting: { readonly at: number; readonly act: () => void }[] = [];
  readonly #keepers: PolicyKeeper[] = [];

  private constructor(server: TestServer) {
    this.server = server;
  }

  static async make(): Promise<Machine> {
    return new Machine(await serve((_, response) => void response.writeHead(404).end()));
  }

  at(...parts: string[]): string {
    return path.join(this.temp.folder, ...parts);
  }

  get address(): string {
    return `${this.server.origin}/policy.json`;
  }

  /** What is published from now on; with a signature, beside it. */
  publish(text: string | undefined, signature?: string): void {
    this.server.answer = (request, response) => {
      const body = request.url?.endsWith('.jws') ? signature : text;
      if (body === undefined) return void response.writeHead(404).end();
      const etag = `"${Buffer.from(body).toString('base64').slice(-24)}${body.length}"`;
      if (request.headers['if-none-match'] === etag) return void response.writeHead(304).end();
      response.writeHead(200, { etag }).end(body);
    };
  }

  answer(status: number): void {
    this.server.answer = (_, response) => void response.writeHead(status).end();
  }

  /** A window or command line of its own, that knows what is on disk. */
  keeper(more: Partial<KeeperSurroundings> = {}): PolicyKeeper {
    const keeper = new PolicyKeeper({
      names: () => ({ environment: { platform: 'linux', home: this.at('home'), env: this.env }, given: this.given, keys: this.keys, judged: this.judged, system: this.at('etc'), files: ownFiles }),
      now: () => this.now,
      random: () => 0,
      after: (milliseconds, act) => {
        const one = { at: this.now + milliseconds, act };
        this.waiting.push(one);
        return { cancel: () => (this.waiting = this.waiting.filter((other) => other !== one)) };
      },
      ...more,
    });
    this.#keepers.push(keeper);
    return keeper;
  }

  /** Times in minutes from now at which something is going to be asked. */
  get due(): number[] {
    return this.waiting.map(({ at }) => (at - this.now) / 60_000);
  }

  async close(): Promise<void> {
    this.#keepers.forEach((keeper) => keeper.dispose());
    await this.server.close();
    this.temp.remove();
  }
}

const pairs = new Map<string, ReturnType<typeof makeKeys>>();

/** A pair of keys by its name. */
export function pair(kid: string): ReturnType<typeof makeKeys> {
  const made = pairs.get(kid) ?? makeKeys(kid);
  pairs.set(kid, made);
  return made;
}

export function signed(text: string, kid = 'a'): string {
  const key = readPrivateKey(pair(kid).privateJwk);
  if ('problem' in key) throw new Error(render(key.problem));
  return signDetached(Buffer.from(text), key);
}

export function keySet(...kids: readonly string[]): ReturnType<typeof readKeys> {
  return readKeys({ keys: kids.map((kid) => pair(kid).publicJwk) });
}

/** What is decided of npm packages at 1.0.0, by their names. */
export function decided(state: PolicyState, ...names: readonly string[]): string[] {
  return names.map((name) => (state.kind === 'ready' ? state.policy.decide(packaged({ name, version: '1.0.0' }), new Date(start).toISOString()).state : state.kind));
}

export function parts(state: PolicyState): readonly PolicyPart[] {
  return state.kind === 'none' ? [] : state.parts;
}

export function problems(state: PolicyState): string[] {
  return parts(state).flatMap((part) => part.problems.map(({ message }) => render(message)));
}

export function notes(state: PolicyState): string[] {
  return parts(state).flatMap((part) => part.notes.map(render));
}

export function kept(state: PolicyState): string[] {
  return parts(state).flatMap((part) => (part.kept ? [render(part.kept)] : []));
}
