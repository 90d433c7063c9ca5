import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { tempFolder } from '../files/temp.ts';
import { config, ok, policyText, run, unlisted, unpinned } from './run.ts';

const approve = (id: string, name: string, more: object = {}, fields: object = {}) => ({ id, state: 'approved', match: [{ package: { type: 'npm', name, versions: ['1.0.0'] }, ...more }], ...fields });
const token = `ghp_${'a1B2c3D4e5F6g7H8i9J0'.repeat(2).slice(0, 36)}`;

interface Diff {
  readonly entries: readonly { readonly id: string; readonly change: string; readonly fields: readonly string[] }[];
  readonly settings: readonly string[];
  readonly changes: readonly { readonly effect: string; readonly names: readonly string[]; readonly files: readonly string[]; readonly before: { readonly state: string }; readonly after: { readonly state: string } }[];
  readonly asBefore: number;
  readonly untold: readonly { readonly name: string; readonly why: string }[];
  readonly notes: readonly string[];
}

describe('mcp-roll-call policy diff', () => {
  let temp: ReturnType<typeof tempFolder>;
  let old: string;
  let next: string;
  beforeEach(() => {
    temp = tempFolder();
    temp.write('work/.vscode/mcp.json', config({ ok, other: unlisted, open: unpinned, off: { ...unlisted, args: ['gone@1.0.0'] } }));
    temp.write('work/.mcp.json', JSON.stringify({ mcpServers: { again: unlisted } }));
    old = temp.write('old.json', policyText([approve('ok', 'ok'), approve('gone', 'gone')]));
    next = temp.write('new.json', policyText([approve('other', 'other'), { id: 'gone', state: 'approved', owner: 'x', match: [{ package: { type: 'npm', name: 'gone', versions: ['1.0.0'] } }] }, approve('nobody has it', 'z')], { serial: 2, defaults: { unknown: 'error' } }));
  });
  afterEach(() => temp.remove());
  const diff = (...args: string[]) => run(['policy', 'diff', old, next, ...args], { cwd: temp.folder });
  const json = (...args: string[]): Diff => JSON.parse(diff(...args, '--format', 'json').stdout) as Diff;
  const shown = ({ changes }: Diff): string[] => changes.map(({ effect, names, before, after, files }) => `${effect} ${names.join('+')} ${before.state}>${after.state} ${files.map((file) => path.basename(file)).join('+')}`);

  it('tells which real servers get another verdict, newly approved ones first', () => {
    const { status, stdout } = diff('work', '--no-user');
    assert.equal(status, 0, stdout);
    assert.match(stdout, /^Policies\n {2}old: old\.json, Contoso, serial 1, 2 entries\n {2}new: new\.json, Contoso, serial 2, 3 entries\n\nEntries\n {2}added {4}other: approved\n/);
    assert.match(stdout, /Newly approved, or no longer denied\n {2}again, other: npm package other 1\.0\.0\n {4}unknown \(not-listed\) -> approved by other\n[^]*in work\/\.mcp\.json, work\/\.vscode\/mcp\.json\n/);
    assert.match(stdout, /Newly blocked\n {2}ok: npm package ok 1\.0\.0\n {4}approved by ok -> unknown \(not-listed\)\n/);
    assert.match(stdout, /\n2 newly approved or no longer denied, 1 newly blocked, 1 decided otherwise, 1 as before\.\n$/);
  });

  it('tells which entries and settings changed, also where nothing is touched', () => {
    const report = json('work', '--no-user');
    assert.deepEqual(report.entries.map(({ id, change, fields }) => `${change} ${id} ${fields.join()}`), ['added other ', 'changed gone owner', 'added nobody has it ', 'removed ok ']);
    assert.deepEqual(report.settings, ['defaults']);
    assert.deepEqual(shown(report), ['loosened again+other unknown>approved .mcp.json+mcp.json', 'blocked ok approved>unknown mcp.json', 'reason open unknown>unknown mcp.json']);
    assert.deepEqual(report.notes, []);
  });

  it('says where an entry only looks removed since it is broken, and says nothing of the serial of the same file', () => {
    const broken = temp.write('broken.json', policyText([approve('ok', 'ok'), { ...approve('gone', 'gone'), state: 'aproved' }], { serial: 2 }));
    const notes = (one: string, other: string) => (JSON.parse(run(['policy', 'diff', one, other, 'work', '--no-user', '--format', 'json'], { cwd: temp.folder }).stdout) as Diff).notes;
    assert.deepEqual(notes(old, broken), ['1 thing is wrong in broken.json, so that what stands there may not count here, or look removed. See: mcp-roll-call policy check broken.json']);
    assert.deepEqual(notes(old, old), []);
  }).timeout(60_000);

  it('fails only where that is asked for and something is let through', () => {
    assert.equal(diff('work', '--no-user', '--fail-on-loosened').status, 1);
    assert.equal(run(['policy', 'diff', old, old, 'work', '--no-user', '--fail-on-loosened'], { cwd: temp.folder }).status, 0);
    const denies = temp.write('denies.json', policyText([{ id: 'd', state: 'denied', match: [{ package: { type: 'npm', name: 'other' } }] }]));
    const nothing = temp.write('nothing.json', policyText([], { serial: 2 }));
    assert.equal(run(['policy', 'diff', denies, nothing, 'work', '--no-user', '--fail-on-loosened'], { cwd: temp.folder }).status, 1);
    assert.equal(run(['policy', 'diff', nothing, denies, 'work', '--no-user', '--fail-on-loosened'], { cwd: temp.folder }).status, 0);
  }).timeout(60_000);

  it('says when nobody would take the new issue, and when there was nothing to look at', () => {
    assert.deepEqual((JSON.parse(run(['policy', 'diff', next, old, 'work', '--no-user', '--format', 'json'], { cwd: temp.folder }).stdout) as Diff).notes, ['serial is 1, and was 2: who has taken the old issue will not take the new one. Raise it.']);
    temp.write('empty/README.md', '');
    assert.equal(diff('empty', '--no-user').status, 3);
  });

  it('ends with 4 where a policy cannot be used, with 2 for wrong usage', () => {
    assert.equal(run(['policy', 'diff', old, temp.write('bad.json', '{')]).status, 4);
    assert.equal(run(['policy', 'diff', path.join(temp.folder, 'none.json'), old]).status, 4);
    for (const args of [[old], [], [old, next, 'work', '--inventory', old], [old, next, '--inventory', old], [old, next, '--inventory', 'none.json']]) assert.equal(run(['policy', 'diff', ...args], { cwd: temp.folder }).status, 2, args.join(' '));
  }).timeout(60_000);

  it('writes Markdown in which no name means anything', () => {
    temp.write('work/.vscode/mcp.json', config({ '<img src=x>|[a](b)': unlisted }));
    const { stdout } = diff('work', '--no-user', '--format', 'markdown');
    assert.match(stdout, /^## What this policy changes\n/);
    assert.ok(!/<img|\[a\]/.test(stdout));
    assert.match(stdout, /\n\| &#60;img src=x&#62;&#124;&#91;a&#93;\(b\), again: npm package other 1\.0\.0 \| unknown \(not-listed\) \| approved by other \| /);
  });

  describe('over inventories', () => {
    const inventory = (file: string, format: string): string => {
      const out = path.join(temp.folder, file);
      const { status, stderr } = run(['inventory', 'work', '--no-user', '--no-store', '--format', format, '--output', out], { cwd: temp.folder });
      assert.equal(status, 0, stderr);
      return out;
    };

    for (const format of ['json', 'ndjson']) {
      it(`says the same as over the files, from ${format}`, () => {
        const report = json('--inventory', inventory(`i.${format}`, format));
        assert.deepEqual([shown(report), report.untold, report.asBefore], [shown(json('work', '--no-user')), [], 1]);
      });
    }

    it('decides from names of variables, switches and folders, and says what it cannot tell', () => {
      const servers = {
        plain: { command: 'npx', args: ['-y', 'a@1.0.0', '--ro'], env: { A: '1' } },
        secret: { command: 'npx', args: ['-y', 'a@1.0.0', '--token', 'q7Zr2mXv9Lk4Tn8Wp3'] },
        image: { command: 'docker', args: ['run', '-i', '--privileged', `mcp/x@sha256:${'a'.repeat(64)}`] },
        literal: { command: 'npx', args: ['-y', 'b@1.0.0'], env: { API_TOKEN: token } },
        far: { type: 'http', url: 'https://h.example/mcp?key=q7Zr2mXv9Lk4Tn8Wp3' },
        shell: { command: 'bash', args: ['-c', 'npx bad'] },
        both: { command: 'npx', args: ['-y', 'a@1.0.0'], url: 'https://h.example/' },
      };
      temp.write('work/.vscode/mcp.json', config(servers));
      temp.write('work/.mcp.json', '{"mcpServers":{}}');
      old = temp.write('old.json', policyText([]));
      next = temp.write('new.json', policyText([
        approve('a', 'a', { args: { allow: ['--ro'], denyExtra: true }, env: { allow: ['A'] } }),
        approve('b', 'b', { env: { denyLiteralSecrets: true } }),
        { id: 'image', state: 'approved', match: [{ package: { type: 'oci', name: 'mcp/x', digest: `sha256:${'a'.repeat(64)}` } }] },
        { id: 'far', state: 'approved', match: [{ url: { host: 'h.example', path: '/mcp', query: ['key'] } }] },
        { id: 'bad', state: 'denied', match: [{ package: { type: 'npm', name: 'bad' } }] },
      ], { serial: 2 }));
      const file = inventory('i.json', 'json');
      const report = json('--inventory', file);
      assert.deepEqual(shown(report).map((line) => line.replace(/ [^ ]*$/, '')), ['loosened far unknown>approved', 'loosened plain unknown>approved', 'blocked shell unknown>denied', 'reason image unknown>unknown']);
      assert.deepEqual(report.untold.map(({ name, why }) => `${name}: ${why}`).sort(), [
        'both: a part of its declaration that decides is masked in the inventory, or ambiguous.',
        'literal: the policy looks at a part of its declaration that is masked in the inventory.',
        'secret: the policy looks at a part of its declaration that is masked in the inventory.',
      ]);
      const text = fs.readFileSync(file, 'utf8');
      assert.ok(!text.includes('q7Zr2m') && !text.includes(token));
    });

    it('reads any number of them, and tells of rows of older versions and of what is no inventory', () => {
      const file = inventory('i.ndjson', 'ndjson');
      const older = temp.write('older.ndjson', fs.readFileSync(file, 'utf8').split('\n').filter(Boolean).map((line) => JSON.stringify(JSON.parse(line, (key, value: unknown) => (key === 'declared' ? undefined : value)))).join('\n'));
      const report = json('--inventory', file, '--inventory', older);
      assert.equal(report.untold.length, 5);
      assert.match(report.untold[0]!.why, /made by an older version\. Make it again/);
      const broken = diff('--inventory', temp.write('broken.ndjson', `${fs.readFileSync(file, 'utf8')}{"id": 1}\nnot JSON\n`));
      assert.equal(broken.status, 5);
      assert.match(broken.stdout, /Note: 2 rows of broken\.ndjson could not be read\./);
    });
  });
});
