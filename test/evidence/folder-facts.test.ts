import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import * as fc from 'fast-check';
import type { FolderFacts, KnownPackage } from '../../src/core/facts.ts';
import { factFiles } from '../../src/host/evidence/fact-files.ts';
import { folderFacts } from '../../src/host/evidence/folder-facts.ts';
import { foldersAbove } from '../../src/host/evidence/folders-above.ts';
import { folderWith, put, removeFolders } from './temporary.ts';

const integrity = `sha512-${'A'.repeat(86)}==`;
const resolved = 'https://registry.npm.example/x.tgz';

async function locked(files: Readonly<Record<string, string>>, name = 'npm:@contoso/ledger'): Promise<KnownPackage | undefined> {
  return (await folderFacts(folderWith(files), [name])).locked.get(name);
}

async function installed(files: Readonly<Record<string, string>>, name = 'npm:@contoso/ledger'): Promise<KnownPackage | undefined> {
  return (await folderFacts(folderWith(files), [name])).installed.get(name);
}

function lock(entry: unknown, lockfileVersion = 3): string {
  return JSON.stringify({ name: 'x', lockfileVersion, packages: { '': { name: 'x' }, 'node_modules/@contoso/ledger': entry, 'node_modules/other/node_modules/@contoso/ledger': { version: '9.9.9' } } });
}

describe('facts of a folder', () => {
  after(removeFolders);

  describe('what a lock file pins', () => {
    const expected = { version: '1.4.2', evidence: 'package-lock.json', integrity, license: 'MIT' };

    it('package-lock.json, versions 2 and 3', async () => {
      for (const version of [2, 3]) assert.deepEqual(await locked({ 'package-lock.json': lock({ version: '1.4.2', resolved, integrity, license: 'MIT' }, version) }), expected);
    });

    it('package-lock.json, version 1', async () => {
      const text = JSON.stringify({ lockfileVersion: 1, dependencies: { '@contoso/ledger': { version: '1.4.2', resolved, integrity } } });
      assert.deepEqual(await locked({ 'package-lock.json': text }), { version: '1.4.2', evidence: 'package-lock.json', integrity });
    });

    it('npm-shrinkwrap.json before package-lock.json, and that before other tools’ files', async () => {
      const files = { 'yarn.lock': '"@contoso/ledger@^1":\n  version "3.0.0"\n', 'package-lock.json': lock({ version: '2.0.0' }) };
      assert.equal((await locked(files))?.version, '2.0.0');
      assert.deepEqual(await locked({ ...files, 'npm-shrinkwrap.json': lock({ version: '1.0.0' }) }), { version: '1.0.0', evidence: 'npm-shrinkwrap.json' });
      assert.equal((await locked({ ...files, 'package-lock.json': '{}' }))?.evidence, 'yarn.lock');
    });

    const notLocked: [string, unknown][] = [
      ['a link to a folder', { version: '1.4.2', resolved: 'packages/ledger', link: true }],
      ['a package under another name', { name: 'evil', version: '1.4.2', resolved }],
      ['a copy from git', { version: '1.4.2', resolved: 'git+ssh://git@github.com/x/y.git#abc' }],
      ['a copy from a file', { version: '1.4.2', resolved: 'file:x.tgz' }],
      ['a range', { version: '^1.4.2' }],
      ['an alias of version 1', { version: 'npm:evil@1.0.0' }],
      ['no version', {}],
      ['a version that is no text', { version: ['1.4.2'] }],
      ['a version of 1 MB', { version: '1'.repeat(1_000_000) }],
      ['no map', 7],
    ];
    for (const [name, entry] of notLocked) it(`not ${name}`, async () => assert.equal(await locked({ 'package-lock.json': lock(entry) }), undefined));

    it('yarn.lock, of several versions the one that package.json asks for', async () => {
      const text = `# yarn lockfile v1\n\n\n"@contoso/ledger@^1.0.0", "@contoso/ledger@~1.4.0":\n  version "1.4.2"\n  resolved "${resolved}"\n  integrity ${integrity}\n  dependencies:\n    version "7.7.7"\n\n"@contoso/ledger@^2.0.0":\n  version "2.0.0"\n\nalias@npm:evil@1.0.0:\n  version "1.0.0"\n`;
      const manifest = (range: string): string => JSON.stringify({ devDependencies: { '@contoso/ledger': range } });
      assert.deepEqual(await locked({ 'yarn.lock': text, 'package.json': manifest('~1.4.0') }), { version: '1.4.2', evidence: 'yarn.lock', integrity });
      assert.equal((await locked({ 'yarn.lock': text, 'package.json': manifest('^2.0.0') }))?.version, '2.0.0');
      assert.equal(await locked({ 'yarn.lock': text }), undefined);
      assert.equal(await locked({ 'yarn.lock': text }, 'npm:alias'), undefined);
    });

    it('yarn.lock as later versions write it', async () => {
      const text = `__metadata:\n  version: 8\n\n"@contoso/ledger@npm:^1.0.0":\n  version: 1.4.2\n  resolution: "@contoso/ledger@npm:1.4.2"\n  checksum: 10c0/abc\n  languageName: node\n\n"alias@npm:evil@^1.0.0":\n  version: 1.0.0\n\n"here@workspace:.":\n  version: 0.0.0-use.local\n`;
      assert.deepEqual(await locked({ 'yarn.lock': text }), { version: '1.4.2', evidence: 'yarn.lock' });
      assert.equal(await locked({ 'yarn.lock': text }, 'npm:alias'), undefined);
      assert.equal(await locked({ 'yarn.lock': text }, 'npm:here'), undefined);
    });

    it('pnpm-lock.yaml, versions 9, 6 and 5, the folder’s own dependencies only', async () => {
      const nine = `lockfileVersion: '9.0'\n\nsettings:\n  autoInstallPeers: true\n\nimporters:\n\n  .:\n    dependencies:\n      '@contoso/ledger':\n        specifier: ^1.0.0\n        version: 1.4.2(zod@3.25.0)\n      alias:\n        specifier: npm:evil@1.0.0\n        version: evil@1.0.0\n      near:\n        specifier: workspace:*\n        version: link:../near\n    devDependencies:\n      tool:\n        specifier: 1.0.0\n        version: 1.0.0\n\n  packages/b:\n    dependencies:\n      other:\n        specifier: 1.0.0\n        version: 1.0.0\n\npackages:\n\n  '@contoso/ledger@1.4.2':\n    resolution: {integrity: ${integrity}}\n    engines: {node: '>=18'}\n\nsnapshots:\n\n  '@contoso/ledger@1.4.2': {}\n`;
      assert.deepEqual(await locked({ 'pnpm-lock.yaml': nine }), { version: '1.4.2', evidence: 'pnpm-lock.yaml', integrity });
      assert.equal((await locked({ 'pnpm-lock.yaml': nine.replaceAll('\n', '\r\n') }, 'npm:tool'))?.version, '1.0.0');
      for (const name of ['npm:alias', 'npm:near', 'npm:other']) assert.equal(await locked({ 'pnpm-lock.yaml': nine }, name), undefined);
      const six = `lockfileVersion: '6.0'\n\ndependencies:\n  '@contoso/ledger':\n    specifier: ^1.0.0\n    version: 1.4.2\n\npackages:\n\n  /@contoso/ledger@1.4.2:\n    resolution: {integrity: ${integrity}}\n`;
      assert.deepEqual(await locked({ 'pnpm-lock.yaml': six }), { version: '1.4.2', evidence: 'pnpm-lock.yaml', integrity });
      const five = `lockfileVersion: 5.4\n\nspecifiers:\n  '@contoso/ledger': ^1.0.0\n\ndependencies:\n  '@contoso/ledger': 1.4.2_zod@3.0.0\n\npackages:\n\n  /@contoso/ledger/1.4.2:\n    resolution: {integrity: ${integrity}}\n`;
      assert.deepEqual(await locked({ 'pnpm-lock.yaml': five }), { version: '1.4.2', evidence: 'pnpm-lock.yaml', integrity });
    });

    it('uv.lock, by the name that indexes compare', async () => {
      const text = `version = 1\nrequires-python = ">=3.12"\n\n[[package]]\nname = "mcp-server-git"\nversion = "2025.12.18"\nsource = { registry = "https://index.example/simple" }\ndependencies = [\n    { name = "click" },\n]\n\n[package.metadata]\nversion = "7"\n\n[[package]]\nname = "mine"\nversion = "1.0"\nsource = { editable = "." }\n\n[[package]]\nname = "twice"\nversion = "1.0"\nsource = { registry = "x" }\n\n[[package]]\nname = "twice"\nversion = "2.0"\nsource = { registry = "x" }\n`;
      assert.deepEqual(await locked({ 'uv.lock': text }, 'pypi:mcp-server-git'), { version: '2025.12.18', evidence: 'uv.lock' });
      for (const name of ['pypi:mine', 'pypi:twice', 'pypi:click']) assert.equal(await locked({ 'uv.lock': text }, name), undefined);
    });
  });

  describe('what is installed', () => {
    const manifest = { name: '@contoso/ledger', version: '1.4.2', license: 'MIT', repository: { type: 'git', url: 'git+https://github.com/contoso/ledger.git' } };
    const at = 'node_modules/@contoso/ledger/package.json';

    it('in node_modules', async () => {
      assert.deepEqual(await installed({ [at]: JSON.stringify(manifest) }), { version: '1.4.2', evidence: at, license: 'MIT', repository: 'git+https://github.com/contoso/ledger.git' });
      assert.deepEqual(await installed({ [at]: `\ufeff${JSON.stringify({ ...manifest, license: { type: 'ISC' }, repository: 'contoso/ledger' })}` }), { version: '1.4.2', evidence: at, license: 'ISC', repository: 'contoso/ledger' });
    });

    it('not under another name, nor what is malformed', async () => {
      for (const text of [JSON.stringify({ ...manifest, name: 'evil' }), JSON.stringify({ ...manifest, version: 'x' }), '{', '[]', 'null', '', '['.repeat(100_000)]) assert.equal(await installed({ [at]: text }), undefined);
      const odd = await installed({ [at]: JSON.stringify({ ...manifest, license: 7, repository: ['x'] }) });
      assert.deepEqual(odd, { version: '1.4.2', evidence: at });
    });

    it('in the virtual environment', async () => {
      const at = '.venv/lib/python3.12/site-packages/MCP_Server.Git-2025.12.18.dist-info/METADATA';
      const text = 'Metadata-Version: 2.4\nName: MCP_Server.Git\nVersion: 2025.12.18\nLicense-Expression: MIT\nLicense: see file\nProject-URL: Homepage, https://contoso.example\nProject-URL: Repository, https://github.com/contoso/git\n\nVersion: 9\n';
      const expected = { version: '2025.12.18', evidence: at, license: 'MIT', repository: 'https://github.com/contoso/git' };
      assert.deepEqual(await installed({ [at]: text }, 'pypi:mcp-server-git'), expected);
      assert.deepEqual(await installed({ [at]: text.replaceAll('\n', '\r\n') }, 'pypi:mcp-server-git'), expected);
      const windows = 'venv/Lib/site-packages/mcp_server_git-1.0.dist-info/METADATA';
      assert.deepEqual(await installed({ [windows]: 'Name: mcp-server-git\nVersion: 1.0\nHome-page: https://github.com/contoso/git\n' }, 'pypi:mcp-server-git'), { version: '1.0', evidence: windows, repository: 'https://github.com/contoso/git' });
      assert.equal(await installed({ [at]: text.replace('Name: MCP_Server.Git', 'Name: other') }, 'pypi:mcp-server-git'), undefined);
      assert.equal((await installed({ [at]: text.replace('Project-URL: Repository, https://github.com/contoso/git\n', '') }, 'pypi:mcp-server-git'))?.repository, undefined);
    });
  });

  describe('stays in the folder', () => {
    it('refuses names that lead out of it', async () => {
      const folder = folderWith({ 'a/package.json': '{}', 'a/node_modules/x': '', 'a/tools/package.json': JSON.stringify({ name: '../tools', version: '1.0.0' }), 'secret/package.json': JSON.stringify({ name: '../../secret', version: '1.0.0' }) });
      const names = ['npm:../../secret', 'npm:../tools', 'npm:..', 'npm:.', 'npm:@a/../../../secret', 'npm:/etc', 'npm:a\\..\\..\\secret', 'npm:__proto__', 'npm:constructor', 'npm:', 'pypi:../x', 'oci:x', 'x', '', '__proto__:x'];
      const facts = await folderFacts(path.join(folder, 'a'), names);
      assert.deepEqual([facts.locked.size, facts.installed.size], [0, 0]);
    });

    it('does not follow links out of it, but within it', async () => {
      const outside = folderWith({ 'package.json': JSON.stringify({ name: 'x', version: '1.0.0' }), 'package-lock.json': JSON.stringify({ packages: { 'node_modules/x': { version: '1.0.0' } } }) });
      const folder = folderWith({ 'node_modules/.pnpm/y@2.0.0/node_modules/y/package.json': JSON.stringify({ name: 'y', version: '2.0.0' }) });
      fs.symlinkSync(outside, path.join(folder, 'node_modules/x'));
      fs.symlinkSync('.pnpm/y@2.0.0/node_modules/y', path.join(folder, 'node_modules/y'));
      fs.symlinkSync(path.join(outside, 'package-lock.json'), path.join(folder, 'package-lock.json'));
      const { locked: pinned, installed: copies } = await folderFacts(folder, ['npm:x', 'npm:y']);
      assert.equal(pinned.size, 0);
      assert.deepEqual([...copies.keys()], ['npm:y']);
    });

    it('reads no pipes, devices or folders, nor what is not there', async () => {
      const folder = folderWith({ 'package-lock.json/x': '', 'yarn.lock/y': '' });
      fs.symlinkSync('/dev/zero', path.join(folder, 'uv.lock'));
      fs.symlinkSync('npm-shrinkwrap.json', path.join(folder, 'npm-shrinkwrap.json'));
      assert.equal((await folderFacts(folder, ['npm:x', 'pypi:x'])).locked.size, 0);
      assert.equal((await folderFacts(path.join(folder, 'gone'), ['npm:x'])).overrides!.size, 0);
    });
  });

  describe('what redirects a launcher', () => {
    async function npmrc(text: string): Promise<{ registries: [string, string][]; npm: readonly string[] }> {
      const { registries, overrides } = await folderFacts(folderWith({ '.npmrc': text }), []);
      return { registries: [...registries].map(([key, { url, evidence }]) => (assert.equal(evidence, '.npmrc'), [key, url])), npm: overrides!.get('npm') ?? [] };
    }

    const table: [string, [string, string][], string[]][] = [
      ['registry=https://npm.contoso.example/', [['npm', 'https://npm.contoso.example/']], []],
      ['  registry = https://a.example/ \r\n@Contoso:registry="https://b.example/"\n', [['npm', 'https://a.example/'], ['npm:@Contoso', 'https://b.example/']], []],
      ['\ufeffregistry=https://a.example', [['npm', 'https://a.example']], []],
      ['registry=https://a.example\nregistry=https://b.example', [['npm', 'https://b.example']], []],
      ['; registry=https://a.example\n# registry=https://a.example', [], []],
      ['registry=https://a.example ; the team’s', [['npm', 'https://a.example']], []],
      ["'registry'='https://a.example'", [['npm', 'https://a.example']], []],
      ['registry=${NPM_REGISTRY}', [['npm', '${NPM_REGISTRY}']], []],
      ['registry=https://jane:hunter2@a.example/', [['npm', 'https://a.example/']], []],
      ['[section]\nregistry=https://a.example', [], []],
      ['//a.example/:_authToken=hunter2\nfund=false\nsave-exact=true\nloglevel=silent', [], []],
      ['script-shell=./sh\nnode-options=--require ./x.js\ncall=x', [], ['script-shell', 'node-options', 'call']],
      ['strict-ssl=false\nproxy=http://a.example', [], ['strict-ssl', 'proxy']],
      ['strict-ssl=true\nglobal=false\ntag=latest', [], []],
      ['strict-ssl=false\nstrict-ssl=true\ncall=x\ncall=y', [], ['call']],
      ['cache=./c\n@x:registry=https://a.example\nprefix[]=x', [['npm:@x', 'https://a.example']], ['cache', 'prefix']],
      ['${X}=y', [], ['${X}']],
      ['__proto__=x\nconstructor=y\n=\n', [], []],
    ];
    for (const [text, registries, npm] of table) it(JSON.stringify(text), async () => assert.deepEqual(await npmrc(text), { registries, npm }));

    it('a .npmrc that npm would read and we do not', async () => {
      const outside = folderWith({ npmrc: 'registry=https://evil.example' });
      const folder = folderWith({});
      fs.symlinkSync(path.join(outside, 'npmrc'), path.join(folder, '.npmrc'));
      assert.deepEqual((await folderFacts(folder, [])).overrides!.get('npm'), ['.npmrc']);
      assert.deepEqual((await folderFacts(folderWith({ '.npmrc': `registry=https://evil.example\n${'#'.repeat(9_000_000)}` }), [])).overrides!.get('npm'), ['.npmrc']);
    });

    const others: [Readonly<Record<string, string>>, [string, readonly string[]][]][] = [
      [{ 'bunfig.toml': '' }, [['bun', ['bunfig.toml']]]],
      [{ 'deno.jsonc': '{}' }, [['deno', ['deno.jsonc']]]],
      [{ 'uv.toml': '' }, [['uv', ['uv.toml']]]],
      [{ 'pyproject.toml': '[project]\nname = "x"\n[tool.ruff]\n' }, []],
      [{ 'pyproject.toml': '[tool.uv]\nindex-url = "x"\n' }, [['uv', ['pyproject.toml']]]],
      [{ 'pyproject.toml': '[ "tool" . uv . sources ]\n' }, [['uv', ['pyproject.toml']]]],
      [{ 'pyproject.toml': '[[tool.uv.index]]\n' }, [['uv', ['pyproject.toml']]]],
      [{ 'pyproject.toml': '[build-system]\nrequires = ["uv_build"]\n[tool.uv-dynamic-versioning]\n' }, []],
      [{ '.yarnrc.yml': 'nodeLinker: node-modules\n' }, []],
      [{ '.yarnrc.yml': 'nodeLinker: x\nyarnPath: .yarn/releases/yarn.cjs\n' }, [['yarn', ['.yarnrc.yml']]]],
      [{ '.yarnrc': 'yarn-path "./evil.js"\n' }, [['yarn', ['.yarnrc']]]],
      [{ 'pnpm-workspace.yaml': 'packages:\n  - a\n' }, []],
      [{ 'pnpm-workspace.yaml': 'packages:\n  - a\nregistries:\n  default: x\n' }, [['pnpm', ['pnpm-workspace.yaml']]]],
      [{ 'pnpm-workspace.yaml': "# ours\npackages:\n  - 'packages/*'\n  - apps/web\n\nautoInstallPeers: true\n" }, []],
      [{ 'pnpm-workspace.yaml': '{registries: {default: x}}' }, [['pnpm', ['pnpm-workspace.yaml']]]],
      [{ 'pnpm-workspace.yaml': ' registry: x\n' }, [['pnpm', ['pnpm-workspace.yaml']]]],
      [{ 'pnpm-workspace.yaml': 'packages: &a {}\n' }, [['pnpm', ['pnpm-workspace.yaml']]]],
      [{ '.yarnrc.yml': '? yarnPath\n: ./evil.cjs\n' }, [['yarn', ['.yarnrc.yml']]]],
      [{ '.yarnrc.yml': '# x\ryarnPath: ./evil.cjs\n' }, [['yarn', ['.yarnrc.yml']]]],
      [{ '.yarnrc': '  yarn-path "./evil.js"\n' }, [['yarn', ['.yarnrc']]]],
      [{ 'package.json': '{"name":"x","scripts":{}}' }, []],
      [{ 'package.json': '{"dependencies":{"x":"1"}}' }, [['deno', ['package.json']]]],
      [{ '.pnpmfile.cjs': '' }, [['pnpm', ['.pnpmfile.cjs']]]],
      [{ '__pypackages__/x': '' }, [['pipx', ['__pypackages__']]]],
      [{ 'NuGet.Config': '<x/>', '.config/dotnet-tools.json': '{}' }, [['dnx', ['NuGet.Config', 'dotnet-tools.json']]]],
      [{ 'global.json': '{"sdk":{"version":"10.0.100"}}' }, []],
      [{ 'global.json': '{"sdk":{"paths":[".dotnet"]}}' }, [['dnx', ['global.json']]]],
    ];
    for (const [files, expected] of others) {
      it(JSON.stringify(files), async () => {
        assert.deepEqual([...(await folderFacts(folderWith(files), [])).overrides!], expected);
        for (const file of Object.keys(files)) assert.ok(watched(file), `${file} is not watched`);
      });
    }

    it('programs that Windows starts instead of a launcher', async () => {
      const { overrides } = await folderFacts(folderWith({ 'NPX.cmd': '', 'docker.exe': '', 'npx.md': '', 'tools/uvx.exe': '' }), []);
      assert.deepEqual(Object.fromEntries(overrides!), { 'program:npx': ['NPX.cmd'], 'program:docker': ['docker.exe'] });
      assert.deepEqual((await folderFacts(folderWith({ 'node.exe': '' }), [])).overrides!.get('program:npx'), ['node.exe']);
    });

    it('packages that deno finds installed', async () => {
      assert.deepEqual([...(await folderFacts(folderWith({ 'node_modules/x/y': '' }), [])).overrides!], [['deno', ['node_modules']]]);
    });

    it('a file of other launchers that they would read and we do not', async () => {
      const outside = folderWith({ toml: '' });
      const folder = folderWith({});
      for (const file of ['pyproject.toml', '.yarnrc.yml']) fs.symlinkSync(path.join(outside, 'toml'), path.join(folder, file));
      assert.deepEqual([...(await folderFacts(folder, [])).overrides!], [['yarn', ['.yarnrc.yml']], ['uv', ['pyproject.toml']]]);
    });

    it('programs that the folder offers', async () => {
      const bins = async (files: Readonly<Record<string, string>>): Promise<string[]> => [...(await folderFacts(folderWith(files), [])).bins!].toSorted();
      assert.deepEqual(await bins({ 'package.json': '{"name":"@contoso/ledger","bin":"x.js"}' }), ['ledger']);
      assert.deepEqual(await bins({ 'package.json': '{"name":"x","bin":{"evil@1.0.0":"x.js","__proto__":"y"}}' }), ['__proto__', 'evil@1.0.0']);
      assert.deepEqual(await bins({ 'node_modules/.bin/tool': '', 'node_modules/.bin/tool.cmd': '', 'node_modules/.bin/@a/b@1.0.0': '' }), ['@a/b@1.0.0', 'tool']);
      assert.deepEqual(await bins({ 'package.json': '{"bin":7}' }), []);
    });

    it('programs whose names npm makes of others, or that cannot be told', async () => {
      const bins = async (folder: string): Promise<string[]> => [...(await folderFacts(folder, [])).bins!].toSorted();
      assert.deepEqual(await bins(folderWith({ 'package.json': '{"bin":{"x/ledger@1.4.2":"./evil.js"}}' })), ['ledger@1.4.2']);
      assert.deepEqual(await bins(folderWith({ 'package.json': '{"directories":{"bin":"./tools"}}', 'tools/ledger@1.4.2': '' })), ['*']);
      assert.deepEqual(await bins(folderWith({ 'package.json': `{"bin":{"ledger@1.4.2":"x"},"x":"${'x'.repeat(9_000_000)}"}` })), ['*']);
      assert.deepEqual(await bins(folderWith({ 'package.json': '{' })), ['*']);
      const folder = folderWith({ 'node_modules/x/package.json': '{}' });
      fs.symlinkSync(folderWith({ 'ledger@1.4.2': '' }), path.join(folder, 'node_modules/.bin'));
      assert.deepEqual(await bins(folder), ['*']);
    });

    it('a .npmrc in another encoding than npm reads', async () => {
      const folder = folderWith({});
      fs.writeFileSync(path.join(folder, '.npmrc'), Buffer.from('\ufeff# \n', 'utf16le'));
      assert.deepEqual((await folderFacts(folder, [])).overrides!.get('npm'), ['.npmrc']);
      fs.writeFileSync(path.join(folder, '.npmrc'), Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from('\nregistry=https://evil.example\n')]));
      assert.deepEqual((await folderFacts(folder, [])).overrides!.get('npm'), ['.npmrc']);
    });

    describe('a copy that npm may run', () => {
      const copies = async (folder: string): Promise<string[]> => [...(await folderFacts(folder, ['npm:@contoso/ledger', 'pypi:other'])).copies!];
      const named = '{"name":"@contoso/ledger","version":"1.4.2"}';
      const table: [string, Readonly<Record<string, string>>][] = [
        ['at the top', { 'node_modules/@contoso/ledger/package.json': named }],
        ['below another package', { 'node_modules/x/package.json': '{}', 'node_modules/x/node_modules/@contoso/ledger/package.json': named }],
        ['under another name', { 'node_modules/x/package.json': named }],
        ['with escapes in its name', { 'node_modules/x/package.json': '{"name":"\\u0040contoso\\/ledger"}' }],
        ['as the folder itself', { 'package.json': named }],
        ['in a file that cannot be parsed', { 'node_modules/x/package.json': '{' }],
        ['in a file that is too large', { 'node_modules/x/package.json': `${named}${' '.repeat(9_000_000)}` }],
        ['in npm’s note', { 'node_modules/.package-lock.json': '{"packages":{"node_modules/x":{"name":"@contoso\\/ledger"}}}' }],
      ];
      for (const [name, files] of table) it(name, async () => assert.deepEqual(await copies(folderWith(files)), ['@contoso/ledger']));

      it('behind a link within the folder, and one out of it', async () => {
        const folder = folderWith({ 'packages/x/package.json': '{}', 'packages/x/node_modules/@contoso/ledger/package.json': named, 'node_modules/y/package.json': '{}' });
        assert.deepEqual(await copies(folder), []);
        fs.symlinkSync('../packages/x', path.join(folder, 'node_modules/x'));
        assert.deepEqual(await copies(folder), ['@contoso/ledger']);
        const other = folderWith({ 'node_modules/y/package.json': '{}' });
        fs.symlinkSync(folderWith({ 'package.json': named }), path.join(other, 'node_modules/x'));
        assert.deepEqual(await copies(other), ['@contoso/ledger']);
      });

      it('is not every package', async () => {
        assert.deepEqual(await copies(folderWith({ 'package.json': '{"name":"mine"}', 'node_modules/x/package.json': '{"name":"x"}', 'node_modules/.package-lock.json': '{"packages":{"node_modules/x":{}}}' })), []);
      });
    });

    function watched(file: string): boolean {
      const name = file.split('/')[0] === '__pypackages__' ? '__pypackages__' : file;
      return factFiles.some((pattern) => new RegExp(`^${pattern.replaceAll('.', '\\.')}$`).test(name));
    }
  });

  describe('what lies above it in the repository', () => {
    const above = { '.git/HEAD': '', '.npmrc': 'script-shell=./evil\nregistry=https://evil.example', 'package.json': '{"bin":{"ledger@1.4.2":"x"}}', 'node_modules/@contoso/ledger/package.json': '{"name":"@contoso/ledger"}', 'a/b/c': '' };
    const facts = (folder: string): Promise<FolderFacts> => folderFacts(folder, ['npm:@contoso/ledger']);

    it('counts like what lies in it', async () => {
      const { registries, bins, copies, overrides } = await facts(path.join(folderWith(above), 'a/b'));
      assert.deepEqual([...registries], [['npm', { url: 'https://evil.example', evidence: '.npmrc' }]]);
      assert.deepEqual([[...bins!], [...copies!], overrides!.get('npm')], [['ledger@1.4.2'], ['@contoso/ledger'], ['script-shell']]);
    });

    it('changes no registry unsaid', async () => {
      const { registries, overrides } = await facts(path.join(folderWith({ ...above, 'a/.npmrc': 'registry=https://npm.contoso.example' }), 'a'));
      assert.equal(registries.get('npm')!.url, 'https://npm.contoso.example');
      assert.deepEqual(overrides!.get('npm'), ['script-shell', '.npmrc']);
    });

    it('ends at the repository, and an empty `.git` is none', async () => {
      const folder = folderWith(above);
      put(folder, { 'a/.git': 'gitdir: ../x' });
      assert.equal((await facts(path.join(folder, 'a/b'))).copies!.size, 0);
      fs.rmSync(path.join(folder, 'a/.git'));
      fs.mkdirSync(path.join(folder, 'a/.git'));
      assert.equal((await facts(path.join(folder, 'a/b'))).copies!.size, 1);
    });

    it('ends below the home folder, and after five', () => {
      const folder = folderWith({ '1/2/3/4/5/6/7/x': '' });
      assert.deepEqual(foldersAbove(path.join(folder, '1/2/3'), path.join(folder, '1')), [path.join(folder, '1/2')]);
      assert.deepEqual(foldersAbove(path.join(folder, '1'), path.join(folder, '1')), []);
      assert.equal(foldersAbove(path.join(folder, '1/2/3/4/5/6/7'), undefined).length, 5);
    });
  });

  it('never throws, whatever lies there', async () => {
    const names = ['package-lock.json', 'npm-shrinkwrap.json', 'yarn.lock', 'pnpm-lock.yaml', 'uv.lock', '.npmrc', 'package.json', 'node_modules/x/package.json', 'pyproject.toml', '.yarnrc.yml', 'global.json'];
    const folder = folderWith({});
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...names), fc.oneof(fc.string(), fc.json(), fc.stringMatching(/^[\s\S]{0,40}(?:x@1|"x"|'x'|x:|version|=|\[\[package\]\]|\n {2}){0,6}$/)), async (file, text) => {
        put(folder, { [file]: text });
        const facts: FolderFacts = await folderFacts(folder, ['npm:x', 'pypi:x']);
        for (const known of [...facts.locked.values(), ...facts.installed.values()]) assert.match(known.version, /^\d/);
      }),
      { numRuns: 200 },
    );
  });

  it('takes no longer for hostile files', async () => {
    const big = 'a'.repeat(2_000_000);
    const started = process.hrtime.bigint();
    await folderFacts(
      folderWith({
        'package-lock.json': `{"packages":{${Array.from({ length: 50_000 }, (_, i) => `"node_modules/p${i}":{"version":"1.0.0"}`).join()}}}`,
        'yarn.lock': `${big}:\n${'"@'.repeat(500_000)}:\n`,
        'pnpm-lock.yaml': `${'  '.repeat(500_000)}a: b\n'${big}: x\n`,
        'uv.lock': '[[package]]\n'.repeat(200_000),
        '.npmrc': `${big}=${big}\n${';'.repeat(500_000)}\nx=${'\\;'.repeat(200_000)}`,
        'pyproject.toml': 'tool '.repeat(400_000),
        'pnpm-workspace.yaml': `"${' '.repeat(1_000_000)}`,
      }),
      ['npm:x', 'pypi:x'],
    );
    assert.ok(Number(process.hrtime.bigint() - started) / 1e6 < 6000);
  });
});
