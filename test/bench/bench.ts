// Ratios against a floor measured in the same run, medians of at least five, with the goal of facts/performance.md beside each.
// A benchmark, never a test: it prints, it does not fail.
import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import { createRequire } from 'node:module';
import * as os from 'node:os';
import * as path from 'node:path';
import { parseTree } from 'jsonc-parser';
import { parseTOML } from 'toml-eslint-parser';
import type * as languageService from 'vscode-json-languageservice';
import { parseDocument, stringify } from 'yaml';
import { assess } from '../../src/core/assess.ts';
import { workspaceFileAt } from '../../src/core/clients/clients.ts';
import { readConfigFile } from '../../src/core/config/read.ts';
import { toml } from '../../src/core/config/toml.ts';
import { yaml } from '../../src/core/config/yaml.ts';
import { noFacts } from '../../src/core/facts.ts';
import { compilePolicy } from '../../src/core/policy/compile.ts';
import type { PolicyState } from '../../src/core/policy/policy-state.ts';
import { readPolicy } from '../../src/core/policy/read.ts';
import { cachedPolicyBench } from './cached-policy.ts';
import { check } from './check.ts';
import { configOf, median, policyOf, tomlOf } from './data.ts';
import { discovery } from './discovery.ts';
import { compileBench, nativeBench } from './native.ts';
import { probeBench } from './probe.ts';
import { registryBench } from './registry.ts';

const root = path.resolve(__dirname, '../../..');
const require = createRequire(path.join(root, 'package.json'));
const temp = fs.mkdtempSync(path.join(os.tmpdir(), 'roll-call-bench-'));
const now = '2026-11-21T00:00:00Z';
const known = workspaceFileAt('.vscode/mcp.json')!;

function row(goal: string, what: string, ratio: number, limit: number, detail: string): void {
  console.log(`${ratio <= limit ? 'ok  ' : 'OVER'} ${goal.padEnd(4)} ${what.padEnd(58)} ${ratio.toFixed(2).padStart(6)}  goal ${String(limit).padStart(4)}  ${detail}`);
}

/** Median milliseconds of each, run in turns, so that a noisy moment hits all of them. */
async function times(runs: number, warm: number, ...work: (() => unknown)[]): Promise<number[]> {
  const samples = work.map((): number[] => []);
  // Warm first: what is asked is what a second keystroke costs, not the first.
  for (let run = -warm; run < runs; run++) {
    for (const [i, one] of work.entries()) {
      const start = performance.now();
      await one();
      if (run >= 0) samples[i]!.push(performance.now() - start);
    }
  }
  return samples.map(median);
}

function policy(entries: number): PolicyState {
  const { document, problems } = readPolicy(policyOf(entries), '/p.json');
  if (!document || problems.length > 0) throw new Error('the bench policy is malformed');
  return { kind: 'ready', parts: [], policy: compilePolicy([{ document, approves: true }]) };
}

function lint(text: string, state: PolicyState): number {
  const file = readConfigFile({ path: '/w/.vscode/mcp.json', root: '/w', known, live: true, content: { text } });
  return assess({ files: [file], policy: state, facts: noFacts, now }).findings.length;
}

async function oneFile(): Promise<void> {
  const large = policy(10_000);
  const small = policy(10);
  const thousand = configOf(1000);
  const tenThousand = configOf(10_000);
  const { getLanguageService, TextDocument } = require('vscode-json-languageservice') as typeof languageService;
  const service = getLanguageService({});
  service.configure({ validate: true, allowComments: true });
  const text = { type: 'string' } as const;
  const server = { type: 'object', additionalProperties: false, properties: { type: { enum: ['stdio', 'http', 'sse'] }, command: text, args: { type: 'array', items: text }, env: { type: 'object', additionalProperties: text }, url: { type: 'string', pattern: '^https?://' }, headers: { type: 'object', additionalProperties: text } } } as const;
  const schema = { type: 'object', properties: { servers: { type: 'object', additionalProperties: server }, inputs: { type: 'array' } } } as const;
  // What VS Code does with the same text on each change: parse it, and validate it against a schema.
  const validate = async (content: string): Promise<unknown> => {
    const document = TextDocument.create('file:///mcp.json', 'jsonc', 1, content);
    return service.doValidation(document, service.parseJSONDocument(document), { comments: 'ignore', trailingCommas: 'ignore' }, schema as never);
  };

  const [tree1, lint1, jls1] = await times(25, 15, () => parseTree(thousand), () => lint(thousand, large), () => validate(thousand));
  const [tree10, lint10] = await times(9, 3, () => parseTree(tenThousand), () => lint(tenThousand, large));
  row('P1', 'all rules and policy, 1,000 servers, against parseTree', lint1! / tree1!, 2.5, `${lint1!.toFixed(1)} ms`);
  row('P1', 'all rules and policy, 10,000 servers, against parseTree', lint10! / tree10!, 3, `${lint10!.toFixed(0)} ms`);
  row('P2', 'the same, 1,000 servers, against VS Code’s JSON validation', lint1! / jls1!, 0.5, `${jls1!.toFixed(1)} ms`);
  row('P3', 'growth from 1,000 to 10,000, against parseTree’s own', lint10! / lint1! / (tree10! / tree1!), 1.2, `${(lint10! / lint1!).toFixed(1)}x`);
  const [with10000, with10] = await times(25, 10, () => lint(thousand, large), () => lint(thousand, small));
  row('P4', 'policy of 10,000 entries against one of 10', with10000! / with10!, 1.2, '');
}

/** Our tree of a text against what the best library for it makes of the same. */
async function otherSyntaxes(): Promise<void> {
  for (const servers of [100, 1000]) {
    const runs = servers === 100 ? 25 : 9;
    const inToml = tomlOf(servers);
    const [library, ours] = await times(runs, 5, () => parseTOML(inToml, { tomlVersion: '1.1' }), () => toml.parse(inToml));
    row('new', `TOML to a tree, ${servers.toLocaleString('en')} servers, against toml-eslint-parser`, ours! / library!, 1.5, `${ours!.toFixed(1)} ms`);
    const inYaml = stringify(JSON.parse(configOf(servers)));
    const [libraryYaml, oursYaml] = await times(runs, 3, () => parseDocument(inYaml), () => yaml.parse(inYaml));
    row('new', `YAML to a tree, ${servers.toLocaleString('en')} servers, against yaml’s parseDocument`, oursYaml! / libraryYaml!, 1.5, `${oursYaml!.toFixed(1)} ms`);
  }
}

function start(args: readonly string[]): () => number {
  return () => spawnSync(process.execPath, args, { cwd: temp, stdio: 'ignore' }).status ?? -1;
}

async function processes(): Promise<void> {
  const cli = path.join(root, 'dist/cli.js');
  const empty = path.join(temp, 'empty.js');
  fs.writeFileSync(empty, '');
  const workspace = path.join(temp, 'ten');
  fs.mkdirSync(path.join(workspace, '.vscode'), { recursive: true });
  fs.writeFileSync(path.join(workspace, '.vscode/mcp.json'), configOf(10));
  const [floor, version, scan] = await times(15, 2, start([empty]), start([cli, '--version']), start([cli, 'scan', workspace, '--no-user']));
  const limit = Number(process.versions.node.split('.')[0]) >= 22 ? 2.2 : 1.6;
  row('P5', 'CLI, cold scan of 10 servers, against empty Node', scan! / floor!, limit, `${scan!.toFixed(0)} ms`);
  row('P5', 'CLI, --version, against empty Node', version! / floor!, 1.2, `${version!.toFixed(0)} ms`);

  const tree = path.join(temp, 'fleet');
  for (let i = 0; i < 10_000; i++) {
    const folder = path.join(tree, `r${i % 100}`, `repo${i}`, '.vscode');
    fs.mkdirSync(folder, { recursive: true });
    fs.writeFileSync(path.join(folder, 'mcp.json'), configOf(3));
  }
  const hook = path.join(temp, 'rss.cjs');
  fs.writeFileSync(hook, `process.on('exit', () => require('fs').writeSync(2, 'RSS ' + process.resourceUsage().maxRSS + '\\n'));`);
  const rss = (args: readonly string[]): number => {
    // The report goes nowhere: what a reader of a pipe has not taken yet would count as the scan's memory.
    const { stderr } = spawnSync(process.execPath, ['--require', hook, ...args], { encoding: 'utf8', stdio: ['ignore', 'ignore', 'pipe'] });
    return Number(/RSS (\d+)/.exec(stderr)?.[1] ?? Number.NaN) / 1024;
  };
  const floors = Array.from({ length: 5 }, () => rss([empty]));
  const scans = Array.from({ length: 5 }, () => rss([cli, 'scan', tree, '--no-user', '--format', 'json']));
  const above = median(scans) - median(floors);
  row('P13', 'memory of a scan of 10,000 configs above empty Node, of 150 MB', above / 150, 1, `${above.toFixed(0)} MB`);
}

/** The extension's bundle with a stand-in for the API: what requiring and activating it cost by themselves. */
function extension(): void {
  const bundle = path.join(root, 'dist/extension.js');
  const bytes = fs.statSync(bundle).size;
  row('P14', 'extension bundle, of 300 kB', bytes / 300_000, 1, `${(bytes / 1000).toFixed(1)} kB`);
  const probe = path.join(temp, 'activate.cjs');
  fs.writeFileSync(
    probe,
    `const Module = require('node:module');
     const anything = new Proxy(function () {}, { get: (t, k) => (k === Symbol.toPrimitive ? () => '' : k === 'then' ? undefined : anything), apply: () => anything, construct: () => anything, set: () => true });
     const vscode = { window: anything, commands: anything, l10n: anything, StatusBarAlignment: anything, CancellationError: Error };
     const load = Module._load;
     Module._load = function (id, ...rest) { return id === 'vscode' ? vscode : load.call(this, id, ...rest); };
     const a = performance.now();
     const extension = require(${JSON.stringify(bundle)});
     const b = performance.now();
     extension.activate({ subscriptions: [], extensionUri: anything, globalStorageUri: anything, globalState: anything });
     console.log(b - a, performance.now() - b);
     process.exit(0);`,
  );
  const samples = Array.from({ length: 11 }, () => spawnSync(process.execPath, [probe], { encoding: 'utf8' }).stdout.trim().split(' ').map(Number));
  const required = median(samples.map(([a]) => a!));
  const activated = median(samples.map(([, b]) => b!));
  row('P14', 'activate() against requiring the bundle', activated / required, 1, `${activated.toFixed(2)} ms, require ${required.toFixed(1)} ms`);
}

async function main(): Promise<void> {
  console.log(`Node ${process.versions.node}, ${os.cpus().length} cores; ratios, medians of at least 5`);
  const chosen = process.argv[2];
  const parts: Readonly<Record<string, () => unknown>> = { file: oneFile, syntaxes: otherSyntaxes, processes, extension, discovery: () => discovery(root, temp, row), registry: () => registryBench(temp, row, times, lint), policy: () => cachedPolicyBench(temp, row), native: async () => {
    await nativeBench(row, times);
    await compileBench(row, times);
  }, probe: () => probeBench(row, times), check: () => check(root, temp, row) };
  // What is measured against a program that has to be fetched first runs only when asked for.
  for (const [name, run] of Object.entries(parts)) if (chosen === undefined ? name !== 'check' : chosen === name) await run();
  fs.rmSync(temp, { recursive: true, force: true });
}

void main();
