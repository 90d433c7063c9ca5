import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { parse } from 'jsonc-parser';
import { parseJson } from '../../../src/core/config/json/parse.ts';
import { nodeAt, pointer, stringOf, type Path } from '../../../src/core/config/node.ts';
import { draftStub, type DraftInput } from '../../../src/core/manifest/draft.ts';
import type { Evidence } from '../../../src/core/manifest/evidence.ts';
import { render } from '../../../src/core/text/message.ts';
import { assertValid, contractIn, inputFor, parsed } from './declared.ts';

const license = '/_meta/io.github.mcp-roll-call~1contract/supplyChain/license';
const owner = '/_meta/io.github.mcp-roll-call~1contract/detected/suggestedOwner';

function ledger(version: string | undefined, extra: { args?: string[]; env?: Record<string, string> } = {}): unknown {
  return { command: 'npx', args: ['-y', `@contoso/ledger-mcp${version === undefined ? '' : `@${version}`}`, ...(extra.args ?? [])], ...(extra.env && { env: extra.env }) };
}

function fact(field: string, value: string, source = 'package-lock.json'): Evidence {
  return { field, value, source, confidence: 'medium', inferred: false };
}

function draft(entry: unknown, evidence: readonly Evidence[] = []): string {
  return draftStub(inputFor(entry, evidence)).text;
}

/** The draft brought up to date; drafting yet again must change nothing more. */
function redraft(existing: string, entry: unknown, evidence: readonly Evidence[] = []): string {
  const input: DraftInput = { ...inputFor(entry, evidence), existing };
  const { text, refused } = draftStub(input);
  assert.equal(refused && render(refused), undefined);
  assert.equal(draftStub({ ...input, existing: text }).text, text, 'a second draft changed something');
  return text;
}

function line(text: string, key: string): string[] {
  return text.split(/\r?\n/).filter((one) => one.includes(`"${key}"`)).map((one) => one.trim());
}

describe('drafting again', () => {
  it('changes nothing when nothing changed', () => {
    const text = draft(ledger('1.4.2', { args: ['--read-only'], env: { A_TOKEN: 'x' } }), [fact(license, 'MIT')]);
    assert.equal(redraft(text, ledger('1.4.2', { args: ['--read-only'], env: { A_TOKEN: 'y' } }), [fact(license, 'MIT')]), text);
  });

  it('takes a new version over, and touches nothing but what depends on it', () => {
    const before = draft(ledger('1.4.2'));
    const after = redraft(before, ledger('1.5.0'));
    assertValid(after);
    assert.equal(after.replaceAll('1.5.0', '1.4.2').replace(/sha256:[0-9a-f]{64}/, 'x'), before.replace(/sha256:[0-9a-f]{64}/, 'x'));
    assert.equal(parsed(after).packages[0].version, '1.5.0');
  });

  it('keeps what a person filled in, changed, added, took out or laid out', () => {
    const text = draft(ledger('1.4.2', { env: { A_TOKEN: 'x', B: 'y' } }), [fact(license, 'MIT')])
      .replace('"TODO.contoso/ledger-mcp"', '"com.contoso.payments/ledger"')
      .replace('"TODO: team that answers for this server"', '"payments"')
      .replace('"title": "ledger",\n', '')
      .replace('"license": "MIT"', '"license": "LicenseRef-Contoso" /* agreed with legal */')
      .replace('"name": "A_TOKEN", "isRequired": true', '"name": "A_TOKEN", "description": "short-lived", "isRequired": true')
      .replace('"version": "1.4.2",\n  "packages"', '"version": "2026.1" /* ours */,\n    "x-extra" :  [ 1,2 ],\n  "packages"')
      .replaceAll('\n', '\r\n');
    const after = redraft(text, ledger('1.5.0', { env: { A_TOKEN: 'x', B: 'y', C_SECRET: 'z' } }), [fact(license, 'Apache-2.0')]);
    assert.equal(line(after, 'name')[0], '"name": "com.contoso.payments/ledger",');
    assert.deepEqual(line(after, 'team'), ['"team": "payments",']);
    assert.deepEqual(line(after, 'title'), []);
    assert.deepEqual(line(after, 'license'), ['"license": "LicenseRef-Contoso" /* agreed with legal */,']);
    assert.ok(after.includes('"version": "2026.1" /* ours */,\r\n    "x-extra" :  [ 1,2 ],\r\n'));
    assert.equal(line(after, 'identifier')[0], '"identifier": "@contoso/ledger-mcp",');
    const plain: { packages: { version: string; environmentVariables: { name: string; description?: string; isSecret?: boolean }[] }[] } = parse(after);
    assert.equal(plain.packages[0]!.version, '1.5.0');
    assert.deepEqual(plain.packages[0]!.environmentVariables.map(({ name, description, isSecret }) => [name, description, isSecret]), [['A_TOKEN', 'short-lived', true], ['B', undefined, undefined], ['C_SECRET', undefined, true]]);
    assert.ok(!/[^\r]\n/.test(after), 'a line end changed');
  });

  it('fills in what was open once there is evidence, and lets go of what no longer stands', () => {
    const before = draft(ledger(undefined, { args: ['--read-only'], env: { A_TOKEN: 'x' } }));
    assert.equal(parsed(before).version, '0.0.0-unresolved');
    const after = redraft(before, ledger('1.4.2'), [fact(license, 'MIT'), fact('/repository/url', 'github:contoso/ledger'), fact(owner, '@contoso/payments', 'CODEOWNERS:1')]);
    assertValid(after);
    const { name, version, repository, packages } = parsed(after);
    assert.deepEqual([name, version, repository], ['io.github.contoso/ledger-mcp', '1.4.2', { url: 'https://github.com/contoso/ledger', source: 'github' }]);
    assert.deepEqual(packages, [{ registryType: 'npm', identifier: '@contoso/ledger-mcp', version: '1.4.2', runtimeHint: 'npx', runtimeArguments: [{ type: 'named', name: '-y' }], transport: { type: 'stdio' } }]);
    assert.equal(contractIn(after).supplyChain.license, 'MIT');
    assert.deepEqual(contractIn(after).detected.suggestedOwner, { value: '@contoso/payments', evidence: 'CODEOWNERS:1', confidence: 'medium' });
    // What is no longer known stays: not to know is no evidence.
    const later = redraft(after, ledger('1.4.2', { env: { A_TOKEN: 'x' } }));
    assert.equal(contractIn(later).supplyChain.license, 'MIT');
    assert.deepEqual(parsed(later).packages[0].environmentVariables, [{ name: 'A_TOKEN', isRequired: true, isSecret: true }]);
    assert.equal(parsed(redraft(later, ledger(undefined))).version, '0.0.0-unresolved');
  });

  it('does not bring back what a person took out of a list, nor a list that was taken out', () => {
    const text = draft(ledger('1.4.2', { args: ['--read-only'], env: { A: 'x', B: 'y' } }));
    const withoutB = text.replace(/,\s*\{ "name": "B", "isRequired": true \}/, '').replace(/"packageArguments": \[[^\]]*\],\s*/, '');
    assert.notEqual(withoutB, text);
    const after = redraft(withoutB, ledger('1.4.2', { args: ['--write'], env: { A: 'x', B: 'y', C: 'z' } }));
    assert.deepEqual(parsed(after).packages[0].environmentVariables.map(({ name }: { name: string }) => name), ['A', 'C']);
    assert.equal(parsed(after).packages[0].packageArguments, undefined);
  });

  it('lets a list go that is no longer stated, but not one that a person changed', () => {
    const before = draft(ledger('1.4.2', { args: ['--read-only'], env: { A: 'x' } })).replace('"name": "A"', '"name": "A", "default": "1"');
    const [now] = parsed(redraft(before, ledger('1.4.2'))).packages;
    assert.deepEqual([now.packageArguments, now.environmentVariables], [undefined, [{ name: 'A', default: '1', isRequired: true }]]);
  });

  it('shows every character of what it adds', () => {
    const before = draft(ledger('1.4.2'));
    const { text } = draftStub({ ...inputFor(ledger('1.4.2')), source: 'x\u202e/mcp.json#/servers/a', existing: before });
    assert.ok(text.includes('"source": "x\\u202e/mcp.json#/servers/a"'));
    assert.ok(!text.includes('\u202e'));
  });

  it('finds its package where a person put others before it', () => {
    const before = parsed(draft(ledger('1.4.2')));
    before.packages.unshift({ registryType: 'oci', identifier: 'ghcr.io/contoso/ledger:1.4.2', transport: { type: 'stdio' } });
    const after = parsed(redraft(JSON.stringify(before, undefined, 2), ledger('1.5.0')));
    assert.deepEqual(after.packages.map(({ version }: { version?: string }) => version), [undefined, '1.5.0']);
    assert.equal(after.packages[0].identifier, 'ghcr.io/contoso/ledger:1.4.2');
  });

  it('follows an image from its tag to its digest', () => {
    const image = (reference: string): unknown => ({ command: 'docker', args: ['run', '-i', '--rm', `ghcr.io/contoso/tool${reference}`] });
    const digest = `@sha256:${'ab'.repeat(32)}`;
    const after = redraft(draft(image(':1.2')), image(digest));
    assert.equal(parsed(after).packages[0].identifier, `ghcr.io/contoso/tool${digest}`);
    assert.equal(parsed(after).version, 'TODO: the version the server reports of itself');
  });

  it('adds the contract to a manifest of the same server that has none', () => {
    const own = '{\n\t"$schema": "https://static.modelcontextprotocol.io/schemas/2025-12-11/server.schema.json",\n\t"name": "com.contoso/ledger", // ours\n\t"description": "Reads the ledger",\n\t"version": "1.0.0",\n\t"packages": [{ "registryType": "npm", "identifier": "@contoso/ledger-mcp", "version": "1.0.0", "transport": { "type": "stdio" } }]\n}\n';
    const after = redraft(own, ledger('1.4.2'));
    assert.ok(after.startsWith(own.slice(0, own.indexOf('"packages"'))), after);
    const plain = parse(after);
    assert.equal(plain.packages[0].version, '1.0.0');
    assert.equal(plain._meta['io.github.mcp-roll-call/contract'].detected.artifact, 'npm:@contoso/ledger-mcp');
    const beside = parse(redraft(own.replace('"1.0.0",\n\t"p', '"1.0.0",\n\t"_meta": {"a/b":1},\n\t"p'), ledger('1.4.2')));
    assert.deepEqual(Object.keys(beside._meta), ['a/b', 'io.github.mcp-roll-call/contract']);
  });

  const refused: [string, string, RegExp][] = [
    ['no JSON', '{"name": ', /not valid JSON/],
    ['a merge conflict', '{\n<<<<<<< HEAD\n"name": "a"\n=======\n}', /not valid JSON/],
    ['a list', '[]', /not valid JSON/],
    ['another server', draft({ command: 'npx', args: ['other@1.0.0'] }), /another server/],
    ['the same name in another ecosystem', draft({ command: 'uvx', args: ['ledger-mcp==1.0.0'] }), /another server/],
    ['some other server.json', '{"port": 8080}', /another server/],
    ['a manifest without packages', '{"name": "a/b", "description": "x", "version": "1"}', /another server/],
    ['a _meta that is no map', '{"packages": [{"registryType": "npm", "identifier": "@contoso/ledger-mcp"}], "_meta": 7}', /not a map/],
    ['a contract that is no map', '{"packages": [{"registryType": "npm", "identifier": "@contoso/ledger-mcp"}], "_meta": {"io.github.mcp-roll-call/contract": "yes"}}', /not a map/],
  ];
  for (const [name, existing, why] of refused) {
    it(`leaves ${name} as it is, and says why`, () => {
      const result = draftStub({ ...inputFor(ledger('1.4.2')), existing });
      assert.equal(result.text, existing);
      assert.deepEqual(result.todos, []);
      assert.match(render(result.refused!), why);
    });
  }

  it('starts anew in an empty file', () => {
    assert.equal(draftStub({ ...inputFor(ledger('1.4.2')), existing: '\ufeff \n' }).text, draft(ledger('1.4.2')));
  });

  it('holds out against hostile drafts', () => {
    const deep = '['.repeat(20_000) + ']'.repeat(20_000);
    const base = draft(ledger('1.4.2'));
    for (const existing of [
      base.replace('"evidence": [', `"evidence": [${deep}, {"field": "/version", "value": ${deep}}, {"field": 7}, {"field": "__proto__"}, null,`),
      base.replace('"1.4.2"', deep),
      base.replace('"detected": {', '"detected": {}, "detected": {'),
      base.replace(/"evidence": \[[^]*?\n {8}\]/, '"evidence": "none"'),
      base.replace(/"detected": \{[^]*?\n {6}\},/, '"detected": [],'),
      base.replace(/"detected": \{[^]*?\n {6}\},/, ''),
      base.replaceAll('/packages/0/', '/packages/9/'),
      base.replace('"packages": [', '"packages": [null, 7, {"registryType": 7},'),
      `\ufeff${base}`,
    ]) {
      const { text, refused } = draftStub({ ...inputFor(ledger('1.5.0')), existing });
      assert.equal(refused, undefined);
      assert.deepEqual(parseJson(text).problems, []);
      assert.equal(draftStub({ ...inputFor(ledger('1.5.0')), existing: text }).text, text);
    }
  });

  it('never overwrites what a person filled in, whatever changes', () => {
    const version = fc.constantFrom('1.4.2', '1.5.0', '2.0.0-rc.1', undefined);
    const env = fc.dictionary(fc.constantFrom('A_TOKEN', 'B', 'C_KEY', 'constructor'), fc.constant('x'), { maxKeys: 3 });
    const args = fc.array(fc.constantFrom('--read-only', '--port', '8080', '/etc/x'), { maxLength: 3 });
    const evidence = fc.subarray([fact(license, 'MIT'), fact(license, 'Apache-2.0', 'x'), fact('/repository/url', 'github:contoso/ledger'), fact(owner, '@contoso/payments'), fact('/version', '3.0.0')]);
    const state = fc.record({ version, env, args, evidence });
    const build = (one: { version: string | undefined; env: Record<string, string>; args: string[]; evidence: Evidence[] }): [unknown, Evidence[]] => [ledger(one.version, one), one.evidence];
    fc.assert(
      fc.property(state, state, fc.array(fc.tuple(fc.nat(), fc.string({ minLength: 1 }).filter((text) => !/^TODO|0\.0\.0/.test(text))), { maxLength: 8 }), fc.constantFrom('\n', '\r\n'), (first, second, answers, eol) => {
        const drafted = draftStub(inputFor(...build(first)));
        let text = drafted.text.replaceAll('\n', eol);
        const filled = new Map<string, string>();
        for (const [at, answer] of answers) {
          const path: Path = drafted.todos[at % drafted.todos.length]!;
          const { span } = nodeAt(parseJson(text).tree, path)!;
          text = text.slice(0, span.start) + JSON.stringify(answer) + text.slice(span.end);
          filled.set(pointer(path), answer);
        }
        const after = redraft(text, ...build(second));
        const { tree, problems } = parseJson(after);
        assert.deepEqual(problems, []);
        for (const path of drafted.todos) {
          const answer = filled.get(pointer(path));
          if (answer !== undefined) assert.equal(stringOf(nodeAt(tree, path)), answer, pointer(path));
        }
        if (filled.size === 0) assertValid(after);
        if (eol === '\r\n') assert.ok(!/[^\r]\n/.test(after));
        const fresh = parse(draft(...build(second)));
        const now = parse(after);
        if (filled.size === 0) assert.deepEqual(now.packages, fresh.packages);
      }),
      { numRuns: 300 },
    );
  });
});
