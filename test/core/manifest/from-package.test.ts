import assert from 'node:assert/strict';
import { assessManifest } from '../../../src/core/assess-manifest.ts';
import { parseJson } from '../../../src/core/config/json/parse.ts';
import { nodeAt, stringOf } from '../../../src/core/config/node.ts';
import { toml } from '../../../src/core/config/toml.ts';
import { serverLibrary } from '../../../src/core/manifest/builds-server.ts';
import { inContract } from '../../../src/core/manifest/contract.ts';
import { manifestFromPackage } from '../../../src/core/manifest/from-package.ts';
import { npmPackage, pythonPackage, type OwnPackage } from '../../../src/core/manifest/own-package.ts';

const npm = (fields: Readonly<Record<string, unknown>>): OwnPackage => npmPackage(parseJson(JSON.stringify({ name: '@contoso/ledger-mcp', ...fields })).tree)!;
const python = (text: string): OwnPackage => pythonPackage(toml.parse(text).tree)!;
const drafted = (own: OwnPackage): Record<string, unknown> => JSON.parse(manifestFromPackage(own).text) as Record<string, unknown>;

describe('a manifest from a package’s own file', () => {
  it('says what package.json says, and asks for the rest', () => {
    const own = npm({ version: '1.4.2', description: 'Reads the ledger', license: 'MIT', bin: './cli.js', repository: { type: 'git', url: 'git+https://github.com/contoso/payments.git', directory: 'packages/ledger' } });
    const { _meta, ...fields } = drafted(own);
    assert.deepEqual(fields, {
      $schema: 'https://static.modelcontextprotocol.io/schemas/2025-12-11/server.schema.json',
      name: 'io.github.contoso/ledger-mcp',
      description: 'Reads the ledger',
      version: '1.4.2',
      repository: { url: 'https://github.com/contoso/payments', source: 'github', subfolder: 'packages/ledger' },
      packages: [{ registryType: 'npm', identifier: '@contoso/ledger-mcp', version: '1.4.2', runtimeHint: 'npx', transport: { type: 'stdio' } }],
    });
    const { tree } = parseJson(manifestFromPackage(own).text);
    assert.equal(stringOf(nodeAt(tree, inContract('supplyChain', 'license'))), 'MIT');
    assert.equal(stringOf(nodeAt(tree, inContract('owner', 'team'))), 'TODO: team that answers for this server');
    assert.ok(_meta);
  });

  it('says what pyproject.toml says', () => {
    const own = python('[project]\nname = "ledger-mcp"\nversion = "2.0.1"\ndescription = "Reads the ledger"\nlicense = { text = "Apache-2.0" }\ndependencies = ["mcp[cli]>=1.2", "httpx"]\n[project.urls]\n"Source Code" = "https://gitlab.com/contoso/ledger"\n[project.scripts]\nledger-mcp = "ledger:main"\n');
    assert.deepEqual(drafted(own)['packages'], [{ registryType: 'pypi', identifier: 'ledger-mcp', version: '2.0.1', runtimeHint: 'uvx', transport: { type: 'stdio' } }]);
    assert.deepEqual(drafted(own)['repository'], { url: 'https://gitlab.com/contoso/ledger', source: 'gitlab' });
    assert.deepEqual([...own.dependencies], ['mcp', 'httpx']);
  });

  const rows: [string, Readonly<Record<string, unknown>>, string, unknown][] = [
    ['takes the name it is registered under', { mcpName: 'com.contoso.payments/ledger' }, 'name', 'com.contoso.payments/ledger'],
    ['leaves the namespace to a person where nothing says it', {}, 'name', 'TODO.contoso/ledger-mcp'],
    ['asks for a version where there is none', {}, 'version', 'TODO: the version the server reports of itself'],
    ['asks for one where it is only a placeholder', { version: '0.0.0' }, 'version', 'TODO: the version the server reports of itself'],
    ['takes the first sentence of a long description', { description: `Reads the ledger of payments. ${'It does much more. '.repeat(10)}` }, 'description', 'Reads the ledger of payments.'],
    ['asks for a description where the first sentence is long too', { description: 'a '.repeat(80) }, 'description', 'TODO: one sentence on what this server lets an agent do (max 100 chars)'],
    ['names no package that is not to be published', { private: true, version: '1.0.0' }, 'packages', undefined],
    ['leaves out a repository with what may be a credential in it', { repository: 'https://github.com/contoso/x9K2mQ7vL4pR8sT1wY6z' }, 'repository', undefined],
    ['leaves out a folder that leads out', { repository: { url: 'github:contoso/ledger', directory: '../..' } }, 'repository', { url: 'https://github.com/contoso/ledger', source: 'github' }],
  ];
  for (const [what, fields, key, expected] of rows) it(what, () => assert.deepEqual(drafted(npm(fields))[key], expected));

  it('has nothing wrong with it but what it asks for', () => {
    const { text, todos } = manifestFromPackage(npm({ version: '1.4.2', description: 'Reads the ledger', repository: 'github:contoso/ledger', bin: {} }));
    const told = assessManifest('/w/server.json', text).filter(({ severity }) => severity === 'error').map(({ ruleId }) => ruleId);
    assert.deepEqual(told.filter((id) => id !== 'stub-todo'), []);
    assert.ok(todos.length > 10);
  });

  it('is not made of what names no package', () => {
    for (const text of ['{}', '[]', '"x"', '{"name": 3}', '{"name": ""}', '{']) assert.equal(npmPackage(parseJson(text).tree), undefined, text);
    for (const text of ['', 'name = "x"', '[project]', '[project']) assert.equal(pythonPackage(toml.parse(text).tree), undefined, text);
  });
});

describe('whether a package builds an MCP server', () => {
  const rows: [string, Readonly<Record<string, unknown>>, string | undefined][] = [
    ['a program that speaks of MCP, with the SDK', { bin: 'x', dependencies: { '@modelcontextprotocol/sdk': '1' } }, '@modelcontextprotocol/sdk'],
    ['with a library for servers only', { name: 'ledger', dependencies: { '@modelcontextprotocol/server': '2' } }, '@modelcontextprotocol/server'],
    ['registered under a name', { name: 'ledger', mcpName: 'com.contoso/ledger', dependencies: { '@modelcontextprotocol/sdk': '1' } }, '@modelcontextprotocol/sdk'],
    ['by its keywords', { name: 'ledger', bin: 'x', keywords: ['mcp'], dependencies: { fastmcp: '1' } }, 'fastmcp'],
    ['an application that calls servers', { name: 'chat-app', bin: 'x', dependencies: { '@modelcontextprotocol/sdk': '1' } }, undefined],
    ['a client', { name: 'mcp-client', bin: 'x', dependencies: { '@modelcontextprotocol/sdk': '1' } }, undefined],
    ['an inspector', { name: '@modelcontextprotocol/inspector', bin: 'x', dependencies: { '@modelcontextprotocol/sdk': '1' } }, undefined],
    ['a library for others', { dependencies: { '@modelcontextprotocol/sdk': '1' } }, undefined],
    ['no SDK at all', { bin: 'x', dependencies: { express: '5' } }, undefined],
    ['the SDK only for its tests', { bin: 'x', devDependencies: { '@modelcontextprotocol/sdk': '1' } }, undefined],
  ];
  for (const [what, fields, expected] of rows) it(what, () => assert.equal(serverLibrary(npm(fields)), expected));

  it('in Python too, Poetry included', () => {
    assert.equal(serverLibrary(python('[project]\nname = "ledger-mcp"\ndependencies = ["FastMCP ~= 2.0"]\n[project.scripts]\nx = "y"')), 'fastmcp');
    assert.equal(serverLibrary(python('[tool.poetry]\nname = "ledger-mcp"\n[tool.poetry.scripts]\nx = "y"\n[tool.poetry.dependencies]\nmcp = "^1"')), 'mcp');
    assert.equal(serverLibrary(python('[project]\nname = "ledger-mcp"\ndependencies = ["mcp-types", "httpx"]\n[project.scripts]\nx = "y"')), undefined);
  });
});
