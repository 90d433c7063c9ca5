import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import { isBuiltin } from 'node:module';
import * as path from 'node:path';

const root = path.resolve(__dirname, '../../..');

/** Runs in a process of its own, with the bundles alone in a folder and a stand-in for VS Code's API that records what is asked of it. */
const probe = `
const Module = require('node:module');
const loaded = [];
const calls = [];
const named = (name) => new Proxy(function () {}, {
  get: (target, key) => (typeof key === 'symbol' || key === 'then' ? undefined : named(name ? name + '.' + key : key)),
  apply: () => { calls.push(name); return named(name + '()'); },
  construct: () => named(name),
  set: () => true,
});
const vscode = Object.fromEntries(['window', 'commands', 'l10n', 'StatusBarAlignment', 'CancellationError'].map((name) => [name, named(name)]));
const load = Module._load;
Module._load = function (id, ...rest) { loaded.push(id); return id === 'vscode' ? vscode : load.call(this, id, ...rest); };
const fs = require('node:fs');
loaded.length = 0;
const touched = [];
const extension = require('./extension.js');
for (const name of Object.keys(fs)) if (typeof fs[name] === 'function' && /^(read|open|stat|lstat|readdir|opendir|watch|access|exists|realpath)/.test(name)) { const real = fs[name]; fs[name] = (...args) => { touched.push(name); return real(...args); }; }
extension.activate({ subscriptions: { push() {} }, extensionUri: named('uri'), globalStorageUri: named('uri') });
process.stdout.write(JSON.stringify({ loaded, calls, touched }));
process.exit(0);
`;

/** What ajv, inside the official SDK, writes into the code that it can print for others: text, which nothing of it runs. */
function isAjvsText(id: string): boolean {
  return /^ajv(?:-formats)?\/dist\//.test(id);
}

describe('the extension as it ships', () => {
  let folder: string;
  before(() => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'mrc-bundle-'));
    for (const file of ['extension.js', 'session.js', 'register-server.js', 'policy-authoring.js', 'schema-help.js', 'shelf.js', 'export-policy.js', 'enforcement.js', 'block-everywhere.js', 'listening.js', 'inventory-tools.js', 'prober.js', 'sign-in.js', 'toml.js', 'yaml.js']) fs.copyFileSync(path.join(root, 'dist', file), path.join(folder, file));
    fs.writeFileSync(path.join(folder, 'probe.cjs'), probe);
  });
  after(() => fs.rmSync(folder, { recursive: true, force: true }));

  it('on activation only registers: no module but VS Code’s is loaded, no file is touched', () => {
    const { stdout, stderr } = spawnSync(process.execPath, ['probe.cjs'], { cwd: folder, encoding: 'utf8' });
    assert.equal(stderr, '');
    const { loaded, calls, touched } = JSON.parse(stdout) as { loaded: string[]; calls: string[]; touched: string[] };
    assert.deepEqual(loaded, ['./extension.js', 'vscode']);
    assert.deepEqual(touched, []);
    assert.deepEqual([...new Set(calls)].sort(), ['commands.registerCommand', 'l10n.t', 'window.createOutputChannel', 'window.createStatusBarItem', 'window.createStatusBarItem().show']);
  });

  it('needs nothing beside it: its bundles name no module of another package', () => {
    for (const file of ['extension.js', 'session.js', 'register-server.js', 'policy-authoring.js', 'schema-help.js', 'shelf.js', 'export-policy.js', 'enforcement.js', 'block-everywhere.js', 'listening.js', 'inventory-tools.js', 'prober.js', 'sign-in.js', 'toml.js', 'yaml.js']) {
      const text = fs.readFileSync(path.join(folder, file), 'utf8');
      const required = new Set([...text.matchAll(/\brequire\("([^"]+)"\)/g)].map((match) => match[1]!).filter((id) => !isBuiltin(id) && !isAjvsText(id)));
      assert.deepEqual([...required], file === 'prober.js' ? ['./sign-in.js'] : /^(?:toml|yaml|inventory-tools|sign-in)/.test(file) ? [] : ['vscode'], file);
    }
  });

  it('has all its bundles in both packages', () => {
    for (const [list, start] of [['.vscodeignore', 'extension.js'], ['.npmignore', 'cli.js']] as const) {
      const shipped = fs.readFileSync(path.join(root, list), 'utf8').split('\n').filter((line) => /^!dist\/./.test(line));
      // Those that one of them loads, however late.
      const needed = new Set<string>([start]);
      for (const file of needed) for (const [, next] of fs.readFileSync(path.join(root, 'dist', file), 'utf8').matchAll(/\b(?:require|import)\(["']\.\/([\w-]+\.js)["']\)/g)) needed.add(next!);
      assert.deepEqual(shipped.sort(), [...needed].map((file) => `!dist/${file}`).sort(), list);
    }
  });
});
