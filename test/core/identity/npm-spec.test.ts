import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import npa from 'npm-package-arg';
import { exactNpmVersion, npmSpec, type NpmSpec } from '../../../src/core/identity/packages/npm-spec.ts';

/** What npm's own library says, as far as identity asks: what comes from a registry in full, the rest as one. */
function npmSays(text: string): NpmSpec | 'no registry' {
  let said: ReturnType<typeof npa>;
  try {
    said = npa(text);
  } catch {
    return 'no registry';
  }
  if (said.type === 'version' || said.type === 'range' || said.type === 'tag') {
    return said.name === undefined || said.name === null ? 'no registry' : { type: said.type, name: said.name, spec: said.fetchSpec ?? '' };
  }
  if (said.type === 'alias') {
    const target = (said as unknown as { subSpec: { type: 'version'; name: string; fetchSpec: string } }).subSpec;
    return { type: 'alias', target: { type: target.type, name: target.name, spec: target.fetchSpec } };
  }
  return 'no registry';
}

function weSay(text: string): NpmSpec | 'no registry' {
  const spec = npmSpec(text);
  return spec.type === 'elsewhere' || spec.type === 'invalid' ? 'no registry' : spec;
}

const name = fc.oneof(
  fc.constantFrom('foo', '@contoso/ledger-mcp', 'Foo', 'foo.js', '.foo', '_foo', '-foo', 'node_modules', '@a/.b', '@.a/b', '@a/_b', '@a', '@/b', '@a/', 'a b', ' a', 'a ', 'foo!', "it's", 'ünï', 'x', 'v1', '1.2.3', 'a/b', 'a/b/c', '~a', '~/a', 'c:x', 'foo.tgz', 'foo.tar.gz', 'a:b', 'favicon.ico', '@a/node_modules', '', '@', '@@', 'a%20b', '#a', 'con', 'http'),
  fc.stringMatching(/^(?:@[a-z0-9-]{1,5}\/)?[a-z0-9._-]{1,10}$/),
);
const number = fc.constantFrom('0', '1', '2', '10', '01', '9007199254740991', '9007199254740992', '99999999999999999', 'x', 'X', '*', '1234567890123456');
const version = fc.tuple(fc.constantFrom('', 'v', '=', 'V', ' ', '= v', '^', '~', '>=', '<', '>', '<=', '~>', '^v', '=='), fc.array(number, { minLength: 1, maxLength: 4 }), fc.constantFrom('', '-beta', '-beta.1', '+build', '-0', '-01', 'beta', '.', '-', ' ', '-a+b')).map(([before, parts, after]) => before + parts.join('.') + after);
const spec = fc.oneof(
  version,
  fc.tuple(version, fc.constantFrom(' ', ' || ', ' - ', ',', '||'), version).map((parts) => parts.join('')),
  fc.constantFrom('latest', 'next', 'beta-1', 'v', 'x', 'X', '', '*', 'npm:foo@1.2.3', 'npm:foo', 'NPM:foo@^1', 'npm:npm:foo', 'npm:', 'npm:./x', 'npm:@a/b@1', 'file:x', 'FILE:x', './x', '../x', '/x', '~/x', 'user/repo', 'user/repo#main', 'github:user/repo', 'gitlab:a/b', 'git+ssh://git@h.example/x.git', 'git@github.com:a/b.git', 'https://github.com/a/b', 'https://h.example/x.tgz', 'http:x', 'ftp://h.example/x', 'foo.tgz', 'la test', 'tag!', 'tag/x', 'tag@x', '@', 'ü', 'workspace:*', 'catalog:', 'link:x', 'patch:x', 'a:b', 'vnext', 'v1x', 'Xenon', 'xenon', '1.2.3.4', '.5', '%41', '$x', '~1/2'),
);
const argument = fc.oneof(name, fc.tuple(name, spec).map(([a, b]) => `${a}@${b}`), spec, fc.string(), fc.string({ unit: 'binary' }), fc.tuple(fc.string(), fc.string()).map((parts) => parts.join('@')));

describe('npm specifications', function () {
  this.timeout(20_000);

  it('are read as npm itself reads them', () => {
    // A backslash separates folders on Windows only; here it always means "not from a registry".
    fc.assert(fc.property(argument.filter((text) => !text.includes('\\') && text.length <= 500), (text) => assert.deepEqual(weSay(text), npmSays(text))), { numRuns: 10_000 });
  });

  for (const [text, expected] of [
    ['@contoso/ledger-mcp@1.4.2', { type: 'version', name: '@contoso/ledger-mcp', spec: '1.4.2' }],
    ['ledger', { type: 'range', name: 'ledger', spec: '*' }],
    ['ledger@latest', { type: 'tag', name: 'ledger', spec: 'latest' }],
    ['ledger@1.x', { type: 'range', name: 'ledger', spec: '1.x' }],
    ['a@npm:b@1.2.3', { type: 'alias', target: { type: 'version', name: 'b', spec: '1.2.3' } }],
  ] as const) {
    it(text, () => {
      assert.deepEqual(npmSpec(text), expected);
      assert.deepEqual(npmSays(text), expected);
    });
  }

  it('by folder are never from a registry, whichever separator they use', () => {
    for (const text of ['.\\x', 'a\\b', '@a\\b', '@a/b@.\\x', 'C:\\x', '\\\\share\\x', 'a@C:\\x']) assert.deepEqual(npmSpec(text), { type: 'elsewhere' }, text);
  });

  it('fix one version only when semver agrees without leniency', () => {
    assert.deepEqual(
      ['1.2.3', 'v1.2.3', '=1.2.3', '= v1.2.3', '1.2.3-a.1', '1.2.3+b', '01.2.3', '1.2.3beta', '1.2', '9007199254740992.0.0'].map(exactNpmVersion),
      ['1.2.3', '1.2.3', '1.2.3', '1.2.3', '1.2.3-a.1', '1.2.3', undefined, undefined, undefined, undefined],
    );
  });

  it('of a megabyte are no specification, at once', () => {
    for (const text of ['a'.repeat(1e6), `a@${'1.'.repeat(5e5)}`, '@'.repeat(1e6), `a@${'|| '.repeat(3e5)}`]) assert.equal(npmSpec(text).type, 'invalid');
  });
});
