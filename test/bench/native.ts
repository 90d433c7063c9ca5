import { assess } from '../../src/core/assess.ts';
import type { Environment } from '../../src/core/clients/client.ts';
import { userFiles, workspaceFiles } from '../../src/core/clients/clients.ts';
import type { ConfigFile } from '../../src/core/config/config-file.ts';
import { readConfigFile } from '../../src/core/config/read.ts';
import { noFacts } from '../../src/core/facts.ts';
import { planOf } from '../../src/core/native/compile/plan-of.ts';
import { NativeLayers } from '../../src/core/native/layers.ts';
import type { NativeId } from '../../src/core/native/native.ts';
import { natives } from '../../src/core/native/natives.ts';
import { targets } from '../../src/core/native/targets.ts';
import { verifyEnforcement } from '../../src/core/native/verify/verify-enforcement.ts';
import { compilePolicy } from '../../src/core/policy/compile.ts';
import type { PolicyState } from '../../src/core/policy/policy-state.ts';
import { readPolicy } from '../../src/core/policy/read.ts';
import { configOf, policyOf } from './data.ts';

type Row = (goal: string, what: string, ratio: number, limit: number, detail: string) => void;
type Times = (runs: number, warm: number, ...work: (() => unknown)[]) => Promise<number[]>;

const environment: Environment = { platform: 'linux', home: '/home/ada', vscodeUserFolder: '/home/ada/.config/Code/User', env: {} };
const now = '2026-11-21T00:00:00Z';

/** Lists of that many entries, of which half deny; as many addresses as command lines, one in ten with a `*`. The first ones fit `configOf`. */
function listsOf(entries: number): Record<'allow' | 'deny', object[]> {
  const half = Array.from({ length: entries / 2 }, (_, i) => i);
  const line = (i: number, name: string): object => ({ serverCommand: ['npx', '-y', `@contoso/${name}-${i}@1.${i % 40}.2`, '--read-only', '--scope', 'team'] });
  const address = (i: number, name: string): object => ({ serverUrl: `https://${name}-${i}.contoso.com/mcp${i % 10 === 1 ? '/*' : ''}` });
  return { allow: half.map((i) => (i % 2 === 0 ? line(i * 2, 'tool') : address(i * 2 + 1, 'tool'))), deny: half.map((i) => (i % 2 === 0 ? line(i, 'other') : address(i, 'other'))) };
}

/** Where each client has them, and where it finds the servers. */
const places: Readonly<Partial<Record<NativeId, { readonly lists: string; readonly servers: string; readonly content: (lists: ReturnType<typeof listsOf>) => object }>>> = {
  vscode: { lists: '/home/ada/.config/Code/User/settings.json', servers: '.vscode/mcp.json', content: ({ allow, deny }) => ({ 'chat.mcp.allowedServers': allow, 'chat.mcp.deniedServers': deny }) },
  'claude-code': { lists: '/etc/claude-code/managed-settings.json', servers: '.mcp.json', content: ({ allow, deny }) => ({ allowedMcpServers: allow, deniedMcpServers: deny }) },
  copilot: { lists: '/etc/github-copilot/managed-settings.json', servers: '.mcp.json', content: ({ allow, deny }) => ({ allowedMcpServers: allow, deniedMcpServers: deny }) },
};

function fileAt(path: string, text: string): ConfigFile {
  const known = [...userFiles(environment), ...workspaceFiles].find((one) => one.path === path)!;
  const inFolder = known.scope === 'workspace';
  return readConfigFile({ path: inFolder ? `/w/${path}` : path, known, live: true, content: { text }, ...(inFolder && { root: '/w' }) });
}

function policy(entries: number): Extract<PolicyState, { kind: 'ready' }> {
  return { kind: 'ready', parts: [], policy: compilePolicy([{ document: readPolicy(policyOf(entries), '/p.json').document!, approves: true }]) };
}

/** What assistants' own lists cost: nothing where there are none, and with their length no more than reading them; and what is made of them. */
export async function nativeBench(row: Row, times: Times): Promise<void> {
  const state = policy(1000);
  const text = configOf(1000);
  for (const [id, { lists, servers, content }] of Object.entries(places)) {
    const file = fileAt(servers, servers === '.mcp.json' ? text.replace('"servers"', '"mcpServers"') : text);
    const judged = (entries: number) => {
      const list = fileAt(lists, JSON.stringify(content(listsOf(entries))));
      return () => {
        const enforced = NativeLayers.of([list], { platform: 'linux', env: {} });
        return assess({ files: [file, list], policy: state, facts: noFacts, now, ...(enforced && { enforced }) }).servers;
      };
    };
    const [without, with100, with1000] = await times(9, 3, () => assess({ files: [file], policy: state, facts: noFacts, now }).servers, judged(100), judged(1000));
    row('new', `1,000 servers under lists of 1,000 entries (${id}), against no list`, with1000! / without!, 8, `${with1000!.toFixed(0)} ms`);
    row('new', `the same, growth from 100 to 1,000 entries`, with1000! / with100!, 6, '');
  }
}

/** Saying a policy in every client's keys, and holding what a machine has against it. */
export async function compileBench(row: Row, times: Times): Promise<void> {
  const [small, large] = [policy(100), policy(1000)];
  for (const target of targets) {
    const made = ({ policy: of }: typeof small) => () => target.compile(planOf(of, { now, mode: 'allow-and-deny', seen: [] }));
    const [t100, t1000] = await times(5, 1, made(small), made(large));
    row('new', `a policy compiled for ${target.id}, growth from 100 to 1,000 entries`, t1000! / t100!, 15, `${t1000!.toFixed(0)} ms`);
  }
  const file = fileAt('.vscode/mcp.json', configOf(1000));
  const verified = (of: typeof small, entries: number) => {
    const files = [file, ...Object.values(places).map(({ lists, content }) => fileAt(lists, JSON.stringify(content(listsOf(entries)))))];
    const { servers } = assess({ files, policy: of, facts: noFacts, now });
    return () => verifyEnforcement({ policy: of, files, servers, natives, installed: [{ client: 'vscode', versions: [], at: '/opt' }], environment, now });
  };
  const [v100, v1000] = await times(5, 1, verified(small, 100), verified(large, 1000));
  row('new', 'verify, growth from 100 to 1,000 entries', v1000! / v100!, 12, `${v1000!.toFixed(0)} ms`);
}
