import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { assess } from '../../../src/core/assess.ts';
import { assessManifest } from '../../../src/core/assess-manifest.ts';
import { workspaceFileAt } from '../../../src/core/clients/clients.ts';
import { filesOfFolder } from '../../../src/core/places/files-of-folder.ts';
import { readLoaded } from '../../../src/core/config/read-place.ts';
import type { ConfigSource } from '../../../src/core/config/read.ts';
import type { ConfigFile } from '../../../src/core/config/config-file.ts';
import { noFacts } from '../../../src/core/facts.ts';
import type { Finding } from '../../../src/core/finding/finding.ts';
import { say } from '../../../src/core/text/message.ts';
import { compilePolicy } from '../../../src/core/policy/compile.ts';
import type { PolicyState } from '../../../src/core/policy/policy-state.ts';
import { readPolicy } from '../../../src/core/policy/read.ts';
import { rulePage, rules } from '../../../src/core/rules/rules.ts';
import { acceptedFrom } from '../launch/accepted-from.ts';
import { examplesIn, pageOf, root, sectionsOf, type Example } from './page-examples.ts';

const source = { path: '/policy.json', namedBy: 'setting' } as const;

function examplePolicy(): PolicyState {
  const { document } = readPolicy(fs.readFileSync(path.join(root, 'media/example/policy.json'), 'utf8'), source.path);
  assert.ok(document);
  return { kind: 'ready', source, policy: compilePolicy([{ document, approves: true }]), problems: [] };
}

/** A policy that asks for a gateway, and approves what lies behind it. */
function gatewayPolicy(): PolicyState {
  const { document } = readPolicy(JSON.stringify({ policyVersion: 1, gateway: { url: 'https://mcp-gateway.contoso.com/{host}' }, servers: [{ id: 'com.contoso/gateway', state: 'approved', match: [{ serverUrl: 'https://mcp-gateway.contoso.com/*' }] }], defaults: { minIdentity: 'name' } }), source.path);
  assert.ok(document);
  return { kind: 'ready', source, policy: compilePolicy([{ document, approves: true }]), problems: [] };
}

function findingsIn({ language, file, text, before }: Example, policy: PolicyState): readonly Finding[] {
  const known = filesOfFolder.find(({ path }) => path === file) ?? workspaceFileAt(`/w/${file}`);
  if (!known) return assessManifest(`/w/${file}`, text);
  const read = (content: ConfigSource['content']): ConfigFile => readLoaded({ path: `/w/${file}`, root: '/w', known, live: true, content });
  const config = read(language === 'link' ? { unreadable: say('a link'), linkedOut: true } : { text });
  assert.equal(config.status, language === 'link' ? 'unreadable' : 'read', `the example in ${file} is itself broken`);
  return assess({ files: [config], policy, facts: noFacts, now: '2026-11-21T00:00:00Z', ...(before !== undefined && { accepted: acceptedFrom([read({ text: before })]) }) }).findings;
}

describe('rule pages', () => {
  it('there is one file, one entry in the list and one page for each rule', () => {
    const ids = rules.map((rule) => rule.id).sort();
    const source = fs.readdirSync(path.join(root, 'src/core/rules'), { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts')).filter((file) => fs.readFileSync(path.join(root, 'src/core/rules', file), 'utf8').includes(': Rule = {'));
    assert.deepEqual(source.map((file) => path.basename(file, '.ts')).sort(), ids);
    for (const file of source) assert.equal(rules.find((rule) => file.endsWith(`${rule.id}.ts`))?.category, path.dirname(file));
    assert.deepEqual(fs.readdirSync(path.join(root, 'media/rules')).map((file) => file.replace('.md', '')).sort(), ids);
    for (const rule of rules) assert.equal(rulePage(rule.id), `media/rules/${rule.id}.md`);
  });

  for (const rule of rules) {
    describe(rule.id, () => {
      const sections = sectionsOf(pageOf(rule.id));
      // The verdict is the policy's; every other rule speaks without one.
      const policy: PolicyState = ['not-approved', 'provider-not-approved', 'floating-model'].includes(rule.id) ? examplePolicy() : rule.id === 'outside-gateway' ? gatewayPolicy() : { kind: 'none' };

      it('has the sections every page has', () => {
        assert.deepEqual([...sections.keys()], ['Threat', 'Bad', 'Good', 'When to ignore']);
        assert.ok(rule.references.length > 0);
      });

      const bad = examplesIn(sections.get('Bad') ?? '');
      const good = examplesIn(sections.get('Good') ?? '');
      it('has examples of both kinds', () => assert.ok(bad.length > 0 && good.length > 0));
      bad.forEach((example, i) => {
        it(`finds its bad example ${i + 1} (${example.file})`, () => {
          assert.ok(findingsIn(example, policy).some((finding) => finding.ruleId === rule.id), example.text);
        });
      });
      good.forEach((example, i) => {
        it(`is silent on its good example ${i + 1} (${example.file}), and so is every other rule`, () => {
          assert.deepEqual(findingsIn(example, policy).map((finding) => finding.ruleId), []);
        });
      });
    });
  }
});
