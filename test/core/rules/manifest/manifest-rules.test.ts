import assert from 'node:assert/strict';
import { bundle, findingsIn, manifest, mended, npm, said, schemaAt, spots, type Fields } from '../../manifest/lint.ts';

const hash = 'fe333e598595000ae021bd27117db32ec69af6987f507ba7a63c90638ff633ce';
const oci = (identifier: string, more: Fields = {}): Fields => ({ registryType: 'oci', identifier, transport: { type: 'stdio' }, ...more });
const withPackage = (...packages: unknown[]): Fields => manifest({ packages });

describe('a manifest in which nothing is wrong', () => {
  const good: [string, unknown, string?][] = [
    ['with a package', manifest()],
    ['with a remote', manifest({ packages: undefined, remotes: [{ type: 'streamable-http', url: 'https://{tenant}.contoso.com/mcp', variables: { tenant: { isRequired: true } } }] })],
    ['with everything there is', manifest({ title: 'Ledger', websiteUrl: 'https://contoso.com', repository: { url: 'https://github.com/contoso/ledger', source: 'github', subfolder: 'a/b' }, icons: [{ src: 'https://contoso.com/a.png', sizes: ['48x48', 'any'], theme: 'dark' }], packages: [{ ...npm, runtimeHint: 'npx', runtimeArguments: [{ type: 'positional', value: '-y' }], packageArguments: [{ type: 'named', name: '--port', value: '{p}', variables: { p: { format: 'number' } } }], environmentVariables: [{ name: 'A', isSecret: false, choices: ['x'] }] }] })],
    ['of a bundle', bundle(), 'manifest.json'],
    ['of a bundle in its first version', bundle({ manifest_version: undefined, dxt_version: '0.1' }), 'manifest.json'],
  ];
  for (const [name, document, file] of good) it(`is not spoken of: ${name}`, () => assert.deepEqual(findingsIn(document, {}, file), []));

  const foreign: [string, string][] = [
    ['server.json', '{"port": 8080}'],
    ['server.json', '{"name": "a/b", "version": "1.0.0", "packages": ["x"]}'],
    ['server.json', '{"name": "a/b", "version": "latest", "remotes": {"origin": "x"}}'],
    ['server.json', '{"name": "web", "version": "*", "remotes": [{"type": "sse", "url": "http://x"}]}'],
    ['manifest.json', '{"manifest_version": 3, "name": "Tabs", "version": "1.0", "server": {"port": 1}}'],
    ['manifest.json', '{"name": "App", "short_name": "App", "icons": [], "start_url": "/"}'],
    ['manifest.json', '{"manifest_version": "2", "server": "x"}'],
    ['web.manifest.json', '{"manifest_version": "0.1", "server": {}}'],
    ['package.json', '{"manifest_version": "0.1", "server": {"mcp_config": {}}}'],
    ['server.json', 'null'],
    ['server.json', ''],
    ['manifest.json', '[]'],
  ];
  for (const [file, text] of foreign) it(`other files of that name are left alone: ${file} ${text}`, () => assert.deepEqual(findingsIn(text, {}, file), []));
});

// policy-and-registry.md, 0.5: what the published schema lets through.
describe('what the schema of server.json lets through', () => {
  it('version ranges', () => assert.deepEqual(spots('manifest-floating-version', withPackage({ ...npm, version: '^1.2.3' })), ['/packages/0/version']));
  it('a bundle without a hash', () => assert.deepEqual(spots('manifest-missing-hash', withPackage({ registryType: 'mcpb', identifier: 'https://x.example/a.mcpb', transport: { type: 'stdio' } })), ['/packages/0/identifier']));
  it('neither packages nor remotes', () => assert.deepEqual(spots('manifest-no-target', manifest({ packages: undefined })), ['/name']));
  it('unknown keys, where another was meant', () => assert.deepEqual(said('manifest-schema', withPackage({ ...npm, enviromentVariables: [] })), ['/packages/0/enviromentVariables The format has no `enviromentVariables`. Is `environmentVariables` meant?']));
  it('a literal value on a secret', () => assert.deepEqual(spots('manifest-literal-secret', withPackage({ ...npm, environmentVariables: [{ name: 'X', isSecret: true, value: 'b7Qw93kdZp02' }] })), ['/packages/0/environmentVariables/0/value']));
  it('and `latest`, which it refuses, is told once and in words', () => assert.deepEqual(findingsIn(withPackage({ ...npm, version: 'latest' })).map(({ ruleId }) => ruleId), ['manifest-floating-version']));
});

describe('manifest-floating-version', () => {
  for (const version of ['latest', 'next', '*', 'x', '^1.2.3', '~1.2', '>=1.0', '<2', '==1.2.3', '1.x', '1.2.*', 'v1.x', '1.0.0 - 2.0.0', '1.0 || 2.0', '>=1,<2', '[1.0,2.0)', '~=1.4']) {
    it(`${version} floats`, () => assert.deepEqual(spots('manifest-floating-version', withPackage({ ...npm, version })), ['/packages/0/version']));
  }
  for (const version of ['1.2.3', 'v1.2.3', '1.2.3-beta.1', '1.2.3+build-5', '2026.8.31', '1', '1.0', '2024-11-05', '20251106', '0.0.0-unresolved', '${VERSION}', '$VERSION', '{{version}}', '<version is replaced in the publish pipeline>', '<<Version>>', '__VERSION__', 'TODO', 'main-abc123']) {
    it(`${version} does not`, () => assert.deepEqual(spots('manifest-floating-version', withPackage({ ...npm, version })), []));
  }
  const images: [string, Fields, boolean][] = [
    ['ghcr.io/contoso/ledger', {}, true],
    ['ghcr.io/contoso/ledger:latest', {}, true],
    ['localhost:5000/ledger', {}, true],
    ['ghcr.io/contoso/ledger:1.4.2', {}, false],
    [`ghcr.io/contoso/ledger@sha256:${hash}`, {}, false],
    ['ghcr.io/contoso/ledger:$VERSION', {}, false],
    ['contoso/ledger', { version: '1.4.2' }, false],
  ];
  for (const [identifier, more, floats] of images) it(`the image ${identifier}${more['version'] === undefined ? '' : ' with a version'} ${floats ? 'floats' : 'does not'}`, () => assert.deepEqual(spots('manifest-floating-version', withPackage(oci(identifier, more))), floats ? ['/packages/0/identifier'] : []));
  it('a package without version, told once', () => assert.deepEqual(findingsIn(manifest({ $schema: schemaAt('2025-09-29'), packages: [{ ...npm, version: undefined }] })).map(({ ruleId, at }) => [ruleId, at]), [['manifest-floating-version', ['packages', 0, 'identifier']]]));
  it('the manifest’s own version, in a bundle too', () => {
    assert.deepEqual(spots('manifest-floating-version', manifest({ version: 'latest' })), ['/version']);
    assert.deepEqual(spots('manifest-floating-version', bundle({ version: '^1.0.0' }), {}, 'manifest.json'), ['/version']);
  });
  it('is mended with the version of the package beside it', () => {
    const around = { packages: [{ type: 'npm', file: 'package.json', name: '@contoso/ledger-mcp', version: '1.4.2' }] } as const;
    assert.deepEqual(mended('manifest-floating-version', withPackage({ ...npm, version: 'latest' }), { around }), manifest());
  });
});

describe('manifest-missing-hash and manifest-image-digest', () => {
  it('a bundle known by its address', () => assert.deepEqual(spots('manifest-missing-hash', withPackage({ identifier: 'https://x.example/a.mcpb', transport: { type: 'stdio' } })), ['/packages/0/identifier']));
  it('a bundle with a hash is silent, in the old spelling too', () => {
    const package_ = { registryType: 'mcpb', identifier: 'https://x.example/a.mcpb', transport: { type: 'stdio' } };
    assert.deepEqual(spots('manifest-missing-hash', withPackage({ ...package_, fileSha256: hash }, { ...package_, file_sha256: hash }, npm)), []);
  });
  it('images are told of only where that is asked for', () => {
    assert.deepEqual(spots('manifest-image-digest', withPackage(oci('contoso/ledger:1'))), []);
    assert.deepEqual(spots('manifest-image-digest', withPackage(oci('contoso/ledger:1'), oci(`contoso/ledger@sha256:${hash}`), oci('contoso/ledger:latest')), { lint: { audience: 'strict' } }), ['/packages/0/identifier']);
  });
});

describe('manifest-no-target', () => {
  it('empty lists', () => assert.deepEqual(spots('manifest-no-target', manifest({ packages: [], remotes: [] })), ['/name']));
  it('is silent while a list is typed, and for the draft of a local program', () => {
    assert.deepEqual(spots('manifest-no-target', `{"$schema": "${schemaAt('2025-12-11')}", "name": "a/b", "packages": }`), []);
    assert.deepEqual(spots('manifest-no-target', manifest({ packages: undefined, _meta: { 'io.github.mcp-roll-call/contract': { detected: { launch: ['./serve'] } } } })), []);
  });
});

describe('manifest-literal-secret', () => {
  const variable = (fields: Fields): Fields => withPackage({ ...npm, environmentVariables: [{ name: 'LEDGER_TOKEN', ...fields }] });
  it('a token under any name', () => assert.deepEqual(spots('manifest-literal-secret', withPackage({ ...npm, packageArguments: [{ type: 'named', name: '--x', value: 'ghp_0123456789abcdefghijABCDEFGHIJ012345' }] })), ['/packages/0/packageArguments/0/value']));
  it('in a header, an address, a default of a secret', () => {
    const remotes = [{ type: 'sse', url: 'https://x.example/sse?api_key=b7Qw93kdZp02mm4T', headers: [{ name: 'Authorization', value: 'Bearer b7Qw93kdZp02mm4T' }] }];
    assert.deepEqual(spots('manifest-literal-secret', manifest({ packages: undefined, remotes })), ['/remotes/0/headers/0/value', '/remotes/0/url']);
    assert.deepEqual(spots('manifest-literal-secret', variable({ isSecret: true, default: 'b7Qw93kdZp02mm4T' })), ['/packages/0/environmentVariables/0/default']);
  });
  for (const value of ['', '{token}', 'Bearer {token}', '<your token>', 'YOUR_TOKEN', '${input:token}', 'xxx', 'changeme']) {
    it(`${JSON.stringify(value)} is none`, () => assert.deepEqual(spots('manifest-literal-secret', variable({ isSecret: true, value })), []));
  }
  it('never shows the value, and is mended by asking for it', () => {
    const document = variable({ isSecret: true, value: 'b7Qw93kdZp02mm4T' });
    assert.ok(!JSON.stringify(findingsIn(document).map(({ message, fixes }) => [message.args, message.template, fixes])).includes('b7Qw93'));
    assert.deepEqual(mended('manifest-literal-secret', document), variable({ isSecret: true }));
  });
  it('a default that a bundle proposes for a secret', () => assert.deepEqual(spots('manifest-literal-secret', bundle({ user_config: { key: { type: 'string', title: 'K', description: 'k', sensitive: true, default: 'b7Qw93kdZp02mm4T' }, url: { type: 'string', title: 'U', description: 'u', default: 'https://x.example' } } }), {}, 'manifest.json'), ['/user_config/key/default']));
});

describe('manifest-unmarked-secret', () => {
  const variable = (fields: Fields): Fields => withPackage({ ...npm, environmentVariables: [fields] });
  for (const name of ['LEDGER_TOKEN', 'apiKey', 'DB_PASSWORD', 'CLIENT_SECRET']) it(`${name} is one`, () => assert.deepEqual(spots('manifest-unmarked-secret', variable({ name })), ['/packages/0/environmentVariables/0/name']));
  const silent: Fields[] = [
    { name: 'LEDGER_TOKEN', isSecret: true }, { name: 'LEDGER_TOKEN', isSecret: false }, { name: 'LEDGER_TOKEN', is_secret: true }, { name: 'MAX_TOKENS' }, { name: 'TOKEN_FILE' }, { name: 'AUTH_MODE' }, { name: 'LOG_LEVEL' },
    { name: 'GOOGLE_APPLICATION_CREDENTIALS', isRequired: true }, { name: 'SSH_AUTH_SOCK' }, { name: 'KEY_TOKEN', description: 'Path to the token' }, { name: 'DISABLE_AUTH', default: 'false' }, { name: 'AUTH', choices: ['a', 'b'] }, { name: 'TOKEN', format: 'filepath' }, { name: 5 }, {},
  ];
  for (const fields of silent) it(`${JSON.stringify(fields)} is none`, () => assert.deepEqual(spots('manifest-unmarked-secret', variable(fields)), []));
  it('is mended safely, in the spelling of the file’s edition', () => {
    assert.deepEqual(mended('manifest-unmarked-secret', variable({ name: 'LEDGER_TOKEN' })), variable({ name: 'LEDGER_TOKEN', isSecret: true }));
    const old = { $schema: schemaAt('2025-07-09'), name: 'a/b', description: 'x', version: '1.0.0', packages: [{ environment_variables: [{ name: 'A_TOKEN' }] }] };
    assert.deepEqual((mended('manifest-unmarked-secret', old) as typeof old).packages, [{ environment_variables: [{ name: 'A_TOKEN', is_secret: true }] }]);
  });
  it('headers and variables of remotes', () => {
    const remotes = [{ type: 'sse', url: 'https://x.example/{api_key}', variables: { api_key: { isRequired: true }, tenant: {} }, headers: [{ name: 'X-API-Key' }, { name: 'Authorization', value: 'Bearer {token}', variables: { token: {} } }] }];
    assert.deepEqual(spots('manifest-unmarked-secret', manifest({ packages: undefined, remotes })), ['/remotes/0/headers/0/name', '/remotes/0/headers/1/variables/token', '/remotes/0/variables/api_key']);
  });
  it('what a bundle asks for, by its own name or by the variable it is handed on in', () => {
    const asked = (fields: Fields): Fields => ({ type: 'string', title: 'x', description: 'x', ...fields });
    const server = { type: 'node', entry_point: 'i.js', mcp_config: { command: 'node', env: { LEDGER_API_KEY: '${user_config.access}' } } };
    const document = bundle({ server, user_config: { access: asked({}), token: asked({}), marked: asked({ sensitive: true }), folder: asked({ type: 'directory' }), secret_file: asked({ type: 'file' }) } });
    assert.deepEqual(spots('manifest-unmarked-secret', document, {}, 'manifest.json'), ['/user_config/access', '/user_config/token']);
  });
});

describe('manifest-namespace', () => {
  const from = (name: string, url: unknown): Fields => manifest({ name, repository: { url, source: 'github' } });
  it('another owner', () => assert.deepEqual(spots('manifest-namespace', from('io.github.contoso/x', 'https://github.com/fabrikam/x')), ['/name']));
  const silent: [string, unknown][] = [['io.github.contoso/x', 'https://github.com/Contoso/x.git'], ['com.contoso/x', 'https://github.com/fabrikam/x'], ['io.github.contoso/x', 'https://gitlab.com/fabrikam/x'], ['io.github.contoso/x', 5], ['io.github.contoso/x', '']];
  for (const [name, url] of silent) it(`${name} of ${String(url)} is none`, () => assert.deepEqual(spots('manifest-namespace', from(name, url)), []));
  it('without a repository in it, what lies around says it, with less confidence', () => {
    const [finding] = findingsIn(manifest({ name: 'io.github.contoso/x' }), { around: { repository: 'git@github.com:fabrikam/x.git' } });
    assert.deepEqual([finding?.ruleId, finding?.confidence], ['manifest-namespace', 'low']);
  });
});

describe('what lies beside a manifest', () => {
  const beside = (fields: Fields): { around: { packages: { type: 'npm'; file: string; name: string }[] } } => ({ around: { packages: [{ type: 'npm', file: 'package.json', name: '@contoso/ledger-mcp', ...fields }] } });
  it('another version', () => {
    assert.deepEqual(spots('manifest-version-mismatch', manifest(), beside({ version: '1.5.0' })), ['/packages/0/version']);
    assert.deepEqual((mended('manifest-version-mismatch', manifest(), beside({ version: '1.5.0' })) as { packages: unknown }).packages, [{ ...npm, version: '1.5.0' }]);
  });
  for (const version of ['1.4.2', '0.0.0', '0.0.0-development', '${VERSION}', undefined]) it(`${String(version)} is no other version`, () => assert.deepEqual(spots('manifest-version-mismatch', manifest(), beside({ version })), []));
  it('another package is none of its business', () => assert.deepEqual(spots('manifest-version-mismatch', manifest(), beside({ name: 'other', version: '9.0.0' })), []));
  it('a bundle of the same name', () => assert.deepEqual(spots('manifest-version-mismatch', bundle(), { around: { packages: [{ type: 'npm', file: 'package.json', name: 'ledger', version: '2.0.0' }] } }, 'manifest.json'), ['/version']));
  it('a package that names another manifest, letter by letter', () => {
    assert.deepEqual(spots('manifest-ownership', manifest(), beside({ mcpNames: ['com.contoso.Payments/ledger'] })), ['/name']);
    for (const mcpNames of [['com.contoso.payments/ledger'], [], undefined]) assert.deepEqual(spots('manifest-ownership', manifest(), beside({ mcpNames })), []);
  });
});

describe('manifest-old-schema and manifest-snake-case', () => {
  const old = {
    $schema: schemaAt('2025-07-09'), name: 'io.github.contoso/ledger', description: 'Reads.', status: 'active', version: '1.4.2',
    packages: [{ registry_type: 'oci', registry_base_url: 'https://docker.io', identifier: 'contoso/ledger', version: '1.4.2', transport: { type: 'stdio' }, environment_variables: [{ name: 'A', is_required: true, is_secret: true, variables: { is_repeated: { is_required: true } } }] }],
    _meta: { 'io.modelcontextprotocol.registry/official': { id: 'x' }, mine: { is_secret: true } },
  };
  it('an edition behind a breaking change, or none', () => {
    for (const edition of ['2025-07-09', '2025-09-16']) assert.deepEqual(spots('manifest-old-schema', manifest({ $schema: schemaAt(edition) })), ['/$schema']);
    assert.deepEqual(spots('manifest-old-schema', manifest({ $schema: undefined })), ['/name']);
    for (const edition of ['2025-09-29', '2025-10-11', '2025-10-17', '2025-12-11', 'draft', '2027-01-01']) assert.deepEqual(spots('manifest-old-schema', manifest({ $schema: schemaAt(edition) })), []);
  });
  it('an edition that never was', () => assert.deepEqual(said('manifest-schema', manifest({ $schema: schemaAt('2025-10-12') })), ['/$schema No edition `2025-10-12` of this format was published, so that readers cannot tell what the file follows. The newest is `2025-12-11`.']));
  it('the first edition is valid as it is, and told once', () => assert.deepEqual(findingsIn(old).map(({ ruleId }) => ruleId), ['manifest-old-schema']));
  it('is brought to the newest edition, and then nothing is left to say', () => {
    const { status: _, ...rest } = old;
    const after = mended('manifest-old-schema', old);
    assert.deepEqual(after, {
      ...rest,
      $schema: schemaAt('2025-12-11'),
      packages: [{ registryType: 'oci', registryBaseUrl: 'https://docker.io', identifier: 'docker.io/contoso/ledger:1.4.2', transport: { type: 'stdio' }, environmentVariables: [{ name: 'A', isRequired: true, isSecret: true, variables: { is_repeated: { isRequired: true } } }] }],
      _meta: { mine: { is_secret: true } },
    });
    assert.deepEqual(findingsIn(after), []);
  });
  it('old names in a newer file: one finding, at the first, and one safe fix', () => {
    const document = withPackage({ ...npm, environment_variables: [{ name: 'A_TOKEN', is_secret: true }] });
    assert.deepEqual(findingsIn(document).map(({ ruleId, at }) => [ruleId, at]), [['manifest-snake-case', ['packages', 0, 'environment_variables']]]);
    assert.deepEqual(mended('manifest-snake-case', document), withPackage({ ...npm, environmentVariables: [{ name: 'A_TOKEN', isSecret: true }] }));
  });
});
