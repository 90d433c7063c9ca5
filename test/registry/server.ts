import * as http from 'node:http';
import type { AddressInfo } from 'node:net';
import real from './entries.json';

/** One version of a server as the registry holds it (OpenAPI of the MCP registry: `ServerDetail` and its official metadata). */
export interface Listed {
  server: { name: string; version: string; [field: string]: unknown };
  status: 'active' | 'deprecated' | 'deleted';
  statusMessage?: string;
  updatedAt: string;
  isLatest: boolean;
}

/** What goes wrong with one answer. */
export interface Fault {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** The answer is this much of what it should be. */
  readonly cut?: number;
  /** Milliseconds before it answers at all; with `hang` it never does. */
  readonly delay?: number;
  readonly hang?: boolean;
  /** Always this cursor. */
  readonly cursor?: unknown;
}

export interface Asked {
  /** Its number since the server began, and that of the page within a listing. */
  readonly number: number;
  readonly page: number;
  readonly query: URLSearchParams;
  readonly path: string;
  readonly authorization: string | undefined;
}

/** A registry on this machine, as its OpenAPI says: `GET {base}/v0.1/servers`, `/servers/{name}/versions` and one version. */
export class TestRegistry {
  readonly listed: Listed[] = [];
  readonly asked: Asked[] = [];
  /** Decides what goes wrong; undefined: nothing. */
  fault: (asked: Asked) => Fault | undefined = () => undefined;
  /** What it puts into `Date`. */
  clock: () => Date = () => new Date();
  /** Only who has this one may read. */
  token: string | undefined;
  /** Below its origin. */
  base = '';
  pageSize = 20;
  /** One that knows no `updated_since` and tells no times, no status. */
  plain = false;
  readonly #server: http.Server;

  private constructor() {
    this.#server = http.createServer((request, response) => this.#answer(request, response));
  }

  static async start(): Promise<TestRegistry> {
    const registry = new TestRegistry();
    await new Promise<void>((resolve) => registry.#server.listen(0, '127.0.0.1', resolve));
    return registry;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}${this.base}`;
  }

  /** A fetch that finds this registry at an https address too: what is asked of that origin comes here. */
  fetchAt(origin: string): typeof globalThis.fetch {
    return (input, init) => {
      const url = new URL(input instanceof Request ? input.url : input);
      if (url.origin !== origin) throw new TypeError('fetch failed', { cause: { code: 'ENOTFOUND' } });
      return fetch(`http://127.0.0.1:${(this.#server.address() as AddressInfo).port}${url.pathname}${url.search}`, init);
    };
  }

  list(server: Listed['server'], more: Partial<Omit<Listed, 'server'>> = {}): Listed {
    const listed: Listed = { server: { description: 'A server', ...server }, status: 'active', updatedAt: '2026-11-01T00:00:00Z', isLatest: true, ...more };
    this.listed.push(listed);
    return listed;
  }

  /** The real files of the corpus, of which some names stand in several versions. */
  listReal(): void {
    for (const { server } of realEntries()) this.list(server);
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #answer(request: http.IncomingMessage, response: http.ServerResponse): void {
    const url = new URL(request.url ?? '/', 'http://registry');
    const start = url.searchParams.get('cursor');
    const page = start === null ? 1 : Math.floor(this.#after(this.#visible(url.searchParams), start) / this.pageSize) + 1;
    const asked: Asked = { number: this.asked.length + 1, page, query: url.searchParams, path: url.pathname, authorization: request.headers.authorization };
    this.asked.push(asked);
    const fault = this.fault(asked) ?? {};
    if (fault.hang) return;
    const send = (): void => {
      const { status, body } = this.#respond(url, fault);
      response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', date: this.clock().toUTCString(), ...fault.headers });
      const text = fault.body ?? body;
      response.end(fault.cut === undefined ? text : text.slice(0, Math.floor(text.length * fault.cut)));
    };
    if (fault.delay === undefined) send();
    else setTimeout(send, fault.delay);
  }

  #respond(url: URL, fault: Fault): { readonly status: number; readonly body: string } {
    const error = (status: number, text: string) => ({ status, body: JSON.stringify({ error: text }) });
    if (fault.status !== undefined) return error(fault.status, 'as the test says');
    if (this.token !== undefined && !this.asked.at(-1)!.authorization?.endsWith(` ${this.token}`)) return error(401, 'Invalid or expired Registry JWT token');
    const prefix = `${this.base}/v0.1/servers`;
    if (url.pathname === prefix) return { status: 200, body: JSON.stringify(this.#page(url.searchParams, fault)) };
    const [, name, , version] = /^\/([^/]+)\/versions(\/([^/]+))?$/.exec(url.pathname.startsWith(prefix) ? url.pathname.slice(prefix.length) : '') ?? [];
    if (name === undefined) return error(404, 'Not found');
    const versions = this.#visible(url.searchParams).filter((each) => each.server.name === decodeURIComponent(name));
    if (version === undefined) return versions.length === 0 ? error(404, 'Server not found') : { status: 200, body: JSON.stringify({ servers: versions.map(shown), metadata: { count: versions.length } }) };
    const one = versions.find((each) => (version === 'latest' ? each.isLatest : each.server.version === decodeURIComponent(version)));
    return one ? { status: 200, body: JSON.stringify(shown(one)) } : error(404, 'Server not found');
  }

  #visible(query: URLSearchParams): Listed[] {
    const since = this.plain ? null : query.get('updated_since');
    const deleted = since !== null || query.get('include_deleted') === 'true';
    return this.listed
      .filter((each) => (deleted || each.status !== 'deleted') && (since === null || Date.parse(each.updatedAt) > Date.parse(since)))
      .toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
  }

  #after(visible: readonly Listed[], cursor: string): number {
    const next = visible.findIndex((each) => keyOf(each) > cursor);
    return next < 0 ? visible.length : next;
  }

  #page(query: URLSearchParams, fault: Fault): unknown {
    const visible = this.#visible(query);
    const from = query.has('cursor') ? this.#after(visible, query.get('cursor')!) : 0;
    const size = Math.min(Number(query.get('limit') ?? 30), this.pageSize);
    const page = visible.slice(from, from + size);
    const last = page.at(-1);
    const nextCursor = 'cursor' in fault ? fault.cursor : from + size < visible.length && last ? keyOf(last) : null;
    return { servers: page.map(this.plain ? ({ server }) => ({ server }) : shown), metadata: { nextCursor, count: page.length } };
  }
}

function keyOf({ server }: Listed): string {
  return `${server.name}:${server.version}`;
}

function shown({ server, status, statusMessage, updatedAt, isLatest }: Listed): unknown {
  return { server, _meta: { 'io.modelcontextprotocol.registry/official': { status, ...(statusMessage !== undefined && { statusMessage }), statusChangedAt: updatedAt, publishedAt: '2025-09-01T00:00:00Z', updatedAt, isLatest } } };
}

/** The real files, with npm's own registry where it is named. */
export function realEntries(): readonly { readonly source: string; readonly server: Listed['server'] }[] {
  const text = JSON.stringify(real.entries).replaceAll('https://registry.npmjs.example', __NPM_DEFAULT_REGISTRY__.replace(/\/$/, ''));
  return JSON.parse(text) as { source: string; server: Listed['server'] }[];
}
