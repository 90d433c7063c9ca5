import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { assess } from '../../../src/core/assess.ts';
import { assessManifest } from '../../../src/core/assess-manifest.ts';
import { userFiles, workspaceFileAt } from '../../../src/core/clients/clients.ts';
import { KnownPaths } from '../../../src/core/clients/known-path.ts';
import { filesOfFolder } from '../../../src/core/places/files-of-folder.ts';
import { readPlace } from '../../../src/core/config/read-place.ts';
import type { ConfigSource } from '../../../src/core/config/read.ts';
import type { ConfigFile } from '../../../src/core/config/config-file.ts';
import { noFacts, type Facts } from '../../../src/core/facts.ts';
import { factPackages } from '../../../src/core/identity/fact-packages.ts';
import type { Finding } from '../../../src/core/finding/finding.ts';
import { NativeLayers } from '../../../src/core/native/layers.ts';
import { say } from '../../../src/core/text/message.ts';
import { compilePolicy } from '../../../src/core/policy/compile.ts';
import type { PolicyState } from '../../../src/core/policy/policy-state.ts';
import { readPolicy } from '../../../src/core/policy/read.ts';
import type { Rule } from '../../../src/core/rules/rule.ts';
import { rulePage, rules } from '../../../src/core/rules/rules.ts';
import { folderFacts } from '../../../src/host/evidence/folder-facts.ts';
import { shippedKnowledge } from '../../../src/host/knowledge/shipped-knowledge.ts';
import { manifestSurroundings } from '../../../src/host/manifest/surroundings.ts';
import type { ManifestSurroundings } from '../../../src/core/manifest/subject.ts';
import { heardDriftOf } from '../../../src/core/drift/heard-drift.ts';
import { driftBetween } from '../../../src/core/drift/compare.ts';
import type { HeardServer, HeardServers } from '../../../src/core/listening/heard.ts';
import { snapshotOf } from '../../../src/core/snapshot/from-voice.ts';
import type { Snapshot } from '../../../src/core/snapshot/snapshot.ts';
import type { Said } from '../../../src/core/snapshot/voice.ts';
import { sha256 } from '../inventory/observed.ts';
import { acceptedFrom } from '../launch/accepted-from.ts';
import { examplesIn, pageOf, root, sectionsOf, type Example } from './page-examples.ts';

const source = { at: '/policy.json', kind: 'file', namedBy: 'setting' } as const;

function policyIn(text: string): PolicyState {
  const { document, problems } = readPolicy(text, source.at);
  assert.ok(document);
  assert.deepEqual(problems, []);
  return { kind: 'ready', parts: [], policy: compilePolicy([{ document, approves: true }]) };
}

function placeOf(file: string): Omit<ConfigSource, 'content'> | undefined {
  if (file.startsWith('~/') || file.startsWith('/')) {
    const full = file.replace(/^~/, '/home/you');
    const known = userFiles({ platform: 'linux', home: '/home/you', env: {} }).find((one) => new KnownPaths([one]).at(full.split('/')));
    assert.ok(known, `no client reads ${file}`);
    return { path: full, known, live: true };
  }
  const known = filesOfFolder.find(({ path }) => path === file) ?? workspaceFileAt(`/w/${file}`);
  return known && { path: `/w/${file}`, root: '/w', known, live: true };
}

/** What the page on files in git takes for granted. */
const asGitSays: Facts = { folders: new Map([['/w', { locked: new Map(), installed: new Map(), registries: new Map(), git: { envFiles: new Map([['.env', 'tracked'], ['.env.local', 'ignored']]), committed: new Map() } }]]) };

async function findingsIn({ language, file, text, before, voice, beside, policy: given }: Example, rule: Rule, usual: PolicyState): Promise<readonly Finding[]> {
  const known = shippedKnowledge(root);
  const policy = given === undefined ? usual : policyIn(given);
  const place = placeOf(file);
  // A strict rule is asked to speak on its own page; the others of its audience are not.
  const lint = { severities: { [rule.id]: rule.severity } };
  if (!place) return assessManifest(`/w/${file}`, text, { known, policy, lint, around: await around({ file, text }, beside) });
  const read = (at: Omit<ConfigSource, 'content'>, content: ConfigSource['content']): Promise<ConfigFile> => readPlace({ ...at, content });
  const config = await read(place, language === 'link' ? { unreadable: say('a link'), linkedOut: true } : { text });
  if (rule.category !== 'config') assert.equal(config.status, language === 'link' ? 'unreadable' : 'read', `the example in ${file} is itself broken`);
  const others = await Promise.all(beside.filter((one) => one.file !== 'package-lock.json').map((one) => read(placeOf(one.file)!, { text: one.text })));
  const accepted = before === undefined ? undefined : acceptedFrom([await read(place, { text: before })]);
  const heard = voice && heardAs(voice);
  const enforced = NativeLayers.of([config, ...others], { platform: 'linux' });
  return assess({ files: [config, ...others], policy, facts: rule.id === 'committed-env-file' ? asGitSays : await factsBeside(config, beside), known, lint, now: '2026-11-21T00:00:00Z', ...(accepted && { accepted }), ...(enforced && { enforced }), ...(heard && { heard }) }).findings;
}

/** A server whose tools were approved, and then were listened to again. */
function heardAs({ said, says }: NonNullable<Example['voice']>): HeardServers {
  const none: Said = { items: [], extent: 'none' };
  const snapshot = (tools: string): Snapshot => {
    const taken = snapshotOf({ era: 'initialize', protocolVersion: '2025-11-25', transport: 'stdio', greeting: '{}', tools: { items: (JSON.parse(tools) as unknown[]).map((tool) => JSON.stringify(tool)), extent: 'whole' }, prompts: none, resourceTemplates: none }, 'npm:x', sha256);
    assert.ok('digest' in taken);
    return taken;
  };
  const [before, now] = [snapshot(said), snapshot(says)];
  const drift = heardDriftOf(driftBetween(before, now));
  const one: HeardServer = { approved: { digest: before.digest, at: '2026-11-01T00:00:00Z', by: 'user' }, heard: { digest: now.digest, at: '2026-11-20T00:00:00Z', tools: now.tools.length, launch: 'sha256:x' }, ...(drift && { drift }) };
  return { of: () => one };
}

/** What the host finds in a folder with this lock file. */
async function factsBeside(config: ConfigFile, beside: Example['beside']): Promise<Facts> {
  const lock = beside.find(({ file }) => file === 'package-lock.json');
  if (!lock) return noFacts;
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'roll-call-page-'));
  try {
    fs.writeFileSync(path.join(folder, lock.file), lock.text);
    return { folders: new Map([['/w', await folderFacts(folder, factPackages([config]))]]) };
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
}

/** What the host finds around a manifest that lies beside these files. */
async function around({ file, text }: Pick<Example, 'file' | 'text'>, beside: Example['beside']): Promise<ManifestSurroundings> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'roll-call-page-'));
  try {
    for (const one of beside) fs.writeFileSync(path.join(folder, one.file), one.text);
    return await manifestSurroundings({ path: path.join(folder, file), text, allowGit: false });
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
}

describe('rule pages', () => {
  it('there is one file, one entry in the list and one page for each rule', () => {
    const ids = rules.map((rule) => rule.id).sort();
    const source = fs.readdirSync(path.join(root, 'src/core/rules'), { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts')).filter((file) => fs.readFileSync(path.join(root, 'src/core/rules', file), 'utf8').includes(': Rule = {'));
    assert.deepEqual(source.map((file) => path.basename(file, '.ts')).sort(), ids);
    for (const file of source) assert.equal(rules.find((rule) => path.basename(file, '.ts') === rule.id)?.category, path.dirname(file));
    assert.deepEqual(fs.readdirSync(path.join(root, 'media/rules')).map((file) => file.replace('.md', '')).sort(), ids);
    for (const rule of rules) assert.equal(rulePage(rule.id), `media/rules/${rule.id}.md`);
  });

  for (const rule of rules) {
    describe(rule.id, () => {
      const sections = sectionsOf(pageOf(rule.id));
      // The verdict is the policy's; every other rule speaks without one.
      const policy: PolicyState = ['not-approved', 'provider-not-approved', 'floating-model'].includes(rule.id) ? policyIn(fs.readFileSync(path.join(root, 'media/example/policy.json'), 'utf8')) : { kind: 'none' };

      it('has the sections every page has', () => {
        assert.deepEqual([...sections.keys()], ['Threat', 'Bad', 'Good', 'When to ignore']);
        assert.ok(rule.references.length > 0);
      });

      const bad = examplesIn(sections.get('Bad') ?? '');
      const good = examplesIn(sections.get('Good') ?? '');
      it('has examples of both kinds', () => assert.ok(bad.length > 0 && good.length > 0));
      bad.forEach((example, i) => {
        it(`finds its bad example ${i + 1} (${example.file})`, async () => {
          assert.ok((await findingsIn(example, rule, policy)).some((finding) => finding.ruleId === rule.id), example.text);
        });
      });
      good.forEach((example, i) => {
        it(`is silent on its good example ${i + 1} (${example.file}), and so is every other rule`, async () => {
          assert.deepEqual((await findingsIn(example, rule, policy)).map((finding) => finding.ruleId), []);
        });
      });
    });
  }
});
