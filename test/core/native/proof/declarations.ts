import * as fc from 'fast-check';
import type { FolderFacts } from '../../../../src/core/facts.ts';
import type { Plan, PlannedAddress } from '../../../../src/core/native/compile/plan.ts';
import { digest, hosts, otherDigest, packages, paths, serverNames, versions } from './policies.ts';

/** Random declarations: what a plan names, near-misses of it, and others of the same few names. */

/** A server as its file would say it. */
export interface Written {
  command?: string;
  args?: string[];
  url?: string;
  type?: string;
  env?: Record<string, string>;
  envFile?: string;
  cwd?: string;
  headers?: Record<string, string>;
}

export interface Drawn {
  readonly name: string;
  readonly base: (plan: Plan) => Written;
  readonly changes: readonly Change[];
}

interface Change {
  readonly what: string;
  readonly apply: (server: Written) => void;
  /** What the folder holds. */
  readonly folder?: FolderFacts;
}

const spec = fc.tuple(fc.constantFrom(...packages), fc.constantFrom(...versions, 'latest', '^1.0.0', undefined)).map(([name, version]) => (version === undefined ? name : `${name}@${version}`));
const line: fc.Arbitrary<readonly string[]> = fc.oneof(
  spec.map((it) => ['npx', '-y', it]), spec.map((it) => ['bunx', it]), spec.map((it) => ['npx', '-p', it, it.replace(/(?<=.)@.*/, '').replace(/.*\//, '')]),
  fc.constantFrom('p==1.0.0', 'p==1.1.0', 'p', 'evil').map((it) => ['uvx', it]),
  fc.constantFrom(digest, otherDigest).map((it) => ['docker', 'run', '-i', '--rm', `ghcr.io/c/s@${it}`]),
  fc.constantFrom(['docker', 'run', 'ghcr.io/c/s:1.0'], ['bash', '-c', 'npx x'], ['bash', '-c', 'npx evil'], ['/opt/x/server'], ['node', 'server.js'], ['dnx', 'N.Mcp@1.0.0'], ['npx', '-y', 'x@${VERSION}']),
  fc.tuple(spec.filter((it) => it.startsWith('mcp-remote')), fc.constantFrom(...hosts), fc.constantFrom(...paths)).map(([it, host, path]) => ['npx', '-y', it, `https://${host}${path}`]),
);
const url = fc.tuple(fc.constantFrom('https', 'https', 'https', 'http'), fc.constantFrom(...hosts, 'c.example'), fc.constantFrom('', '', '', ':8443', ':444'), fc.constantFrom(...paths)).map(([scheme, host, port, path]) => `${scheme}://${host}${port}${path}`);

const ofLine = ([command, ...args]: readonly string[]): Written => ({ command: command!, args });
const called = (text: string): Written => ({ type: 'http', url: text });

function addressText({ scheme, host, below, port, path = '/', pathMatch }: Pick<PlannedAddress, 'host' | 'below' | 'pathMatch'> & { scheme?: string; port?: number; path?: string }): string {
  return `${scheme ?? 'https'}://${below ? 'b.' : ''}${host}${port === undefined ? '' : `:${port}`}${path}${pathMatch === 'prefix' && path.endsWith('/') ? 'in' : ''}`;
}

/** Something that is allowed by the plan, if anything is; half of the time, since most random texts are allowed by nobody. */
const planned = fc.nat().map((at) => (plan: Plan): Written => {
  const all = [...plan.addresses, ...plan.addresses, ...plan.commands];
  const one = all[at % Math.max(all.length, 1)];
  return !one ? called('https://a.example/mcp') : 'argv' in one ? ofLine(one.argv) : called(addressText(one));
});
const refused = fc.nat().map((at) => (plan: Plan): Written => {
  const one = plan.denials[at % Math.max(plan.denials.length, 1)];
  if (one?.kind === 'command') return ofLine(one.argv);
  if (one?.kind === 'address') return called(addressText(one.address));
  return called('https://evil.example/mcp');
});

const args = (server: Written, change: (words: string[]) => string[]): void => {
  if (server.args) server.args = change(server.args);
};
const address = (server: Written, change: (text: string) => string): void => {
  if (server.url !== undefined) server.url = change(server.url);
};

/** The folder has an `.npmrc` that names another registry. */
const redirected: FolderFacts = { locked: new Map(), installed: new Map(), registries: new Map([['npm', { url: 'https://npm.evil.example/', evidence: '.npmrc' }]]) };

export const changes: readonly Change[] = [
  { what: 'another version', apply: (it) => args(it, (words) => words.map((word) => word.replace('1.0.0', '1.0.1'))) },
  { what: 'no version', apply: (it) => args(it, (words) => words.map((word) => word.replace(/(?<=.)@[\d.]+$/, ''))) },
  { what: 'a further argument', apply: (it) => args(it, (words) => [...words, '--ro']) },
  { what: 'the root as argument', apply: (it) => args(it, (words) => [...words, '/']) },
  { what: 'an option before', apply: (it) => args(it, (words) => ['--prefer-offline', ...words]) },
  { what: 'another registry', apply: (it) => args(it, (words) => ['--registry=https://npm.evil.example', ...words]) },
  { what: 'arguments in another order', apply: (it) => args(it, (words) => words.toReversed()) },
  { what: 'no arguments', apply: (it) => args(it, () => []) },
  { what: 'capitals in the arguments', apply: (it) => args(it, (words) => words.map((word) => word.toUpperCase())) },
  { what: 'a path to the command', apply: (it) => void (it.command &&= `/usr/bin/${it.command}`) },
  { what: 'the command of Windows', apply: (it) => void (it.command &&= `${it.command}.cmd`) },
  { what: 'through cmd', apply: (it) => { if (it.command) Object.assign(it, { command: 'cmd', args: ['/c', it.command, ...(it.args ?? [])] }); } },
  { what: 'through env', apply: (it) => { if (it.command) Object.assign(it, { command: 'env', args: [it.command, ...(it.args ?? [])] }); } },
  { what: 'an allowed variable', apply: (it) => void (it.env = { TOKEN: '${input:token}' }) },
  { what: 'a secret in a variable', apply: (it) => void (it.env = { TOKEN: 'ghp_0123456789abcdefghijklmnopqrstuvwxyz' }) },
  { what: 'NODE_OPTIONS', apply: (it) => void (it.env = { NODE_OPTIONS: '--require ./x.js' }) },
  { what: 'a registry in a variable', apply: (it) => void (it.env = { npm_config_registry: 'https://npm.evil.example' }) },
  { what: 'an environment file', apply: (it) => void (it.envFile = '.env') },
  { what: 'a folder', apply: (it) => void (it.cwd = '/tmp') },
  { what: 'an allowed folder', apply: (it) => void (it.cwd = '/srv') },
  { what: 'an .npmrc', apply: () => undefined, folder: redirected },
  { what: 'both a command and a URL', apply: (it) => void (it.url ? (it.command = 'npx') : (it.url = 'https://evil.example/mcp')) },
  { what: 'the type of the other kind', apply: (it) => void (it.type = it.url ? 'stdio' : 'http') },
  { what: 'capitals in the host', apply: (it) => address(it, (text) => text.replace(/\/\/[^/]*/, (host) => host.toUpperCase())) },
  { what: 'capitals in the path', apply: (it) => address(it, (text) => text.replace(/(?<=[a-z])\/.*/, (path) => path.toUpperCase())) },
  { what: 'another port', apply: (it) => address(it, (text) => text.replace(/(?<=\w)\//, ':8080/')) },
  { what: 'the default port', apply: (it) => address(it, (text) => text.replace(/(?<=https:\/\/[\w.]+)\//, ':443/')) },
  { what: 'a parameter', apply: (it) => address(it, (text) => `${text}?next=1`) },
  { what: 'an allowed parameter', apply: (it) => address(it, (text) => `${text}?team=1`) },
  { what: 'a fragment', apply: (it) => address(it, (text) => `${text}#x`) },
  { what: 'a login', apply: (it) => address(it, (text) => text.replace('://', '://me:pw@')) },
  { what: 'a host as login', apply: (it) => address(it, (text) => text.replace('://', '://a.example@').replace(/@[\w.]+/, '@c.example')) },
  { what: 'an encoded letter', apply: (it) => address(it, (text) => text.replace('/m', '/%6d')) },
  { what: 'an encoded slash', apply: (it) => address(it, (text) => `${text}/..%2fadmin`) },
  { what: 'a step up', apply: (it) => address(it, (text) => `${text}/../mcpx`) },
  { what: 'a step up with `;`', apply: (it) => address(it, (text) => `${text}/..;/x`) },
  { what: 'something below', apply: (it) => address(it, (text) => `${text}${text.endsWith('/') ? '' : '/'}below`) },
  { what: 'a slash at the end', apply: (it) => address(it, (text) => `${text}/`) },
  { what: 'two slashes', apply: (it) => address(it, (text) => text.replace(/(?<=\w)\//, '//')) },
  { what: 'a longer host', apply: (it) => address(it, (text) => text.replace('.example', '.example.evil.example')) },
  { what: 'a dot behind the host', apply: (it) => address(it, (text) => text.replace('.example', '.example.')) },
  { what: 'a host below', apply: (it) => address(it, (text) => text.replace('://', '://deep.')) },
  { what: 'without encryption', apply: (it) => address(it, (text) => text.replace('https:', 'http:')) },
  { what: 'a variable in the address', apply: (it) => address(it, (text) => text.replace('/mcp', '/${input:path}')) },
  { what: 'a secret in a header', apply: (it) => { if (it.url) it.headers = { Authorization: 'Bearer ghp_0123456789abcdefghijklmnopqrstuvwxyz' }; } },
  { what: 'through a bridge', apply: (it) => { if (it.url) { Object.assign(it, { command: 'npx', args: ['-y', 'mcp-remote@1.0.0', it.url], type: 'stdio' }); delete it.url; } } },
];

export const declarations: fc.Arbitrary<Drawn> = fc.record({
  name: fc.constantFrom(...serverNames),
  base: fc.oneof({ weight: 6, arbitrary: planned }, { weight: 1, arbitrary: refused }, { weight: 2, arbitrary: line.map((words) => () => ofLine(words)) }, { weight: 2, arbitrary: url.map((text) => () => called(text)) }),
  changes: fc.oneof({ weight: 2, arbitrary: fc.constant([]) }, { weight: 5, arbitrary: fc.constantFrom(...changes).map((one) => [one]) }, { weight: 2, arbitrary: fc.array(fc.constantFrom(...changes), { minLength: 2, maxLength: 2 }) }),
});

export function written({ base, changes: made }: Drawn, plan: Plan): Written {
  const server = structuredClone(base(plan));
  for (const { apply } of made) apply(server);
  return server;
}
