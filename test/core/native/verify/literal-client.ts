import { assessFile } from '../../../../src/core/assess-file.ts';
import type { AssessedServer } from '../../../../src/core/assess.ts';
import type { ClientId, Environment, Scope } from '../../../../src/core/clients/client.ts';
import { userFiles, workspaceFiles, type KnownFile } from '../../../../src/core/clients/clients.ts';
import type { ConfigFile } from '../../../../src/core/config/config-file.ts';
import { readConfigFile } from '../../../../src/core/config/read.ts';
import { noFacts } from '../../../../src/core/facts.ts';
import type { NativeClient, NativeEntry, NativeList, NativeSwitch } from '../../../../src/core/native/native.ts';
import { verifyEnforcement } from '../../../../src/core/native/verify/verify-enforcement.ts';
import type { InstalledClient, Verification } from '../../../../src/core/native/verify/verification.ts';
import type { CompiledPolicy } from '../../../../src/core/policy/compile.ts';
import type { PolicyState } from '../../../../src/core/policy/policy-state.ts';
import { say, type Message } from '../../../../src/core/text/message.ts';
import { now } from '../../policy/subjects.ts';

export const environment: Environment = { platform: 'linux', home: '/home/ana', env: {} };

export interface Lists {
  readonly allow?: readonly string[];
  readonly deny?: readonly string[];
  readonly switches?: Readonly<Record<string, string | boolean>>;
}

/** A file of lists: each entry is a server's name, or its whole command line or address. */
export function listing(path: string, scope: Scope, { allow, deny = [], switches = {} }: Lists, root?: string): ConfigFile {
  const matches = (text: string): NativeEntry['matches'] => (/^https?:/.test(text) ? { kind: 'url', pattern: text } : text.includes(' ') ? { kind: 'command', argv: text.split(' ') } : { kind: 'name', name: text });
  const entry = (effect: NativeEntry['effect']) => (text: string, i: number): NativeEntry => ({ effect, path: [effect, i], matches: matches(text) });
  const list: NativeList = {
    native: 'vscode', allows: allow !== undefined, problems: [],
    entries: [...(allow ?? []).map(entry('allow')), ...deny.map(entry('deny'))],
    switches: Object.entries(switches).map(([key, value]): NativeSwitch => ({ key, value, path: [key] })),
  };
  const known: KnownFile = { path, scope, clients: ['vscode'], spelling: 'vscode', locations: [{ scope, path, syntax: 'json', servers: [] }] };
  return { ...readConfigFile({ path, known, live: true, content: { text: '{}' }, ...(root !== undefined && { root }) }), lists: [list] };
}

/** Deny wins, allow lists unite, and the switch `free` in any file makes all of it void; `cloud` in one makes what no list names undetermined. */
export function literalClient({ unseen = [], clients = ['vscode'] }: { readonly unseen?: readonly Message[]; readonly clients?: readonly ClientId[] } = {}): NativeClient {
  return {
    id: 'vscode', name: 'VS Code', clients, sources: [],
    enforce(files) {
      const free = files.some(({ list }) => list.switches.some(({ key }) => key === 'free'));
      const vague = files.some(({ list }) => list.switches.some(({ key }) => key === 'cloud'));
      const entries = files.flatMap((file) => file.list.entries.map((entry) => ({ file, entry })));
      return {
        native: 'vscode', files, problems: [], unseen,
        restricts: !free && files.some(({ list }) => list.allows || list.entries.length > 0),
        judge({ server }) {
          const words = new Set([server.name, server.url?.value, server.command && [server.command.value, ...server.args.map(({ value }) => value)].join(' ')]);
          const hit = (effect: NativeEntry['effect']) => entries.find(({ entry }) => entry.effect === effect && words.has(textOf(entry.matches)));
          const denied = hit('deny');
          if (free) return { outcome: 'allowed', reason: say('The folder frees every server.') };
          if (denied) return { outcome: 'blocked', reason: say('Its deny list names it.'), by: { file: denied.file, path: denied.entry.path } };
          if (vague) return { outcome: 'undetermined', reason: say('A registry decides.') };
          if (!files.some(({ list }) => list.allows) || hit('allow')) return { outcome: 'allowed', reason: say('No list keeps it out.') };
          return { outcome: 'blocked', reason: say('Its allow list does not name it.') };
        },
      };
    },
  };
}

function textOf(matches: NativeEntry['matches']): string | undefined {
  return matches.kind === 'name' ? matches.name : matches.kind === 'url' ? matches.pattern : matches.kind === 'command' ? matches.argv.join(' ') : undefined;
}

/** A config file with servers, of the workspace or the user. */
export function config(servers: Readonly<Record<string, unknown>>, { root, client = 'vscode' }: { readonly root?: string; readonly client?: ClientId } = {}): ConfigFile {
  const known = root === undefined ? userFiles(environment).find((one) => one.spelling === client && one.scope === 'user' && !one.aside && one.locations[0]!.servers.length > 0)! : workspaceFiles.find((one) => one.spelling === client && one.locations[0]!.servers.length > 0)!;
  const place = known.locations[0]!.servers[0]!;
  const at = place === 'bare' ? [] : place.at;
  const text = JSON.stringify(at.reduceRight<unknown>((inner, key) => ({ [key]: inner }), servers));
  return readConfigFile({ path: root === undefined ? known.path : `${root}/${known.path}`, known, live: true, content: { text }, ...(root !== undefined && { root }) });
}

export function ready(policy: CompiledPolicy): PolicyState {
  return { kind: 'ready', parts: [], policy };
}

export const here: readonly InstalledClient[] = [{ client: 'vscode', versions: ['1.140.0'], at: '/usr/share/code' }];

export function assessed(policy: PolicyState, files: readonly ConfigFile[]): readonly AssessedServer[] {
  return files.flatMap((file) => assessFile(file, { policy, facts: noFacts, now }).servers);
}

export function verified(policy: PolicyState, files: readonly ConfigFile[], { natives = [literalClient()], installed = here, only }: { readonly natives?: readonly NativeClient[]; readonly installed?: readonly InstalledClient[]; readonly only?: ClientId } = {}): Verification {
  return verifyEnforcement({ policy, files, servers: assessed(policy, files), natives, installed, environment, now, ...(only && { only }) });
}
