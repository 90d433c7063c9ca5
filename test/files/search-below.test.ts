import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import * as fc from 'fast-check';
import { render } from '../../src/core/text/message.ts';
import { findBelow, searchBelow } from '../../src/host/files/find-below.ts';
import { isInside } from '../../src/host/files/inside.ts';
import { tempFolder } from './temp.ts';

const identity = ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.com', '-c', 'init.defaultBranch=main', '-c', 'commit.gpgSign=false', '-c', 'protocol.file.allow=always'];

function git(folder: string, ...args: string[]): void {
  execFileSync('git', [...identity, ...args], { cwd: folder, stdio: 'ignore', env: { ...process.env, GIT_CONFIG_NOSYSTEM: '1', GIT_CONFIG_GLOBAL: path.join(folder, 'none') } });
}

describe('searching below a folder', () => {
  let temp: ReturnType<typeof tempFolder>;
  beforeEach(() => {
    temp = tempFolder();
  });
  afterEach(() => temp.remove());

  const relative = (file: string): string => path.relative(temp.folder, file).replaceAll('\\', '/');
  const search = async (folder = temp.folder): Promise<{ by: string; found: string[]; left: string[] }> => {
    const { places, notLookedInto, way } = await searchBelow(folder, { git: true });
    return {
      by: way.by === 'git' ? 'git' : `walk, since ${way.why ? render(way.why) : 'nobody asked'}`,
      found: places.map((place) => `${relative(place.path)} of ${relative(place.root!) || '.'}${place.live ? '' : ' (dormant)'}`),
      left: notLookedInto.map(({ reason }) => render(reason)),
    };
  };
  const servers = '{"mcpServers":{}}';

  it('asks git: what is tracked, untracked, ignored and still live, in folders of which nothing is tracked', async () => {
    git(temp.folder, 'init');
    for (const file of ['apps/tracked/.mcp.json', 'apps/tracked/a.ts', 'apps/untracked/.mcp.json', 'apps/tracked/.vscode/mcp.json', 'build/x/.cursor/mcp.json', 'node_modules/p/.mcp.json']) temp.write(file, servers);
    temp.write('.gitignore', '.vscode\nbuild/\nnode_modules\n');
    git(temp.folder, 'add', '.gitignore', 'apps/tracked/.mcp.json', 'apps/tracked/a.ts');
    assert.deepEqual(await search(), {
      by: 'git',
      found: ['apps/tracked/.mcp.json of apps/tracked', 'apps/tracked/.vscode/mcp.json of apps/tracked', 'apps/untracked/.mcp.json of apps/untracked', 'build/x/.cursor/mcp.json of build/x'],
      left: ['folders of installed or generated files: node_modules'],
    });
  });

  it('looks into nested repositories and submodules, which git does not', async () => {
    const other = tempFolder();
    git(other.folder, 'init');
    other.write('deep/.mcp.json', servers);
    git(other.folder, 'add', '.');
    git(other.folder, 'commit', '-m', 'one');
    git(temp.folder, 'init');
    git(temp.folder, 'submodule', 'add', other.folder, 'sub');
    git(temp.folder, 'clone', other.folder, 'nested');
    temp.write('sub/.mcp.json', servers);
    assert.deepEqual((await search()).found, ['nested/deep/.mcp.json of nested/deep', 'sub/.mcp.json of sub', 'sub/deep/.mcp.json of sub/deep']);
    assert.equal((await search()).by, 'git');
    other.remove();
  });

  it('does not name what the index lists and nobody finds: deleted, behind a link by now', async () => {
    const outside = tempFolder();
    outside.write('.mcp.json', servers);
    git(temp.folder, 'init');
    for (const file of ['gone/.mcp.json', 'moved/.mcp.json', 'stays/.mcp.json']) temp.write(file, servers);
    git(temp.folder, 'add', '.');
    fs.rmSync(path.join(temp.folder, 'gone'), { recursive: true });
    fs.rmSync(path.join(temp.folder, 'moved'), { recursive: true });
    fs.symlinkSync(outside.folder, path.join(temp.folder, 'moved'));
    assert.deepEqual((await search()).found, ['stays/.mcp.json of stays']);
    outside.remove();
  });

  it('walks where git knows nothing, and says why', async () => {
    temp.write('a/.mcp.json', servers);
    const { by, found } = await search();
    assert.match(by, /^walk, since (?:it is no git repository|git takes it for one untracked folder of a repository above it)$/);
    assert.deepEqual(found, ['a/.mcp.json of a']);
    fs.mkdirSync(path.join(temp.folder, '.git'));
    temp.write('.git/HEAD', 'nonsense');
    assert.deepEqual(await search(), { by: 'walk, since git could not list it', found: ['a/.mcp.json of a'], left: ['folders of installed or generated files: .git'] });
    fs.rmSync(path.join(temp.folder, '.git'), { recursive: true });
    git(temp.folder, 'init');
    temp.write('b/c/.mcp.json', servers);
    assert.deepEqual((await search(path.join(temp.folder, 'b'))).found, ['b/c/.mcp.json of b/c'], 'a folder in which nothing is tracked');
  });

  it('runs nothing and believes nothing that the repository’s own settings say', async () => {
    const elsewhere = tempFolder();
    git(temp.folder, 'init');
    temp.write('a/tracked.ts', '');
    git(temp.folder, 'add', '.');
    temp.write('a/.vscode/mcp.json', servers);
    temp.write('A/.VSCODE/MCP.JSON', servers);
    const ran = path.join(elsewhere.folder, 'ran');
    const hook = elsewhere.write('hook.sh', `#!/bin/sh\ntouch '${ran}'\nexit 1\n`);
    fs.chmodSync(hook, 0o755);
    git(temp.folder, 'config', 'core.fsmonitor', hook);
    git(temp.folder, 'config', 'core.worktree', elsewhere.folder);
    git(temp.folder, 'config', 'core.untrackedCache', 'true');
    git(temp.folder, 'config', 'core.ignoreCase', 'true');
    git(temp.folder, 'config', 'core.hooksPath', elsewhere.folder);
    git(temp.folder, 'config', 'core.excludesFile', elsewhere.write('all', '*\n'));
    const { by, found } = await search();
    assert.equal(by, 'git');
    assert.ok(found.includes('a/.vscode/mcp.json of a'), found.join());
    assert.equal(fs.existsSync(ran), false, 'something of the repository was run');
    elsewhere.remove();
  });

  it('gives up when it is told to, and tells how far it is', async () => {
    for (let i = 0; i < 30; i++) temp.write(`d${i}/f/.mcp.json`, servers);
    const given = new AbortController();
    given.abort(new Error('given up'));
    await assert.rejects(searchBelow(temp.folder, { git: true, signal: given.signal }), /given up/);
    git(temp.folder, 'init');
    await assert.rejects(searchBelow(temp.folder, { git: true, signal: given.signal }), /given up/);
  });

  it('finds by git exactly what a walk finds', async function () {
    this.timeout(60_000);
    const name = fc.constantFrom('a', 'b', '.vscode', '.VSCode', '.cursor', 'node_modules', 'templates', '.claude-plugin', 'venv');
    const leaf = fc.constantFrom('mcp.json', '.mcp.json', '.MCP.json', 'plugin.json', 'x.ts');
    const file = fc.tuple(fc.array(name, { maxLength: 3 }), leaf).map(([folders, last]) => [...folders, last].join('/'));
    const link = fc.tuple(fc.array(name, { maxLength: 2 }), fc.constantFrom('.vscode', '.mcp.json', 'c'), fc.constantFrom('..', 'a', 'outside'));
    const tree = fc.record({ tracked: fc.array(file, { maxLength: 8 }), untracked: fc.array(file, { maxLength: 6 }), links: fc.array(link, { maxLength: 2 }), ignored: fc.array(fc.constantFrom('.vscode', 'a/', '*.json', 'b'), { maxLength: 2 }), gone: fc.nat(7), nested: fc.option(fc.array(name, { minLength: 1, maxLength: 2 })) });
    await fc.assert(
      fc.asyncProperty(tree, async ({ tracked, untracked, links, ignored, gone, nested }) => {
        const own = tempFolder();
        const outside = tempFolder();
        const make = (act: () => void): void => {
          try {
            act();
          } catch {
            // A file where a folder would be, or the other way round: then it is not there.
          }
        };
        for (const one of tracked) make(() => own.write(one, '{}'));
        git(own.folder, 'init');
        git(own.folder, 'add', '-f', '.');
        own.write('.gitignore', ignored.join('\n'));
        for (const one of untracked) make(() => own.write(one, '{}'));
        for (const [folders, last, to] of links) {
          make(() => {
            fs.mkdirSync(path.join(own.folder, ...folders), { recursive: true });
            fs.symlinkSync(to === 'outside' ? outside.folder : to, path.join(own.folder, ...folders, last));
          });
        }
        if (tracked[gone] !== undefined) make(() => fs.rmSync(path.join(own.folder, tracked[gone]!)));
        if (nested) {
          make(() => {
            fs.mkdirSync(path.join(own.folder, ...nested), { recursive: true });
            // A link on the way may lead out: nothing of this test's is to be made there.
            if (!isInside(fs.realpathSync(path.join(own.folder, ...nested)), fs.realpathSync(own.folder))) return;
            own.write([...nested, 'deep', '.mcp.json'].join('/'), '{}');
            git(path.join(own.folder, ...nested), 'init');
          });
        }
        const shown = (places: readonly { path: string; root?: string; live: boolean }[]): string[] => places.map((place) => `${place.path} ${place.root} ${place.live}`);
        const walked = findBelow(own.folder);
        const listed = await searchBelow(own.folder, { git: true });
        assert.equal(listed.way.by, 'git');
        assert.deepEqual(shown(listed.places), shown(walked.places));
        own.remove();
        outside.remove();
      }),
      { numRuns: 60 },
    );
  });
});
