import { userFiles, workspaceFiles } from '../../../../src/core/clients/clients.ts';
import type { KnownFile } from '../../../../src/core/clients/known-file.ts';
import type { ConfigFile } from '../../../../src/core/config/config-file.ts';
import { pointer } from '../../../../src/core/config/node.ts';
import { readConfigFile } from '../../../../src/core/config/read.ts';
import { identify } from '../../../../src/core/identity/identify.ts';
import { claudeCodeNative } from '../../../../src/core/native/claude-code/claude-code.ts';
import type { Enforcement, Judgement, NativeCircumstances, NativeFile, NativeSubject } from '../../../../src/core/native/native.ts';
import { render } from '../../../../src/core/text/message.ts';

/** Claude Code's files on a Linux machine, as tests name them. */
const places = {
  managed: '/etc/claude-code/managed-settings.json',
  part: '/etc/claude-code/managed-settings.d/*.json',
  exclusive: '/etc/claude-code/managed-mcp.json',
  user: '/home/ada/.claude/settings.json',
  servers: '/home/ada/.claude.json',
  project: '.claude/settings.json',
  local: '.claude/settings.local.json',
  declared: '.mcp.json',
  agent: '.claude/agents/**/*.md',
  plugin: '/home/ada/.claude/plugins/cache/**/.mcp.json',
} as const;
export type Place = keyof typeof places;

const environment = { platform: 'linux', home: '/home/ada', env: {} } as const;
const knownByPlace = new Map<Place, KnownFile>(
  (Object.entries(places) as [Place, string][]).map(([place, path]) => [place, [...userFiles(environment), ...workspaceFiles].find((known) => known.path === path)!]),
);
const folder = '/src/ledger';

/** A file as it is read from disk. `name` for what stands in a pattern's place. */
export function configFile(place: Place, content: unknown, name = 'a'): ConfigFile {
  const known = knownByPlace.get(place)!;
  const path = places[place].replace('**/*', name).replace('**', name).replace('*', name);
  const text = typeof content === 'string' ? content : JSON.stringify(content);
  return readConfigFile({ path: known.scope === 'workspace' ? `${folder}/${path}` : path, known, live: true, content: { text }, ...(known.scope === 'workspace' && { root: folder }) });
}

/** Its lists, as a client's enforcement takes them. */
export function lists(place: Place, content: unknown, name?: string): NativeFile[] {
  const file = configFile(place, content, name);
  return (file.lists ?? []).map((list) => ({ list, path: file.path, scope: file.scope, ...(file.root !== undefined && { folder: file.root }) }));
}

/** Files by place, what stands in them, together. */
export function enforced(files: Partial<Record<Place, unknown>>, at: Partial<NativeCircumstances> = {}): Enforcement {
  return claudeCodeNative.enforce((Object.entries(files) as [Place, unknown][]).flatMap(([place, content]) => lists(place, content)), { platform: 'linux', ...at });
}

/** A server as Claude Code meets it, in the file that declares it. */
export function subject(server: object, name = 'ledger', place: Place = 'servers'): NativeSubject {
  const content = place === 'agent' ? `---\nname: x\nmcpServers:\n  - ${JSON.stringify(name)}: ${JSON.stringify(server)}\n---\n` : place === 'managed' ? { managedMcpServers: { [name]: server } } : { mcpServers: { [name]: server } };
  const file = configFile(place, content);
  const declaration = file.declarations[0]!;
  return { server: declaration, identity: identify(declaration, { scope: file.scope }), file };
}

export const stdio = (...argv: string[]): object => ({ command: argv[0], args: argv.slice(1) });
export const http = (url: string): object => ({ type: 'http', url });

export function outcome(enforcement: Enforcement, of: NativeSubject): Judgement['outcome'] {
  return enforcement.judge(of).outcome;
}

export function reason(enforcement: Enforcement, of: NativeSubject): string {
  return render(enforcement.judge(of).reason);
}

/** What is wrong across files: rule, file and way to it. */
export function problems(enforcement: Enforcement): string[] {
  return enforcement.problems.map(({ rule, file, path }) => `${rule} ${file.path.replace(/^.*\//, '')} ${pointer(path)}`);
}
