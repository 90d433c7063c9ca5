import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';

const root = path.resolve(__dirname, '../../..');

/** Prints which bundles a run of the command line, or a use of a bundle, has loaded. */
const hook = `
const Module = require('node:module');
const loaded = new Set();
const load = Module._load;
Module._load = function (id, ...rest) { if (id.startsWith('./')) loaded.add(id); return load.call(this, id, ...rest); };
process.on('exit', () => require('node:fs').writeSync(2, JSON.stringify([...loaded])));
`;

describe('the bundles of the syntaxes', () => {
  let folder: string;
  before(() => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'mrc-syntaxes-'));
    for (const file of ['cli.js', 'commands.js', 'toml.js', 'yaml.js']) fs.copyFileSync(path.join(root, 'dist', file), path.join(folder, file));
    fs.writeFileSync(path.join(folder, 'hook.cjs'), hook);
    fs.mkdirSync(path.join(folder, 'w/.vscode'), { recursive: true });
    fs.writeFileSync(path.join(folder, 'w/.vscode/mcp.json'), '{"servers":{"a":{"command":"npx","args":["a@1.0.0"]}}}');
  });
  after(() => fs.rmSync(folder, { recursive: true, force: true }));

  it('are not loaded where all is JSON', () => {
    const { stdout, stderr } = spawnSync(process.execPath, ['--require', './hook.cjs', './cli.js', 'scan', 'w', '--no-user', '--format', 'json'], { cwd: folder, encoding: 'utf8' });
    assert.equal((JSON.parse(stdout) as { servers: unknown[] }).servers.length, 1);
    assert.deepEqual(JSON.parse(stderr), ['./commands.js']);
  });

  it('read and edit alone', () => {
    const probe = `
      const { toml } = require('./toml.js');
      const { yaml, frontMatter } = require('./yaml.js');
      const edited = (syntax, text) => { const { tree, problems } = syntax.parse(text); const [edit] = syntax.edits(text, tree, [{ op: 'replace', at: ['a'], value: 'b c' }]); return [problems.length, text.slice(0, edit.span.start) + edit.newText + text.slice(edit.span.end)]; };
      process.stdout.write(JSON.stringify([edited(toml, 'a = 1 # c'), edited(yaml, 'a: "1" # c'), edited(frontMatter, '---\\na: 1\\n---\\n')]));`;
    const { stdout, stderr } = spawnSync(process.execPath, ['-e', probe], { cwd: folder, encoding: 'utf8' });
    assert.equal(stderr, '');
    assert.deepEqual(JSON.parse(stdout), [[0, 'a = "b c" # c'], [0, 'a: "b c" # c'], [0, '---\na: b c\n---\n']]);
  });
});
