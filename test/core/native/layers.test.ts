import assert from 'node:assert/strict';
import { assess, type Assessment } from '../../../src/core/assess.ts';
import { userFiles, workspaceFiles } from '../../../src/core/clients/clients.ts';
import type { ConfigFile } from '../../../src/core/config/config-file.ts';
import { readConfigFile } from '../../../src/core/config/read.ts';
import { explain } from '../../../src/core/explain.ts';
import { noFacts } from '../../../src/core/facts.ts';
import { NativeLayers } from '../../../src/core/native/layers.ts';
import { stateOf } from '../../../src/core/policy/state-of.ts';
import { readPolicy } from '../../../src/core/policy/read.ts';
import type { PolicyState } from '../../../src/core/policy/policy-state.ts';
import { render } from '../../../src/core/text/message.ts';
import { approved, denied, now, npm, policyText } from '../policy/subjects.ts';

const environment = { platform: 'linux', home: '/home/ada', env: {} } as const;

/** A file where a client looks for it: absolute paths are the user's or the machine's, others lie in a folder. */
function file(path: string, content: unknown, folder = '/repo'): ConfigFile {
  const own = path.startsWith('/');
  const known = (own ? userFiles(environment) : workspaceFiles).find((one) => one.path === path)!;
  return readConfigFile({ path: own ? path : `${folder}/${path}`, known, live: true, content: { text: typeof content === 'string' ? content : JSON.stringify(content) }, ...(!own && { root: folder }) });
}

const ledger = { command: 'npx', args: ['-y', 'ledger@1.0.0'] };
const servers = (...names: string[]): ConfigFile => file('.mcp.json', { mcpServers: Object.fromEntries(names.map((name) => [name, ledger])) });
const managed = (content: object): ConfigFile => file('/etc/claude-code/managed-settings.json', content);
const noPolicy: PolicyState = { kind: 'none' };
function policy(...entries: object[]): PolicyState {
  const { document, problems } = readPolicy(policyText({ servers: entries }), '/policy.json');
  return stateOf([{ source: { at: '/policy.json', kind: 'file', namedBy: 'setting' }, document: document!, problems, notes: [], registries: [] }]);
}
const approving = policy(approved('e', npm('ledger', '1.0.0')));

function assessed(state: PolicyState, ...files: ConfigFile[]): Assessment {
  const enforced = NativeLayers.of(files, { platform: 'linux' });
  return assess({ policy: state, facts: noFacts, files, now, ...(enforced && { enforced }) });
}
const verdicts = ({ servers: all }: Assessment): string[] => all.map(({ declaration, verdict: { state, code } }) => `${declaration.name} ${state} ${code}`);

describe('assistants’ own lists beside the policy', () => {
  it('what one denies is denied, whatever the policy says', () => {
    const lists = managed({ deniedMcpServers: [{ serverName: 'ledger' }] });
    for (const state of [approving, noPolicy, policy(), policy({ ...approved('e', npm('ledger', '1.0.0')), state: 'pending' })]) assert.deepEqual(verdicts(assessed(state, lists, servers('ledger'))), ['ledger denied native-denied']);
    assert.deepEqual(verdicts(assessed(policy(denied('d', npm('ledger'))), lists, servers('ledger'))), ['ledger denied matched']);
  });

  it('what one does not let start is approved no more, and told as what does no harm', () => {
    const made = assessed(approving, managed({ allowedMcpServers: [] }), servers('ledger'));
    assert.deepEqual(verdicts(made), ['ledger unknown native-blocked']);
    assert.deepEqual(made.findings.filter(({ ruleId }) => ruleId === 'not-approved').map(({ severity }) => severity), ['info']);
    assert.equal(made.summary.notApproved, 1);
  });

  it('that one lets it start approves nothing', () => {
    const lists = managed({ allowManagedMcpServersOnly: true, allowedMcpServers: [{ serverCommand: ['npx', '-y', 'ledger@1.0.0'] }] });
    assert.deepEqual(verdicts(assessed(noPolicy, lists, servers('ledger'))), ['ledger unknown no-policy']);
    assert.deepEqual(verdicts(assessed(policy(), lists, servers('ledger'))), ['ledger unknown not-listed']);
    assert.deepEqual(verdicts(assessed(approving, lists, servers('ledger'))), ['ledger approved matched']);
  });

  it('what the policy says already stays its word', () => {
    const lists = managed({ allowedMcpServers: [] });
    assert.deepEqual(verdicts(assessed(policy(), lists, servers('ledger'))), ['ledger unknown not-listed']);
    assert.deepEqual(verdicts(assessed({ kind: 'unusable', parts: [] }, lists, servers('ledger'))), ['ledger undetermined policy-unusable']);
    assert.deepEqual(verdicts(assessed({ kind: 'unusable', parts: [] }, managed({ deniedMcpServers: [{ serverName: 'ledger' }] }), servers('ledger'))), ['ledger denied native-denied']);
  });

  it('a repository’s lists take back nothing that others say, and bear on no other folder', () => {
    const deny = managed({ deniedMcpServers: [{ serverName: 'ledger' }] });
    const own = file('.claude/settings.json', { allowedMcpServers: [{ serverName: 'ledger' }], deniedMcpServers: [] });
    assert.deepEqual(verdicts(assessed(noPolicy, deny, own, servers('ledger'))), ['ledger denied native-denied']);
    assert.deepEqual(verdicts(assessed(policy(), file('.claude/settings.json', { allowedMcpServers: [{ serverName: 'ledger' }] }), servers('ledger'))), ['ledger unknown not-listed']);
    const elsewhere = file('.claude/settings.json', { deniedMcpServers: [{ serverName: 'ledger' }] }, '/other');
    assert.deepEqual(verdicts(assessed(approving, elsewhere, servers('ledger'))), ['ledger approved matched']);
  });

  it('bear only on servers that the client reads', () => {
    const cursor = file('.cursor/mcp.json', { mcpServers: { ledger } });
    assert.deepEqual(verdicts(assessed(approving, managed({ deniedMcpServers: [{ serverName: 'ledger' }] }), cursor)), ['ledger approved matched']);
  });

  it('without a policy only what they deny waits for somebody', () => {
    const lists = managed({ deniedMcpServers: [{ serverName: 'bad' }], allowedMcpServers: [{ serverCommand: ['npx', '-y', 'other'] }] });
    const made = assessed(noPolicy, lists, servers('ledger', 'bad'));
    assert.deepEqual(verdicts(made), ['ledger unknown native-blocked', 'bad denied native-denied']);
    assert.deepEqual([made.summary.notApproved, made.summary.denied], [1, 1]);
  });

  it('are told in the explanation, each once', () => {
    const made = assessed(approving, managed({ deniedMcpServers: [{ serverName: 'ledger' }] }), servers('ledger'));
    const { title, steps, advice } = explain(made.servers[0]!, made, now);
    assert.equal(render(title), '`ledger` is denied');
    const told = steps.map(render).filter((step) => step.includes('Claude Code has'));
    assert.equal(told.length, 1);
    assert.match(told[0]!, /^Claude Code has lists of its own, which count too \(\/etc\/claude-code\/managed-settings\.json\): .*`serverName ledger`/);
    assert.match(render(advice[0]!), /^A list that an assistant enforces by itself denies it\./);
    const allowed = assessed(approving, managed({ allowedMcpServers: [{ serverCommand: ['npx', '-y', 'ledger@1.0.0'] }] }), servers('ledger'));
    assert.ok(explain(allowed.servers[0]!, allowed, now).steps.map(render).some((step) => step.endsWith('That approves nothing.')));
  });
});
