import assert from 'node:assert/strict';
import { identify } from '../../../src/core/identity/identify.ts';
import { declaration, folder, line, outline, outlineOf } from './declarations.ts';

const contoso = 'https://npm.contoso.com';
const launch = 'npx @contoso/ledger-mcp@1.4.2';
const approved = 'npm:@contoso/ledger-mcp@1.4.2';

describe('where a package comes from', () => {
  for (const [what, declared, facts, expected] of [
    ['flag', 'npx --registry=https://NPM.contoso.com/ @contoso/ledger-mcp@1.4.2', {}, `${approved} from ${contoso}/`],
    ['flag with the default registry', `npx --registry ${__NPM_DEFAULT_REGISTRY__} @contoso/ledger-mcp@1.4.2`, {}, approved],
    ['variable', { ...line(launch), env: { npm_config_registry: contoso } }, {}, `${approved} from ${contoso}/`],
    ['variable in another case', { ...line(launch), env: { NPM_Config_Registry: contoso } }, {}, `${approved} from ${contoso}/`],
    ['variable with the default registry', { ...line(launch), env: { npm_config_registry: __NPM_DEFAULT_REGISTRY__ } }, {}, approved],
    ['empty variable', { ...line(launch), env: { npm_config_registry: '' } }, {}, `${approved} !npm_config_registry`],
    ['variable by variable', { ...line(launch), env: { npm_config_registry: '${input:r}' } }, {}, 'unresolved'],
    ['flag before variable', { ...line('npx --registry=https://a.example @contoso/ledger-mcp@1.4.2'), env: { npm_config_registry: contoso } }, {}, `${approved} from https://a.example/ !npm_config_registry`],
    ['last of two flags', 'npx --registry=https://a.example --registry=https://b.example @contoso/ledger-mcp@1.4.2', {}, `${approved} from https://b.example/ !--registry`],
    ['scope’s flag', 'npx --@contoso:registry=https://a.example @contoso/ledger-mcp@1.4.2', {}, `${approved} from https://a.example/`],
    ['another scope’s flag', 'npx --@evil:registry=https://a.example @contoso/ledger-mcp@1.4.2', {}, `${approved} !--@evil:registry`],
    ['scope’s variable', { ...line(launch), env: { 'npm_config_@contoso:registry': contoso } }, {}, `${approved} from ${contoso}/`],
    ['.npmrc for all', launch, { registries: { npm: contoso } }, `${approved} from ${contoso}/`],
    ['.npmrc for the scope', launch, { registries: { 'npm:@contoso': contoso } }, `${approved} from ${contoso}/`],
    ['.npmrc for another scope', launch, { registries: { 'npm:@other': contoso } }, approved],
    ['.npmrc for the scope, and for all the rest', launch, { registries: { 'npm:@contoso': contoso, npm: 'https://evil.example' } }, `${approved} from ${contoso}/ !.npmrc`],
    ['.npmrc for the scope before a flag for all', 'npx --registry=https://a.example @contoso/ledger-mcp@1.4.2', { registries: { 'npm:@contoso': contoso } }, `${approved} from ${contoso}/ !--registry`],
    ['.npmrc with the default registry', launch, { registries: { npm: __NPM_DEFAULT_REGISTRY__ } }, approved],
    ['.npmrc by variable', launch, { registries: { npm: '${EVIL}' } }, 'unresolved'],
    ['.npmrc that is no address', launch, { registries: { npm: 'evil' } }, 'opaque'],
    ['login in the address', 'npx --registry=https://u:p@npm.contoso.com/r/ @contoso/ledger-mcp@1.4.2', {}, `${approved} from ${contoso}/r`],
    ['pnpm', 'pnpm dlx @contoso/ledger-mcp@1.4.2', { registries: { 'npm:@contoso': contoso } }, `${approved} from ${contoso}/`],
    ['bun, whose reading of the variable is its own', { ...line('bunx @contoso/ledger-mcp@1.4.2'), env: { npm_config_registry: contoso } }, {}, `${approved} from ${contoso}/ !npm_config_registry`],
    ['yarn', { ...line('yarn dlx @contoso/ledger-mcp@1.4.2'), env: { YARN_NPM_REGISTRY_SERVER: contoso } }, {}, `${approved} from ${contoso}/ !YARN_NPM_REGISTRY_SERVER`],
    ['yarn, with other variables besides', { ...line('yarn dlx @contoso/ledger-mcp@1.4.2'), env: { OTHER: 'https://evil.example', YARN_NPM_REGISTRY_SERVER: contoso } }, {}, `${approved} from ${contoso}/ !YARN_NPM_REGISTRY_SERVER`],
    ['yarn, with none', { ...line('yarn dlx @contoso/ledger-mcp@1.4.2'), env: { OTHER: 'https://evil.example', YARN_NPM_REGISTRY_SERVER: '' } }, {}, `${approved} !YARN_NPM_REGISTRY_SERVER`],
    ['another variable of npm’s', { ...line(launch), env: { npm_config_fetch_timeout: '1' } }, {}, `${approved} !npm_config_fetch_timeout`],
    ['a login in an address without encryption', 'npx --registry=http://u:p@npm.contoso.com/r/ @contoso/ledger-mcp@1.4.2', {}, `${approved} from http://npm.contoso.com/r`],
    ['a named uv index beside the default one', 'uvx --default-index https://a.example --index https://b.example git-mcp==1.0', {}, 'pypi:git-mcp@1.0 from https://b.example/ !--index'],
    ['uv flag', 'uvx --default-index https://pypi.contoso.com/simple/ git-mcp==1.0', {}, 'pypi:git-mcp@1.0 from https://pypi.contoso.com/simple'],
    ['uv flag, old', 'uvx --index-url=https://pypi.contoso.com/simple git-mcp==1.0', {}, 'pypi:git-mcp@1.0 from https://pypi.contoso.com/simple'],
    ['uv named index', 'uvx --index contoso=https://pypi.contoso.com/simple git-mcp==1.0', {}, 'pypi:git-mcp@1.0 from https://pypi.contoso.com/simple !--index'],
    ['uv variable', { ...line('uvx git-mcp==1.0'), env: { UV_DEFAULT_INDEX: 'https://pypi.contoso.com/simple' } }, {}, 'pypi:git-mcp@1.0 from https://pypi.contoso.com/simple'],
    ['uv index that is a folder', 'uvx --default-index ./evil git-mcp==1.0', {}, 'opaque'],
    ['pip variable for pipx', { ...line('pipx run git-mcp==1.0'), env: { PIP_INDEX_URL: 'https://pypi.contoso.com/simple' } }, {}, 'pypi:git-mcp@1.0 from https://pypi.contoso.com/simple'],
  ] as const) {
    it(what, () => assert.equal(outlineOf(declared, folder(facts)), expected));
  }
});

describe('what the folder holds instead', () => {
  const copy = { version: '1.4.2', evidence: 'node_modules/@contoso/ledger-mcp/package.json' };
  const lock = { version: '1.4.2', evidence: 'package-lock.json', integrity: 'sha512-x' };
  const key = 'npm:@contoso/ledger-mcp';
  for (const [what, declared, facts, expected] of [
    ['a copy in node_modules may run', launch, { installed: { [key]: copy } }, `${approved} !node_modules`],
    ['a lock file vouches for no copy: both come from the repository', launch, { installed: { [key]: copy }, locked: { [key]: lock } }, `${approved} !node_modules`],
    ['a copy may say any version', launch, { installed: { [key]: { ...copy, version: '1.4.1' } } }, `${approved} !node_modules`],
    ['a copy deep in the tree', launch, { copies: ['@contoso/ledger-mcp'] }, `${approved} !node_modules`],
    ['a copy of something else', launch, { copies: ['@contoso/other'] }, approved],
    ['without a version any copy may run', 'npx @contoso/ledger-mcp', { installed: { [key]: { ...copy, version: '1.4.1' } } }, 'npm:@contoso/ledger-mcp !node_modules'],
    ['bunx too', 'bunx @contoso/ledger-mcp@1.4.2', { installed: { [key]: copy } }, `${approved} !node_modules`],
    ['pnpm dlx always fetches', 'pnpm dlx @contoso/ledger-mcp@1.4.2', { installed: { [key]: copy } }, approved],
    // Tried with npm 11.19: both run the folder's own program, for a version that is written out too.
    ['a program of the folder called exactly so runs instead', 'npx ledger-mcp@1.4.2', { bins: ['ledger-mcp@1.4.2'] }, 'npm:ledger-mcp@1.4.2 !node_modules'],
    ['a program whose name cannot be told', 'npx ledger-mcp@1.4.2', { bins: ['*'] }, 'npm:ledger-mcp@1.4.2 !node_modules'],
    ['one called otherwise does not', 'npx ledger-mcp@1.4.2', { bins: ['ledger-mcp'] }, 'npm:ledger-mcp@1.4.2'],
    ['settings of the folder', launch, { overrides: { npm: ['.npmrc: script-shell'] } }, `${approved} !.npmrc: script-shell`],
    ['settings of another launcher', launch, { overrides: { yarn: ['.yarnrc.yml'] } }, approved],
    ['yarn’s settings', 'yarn dlx @contoso/ledger-mcp@1.4.2', { overrides: { yarn: ['.yarnrc.yml'] } }, `${approved} !.yarnrc.yml`],
    ['a program that Windows starts instead', 'uvx git-mcp==1.0', { overrides: { 'program:uvx': ['uvx.exe'] } }, 'pypi:git-mcp@1.0 !uvx.exe'],
    ['not instead of one by path', '/usr/bin/uvx git-mcp==1.0', { overrides: { 'program:uvx': ['uvx.exe'] } }, 'pypi:git-mcp@1.0'],
    ['a program that Windows starts instead of a wrapper', 'cmd /c npx @contoso/ledger-mcp@1.4.2', { overrides: { 'program:cmd': ['cmd.exe'] } }, 'opaque'],
    ['pipx’s folder', 'pipx run git-mcp==1.0', { overrides: { pipx: ['__pypackages__'] } }, 'pypi:git-mcp@1.0 !__pypackages__'],
    ['tools of uv heed no folder', 'uvx git-mcp==1.0', { overrides: { uv: ['uv.toml'] } }, 'pypi:git-mcp@1.0'],
  ] as const) {
    it(what, () => assert.equal(outlineOf(declared, folder(facts)), expected));
  }

  it('bears on servers started there only', () => {
    const facts = folder({ installed: { [key]: copy }, registries: { npm: 'https://evil.example' } });
    assert.equal(outline(identify(declaration(line(launch)), { scope: 'user', folder: facts })), approved);
    assert.equal(outline(identify(declaration({ ...line(launch), cwd: '/elsewhere' }), { scope: 'workspace', folder: facts })), `${approved} !cwd`);
    assert.equal(outline(identify(declaration({ ...line('uvx git-mcp==1.0'), cwd: '/elsewhere' }), { scope: 'workspace', folder: facts })), 'pypi:git-mcp@1.0');
  });
});
