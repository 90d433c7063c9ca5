import assert from 'node:assert/strict';
import type { ConfigFile } from '../../../../src/core/config/config-file.ts';
import { exitOf } from '../../../../src/core/native/verify/exit.ts';
import type { ClientVerification } from '../../../../src/core/native/verify/verification.ts';
import { listlessWords, tooltipWords } from '../../../../src/core/native/verify/words.ts';
import { render, say } from '../../../../src/core/text/message.ts';
import { approved, denied, npm, policyOf } from '../../policy/subjects.ts';
import { config, listing, literalClient, ready, verified } from './literal-client.ts';

const ledger = 'npx -y ledger@1.0.0';
const policy = ready(policyOf(approved('ledger', npm('ledger', '1.0.0')), denied('shell', npm('shell')), denied('evil', { serverUrl: 'https://*.evil.example/*' })));
const servers = { ledger: { command: 'npx', args: ['-y', 'ledger@1.0.0'] } };

function only(files: readonly ConfigFile[], options?: Parameters<typeof verified>[2]): ClientVerification {
  const { clients } = verified(policy, files, options);
  assert.equal(clients.length, 1);
  return clients[0]!;
}

function names(list: ClientVerification['getsThrough']): string[] {
  return list.map(({ server }) => server.declaration.name);
}

describe('verify enforcement', () => {
  it('is enforced where lists block every canary and start what is approved', () => {
    const client = only([config(servers), listing('/etc/vscode/policy.json', 'managed', { allow: [ledger] })]);
    assert.equal(client.status, 'enforced');
    assert.equal(render(client.summary), 'VS Code blocks all 7 tries that it must block, and starts what the policy approves.');
    assert.deepEqual(client.canaries.map(({ must, outcome }) => `${must} ${outcome}`), [...Array<string>(7).fill('be-blocked blocked'), 'be-allowed allowed']);
    assert.deepEqual(client.sources, [{ path: '/etc/vscode/policy.json', scope: 'managed', allows: 1, denies: 0, switches: [] }]);
    assert.equal(exitOf(verified(policy, [config(servers), listing('/etc/vscode/policy.json', 'managed', { allow: [ledger] })])), 0);
  });

  it('is not enforced without any list', () => {
    const client = only([config({ ...servers, other: { command: 'npx', args: ['-y', 'other@1.0.0'] } })]);
    assert.equal(client.status, 'not-enforced');
    assert.equal(render(client.summary), 'VS Code has no list here that keeps any server from being started.');
    assert.deepEqual(names(client.getsThrough), ['other']);
    assert.equal(exitOf(verified(policy, [config(servers)])), 1);
  });

  it('cannot be told without any list where the cloud could hold one', () => {
    const natives = [literalClient({ unseen: [say('The organisation’s cloud may say more.')] })];
    const client = only([config(servers)], { natives });
    assert.equal(client.status, 'undetermined');
    assert.equal(render(client.summary), 'Nothing that can be read from here keeps VS Code from starting any server. Sources that cannot be read from here may do so.');
    assert.deepEqual(client.unseen.map(render), ['The organisation’s cloud may say more.']);
    assert.equal(exitOf(verified(policy, [config(servers)], { natives })), 4);
    // What lists do block needs no cloud.
    assert.equal(only([config(servers), listing('/p', 'managed', { allow: [ledger] })], { natives }).status, 'enforced');
  });

  it('is partly enforced by a deny list, and names what gets through', () => {
    const client = only([config({ ...servers, other: { command: 'npx', args: ['-y', 'other@1.0.0'] }, shell: { command: 'npx', args: ['-y', 'shell@1.0.0'] } }), listing('/p', 'managed', { deny: ['npx -y shell@1.0.0'] })]);
    assert.equal(client.status, 'partly');
    assert.deepEqual(names(client.getsThrough), ['other']);
    const failed = client.canaries.filter(({ passed }) => !passed).map(({ about }) => render(about));
    assert.deepEqual(failed.slice(0, 3), ['unapproved package', 'unapproved address', 'unapproved program']);
    assert.ok(failed.includes('`evil`, denied: an address'));
    assert.ok(!failed.includes('`shell`, denied: a package (npm)'));
  });

  it('shows what is approved and blocked all the same, and does not call that enforced', () => {
    const client = only([config(servers), listing('/p', 'managed', { allow: [] })]);
    assert.equal(client.status, 'partly');
    assert.deepEqual(names(client.blockedThough), ['ledger']);
    assert.equal(render(client.blockedThough[0]!.reason), 'Its allow list does not name it.');
    assert.equal(render(client.summary), 'VS Code starts nothing that the policy does not approve, but it also blocks what the policy approves.');
    assert.equal(client.sources[0]!.allows, 0);
  });

  it('tries the name of an approved server for something else', () => {
    const client = only([config(servers), listing('/p', 'managed', { allow: ['ledger'] })]);
    assert.equal(client.status, 'partly');
    assert.deepEqual(client.canaries.filter(({ must, passed }) => must === 'be-blocked' && !passed).map(({ about }) => render(about)), ['unapproved package under an approved name', 'unapproved address under an approved name']);
  });

  it('sees a workspace that loosens, also for what the user declared', () => {
    const files = [config({ ...servers, other: { command: 'npx', args: ['-y', 'other@1.0.0'] } }), listing('/p', 'managed', { allow: [ledger] })];
    assert.deepEqual(names(only(files).getsThrough), []);
    const loosened = only([...files, listing('/repo/.vscode/settings.json', 'workspace', { switches: { free: true } }, '/repo')]);
    assert.equal(loosened.status, 'not-enforced');
    assert.deepEqual(loosened.getsThrough.map(({ server, folder }) => [server.declaration.name, folder]), [['other', '/repo']]);
  });

  it('says where a canary gets through: as declared by the user, in a workspace, by an extension', () => {
    const strict = literalClient();
    const natives = [{ ...strict, enforce: (...given: Parameters<typeof strict.enforce>) => {
      const enforcement = strict.enforce(...given);
      return { ...enforcement, judge: (subject: Parameters<typeof enforcement.judge>[0]) => (subject.file.known.kind === 'extension' ? { outcome: 'allowed' as const, reason: say('Servers of extensions are not looked at.') } : enforcement.judge(subject)) };
    } }];
    const client = only([config(servers), listing('/p', 'managed', { allow: [ledger] })], { natives });
    // microsoft/vscode #318722, github/copilot-cli #3207.
    assert.deepEqual(client.canaries[0]!.failedIn, ['other']);
    assert.equal(client.canaries[0]!.outcome, 'allowed');
    assert.equal(render(client.canaries[0]!.reason), 'Servers of extensions are not looked at.');
  });

  it('cannot be told where a registry decides', () => {
    const client = only([config({ other: { command: 'npx', args: ['-y', 'other@1.0.0'] } }), listing('/p', 'managed', { switches: { cloud: true } })]);
    assert.equal(client.status, 'undetermined');
    assert.deepEqual(names(client.unclear), ['other']);
  });

  it('takes a file that cannot be read for something that may say more', () => {
    const unread: ConfigFile = { ...listing('/etc/p.json', 'managed', {}), status: 'unreadable', reason: say('you have no permission to read it'), lists: [] };
    const client = only([config(servers), unread]);
    assert.equal(client.status, 'undetermined');
    assert.deepEqual(client.unseen.map(render), ['/etc/p.json cannot be read: you have no permission to read it.']);
  });

  it('calls nothing enforced while a file cannot be read that its client may put together with the others', () => {
    const lists = listing('/p', 'managed', { allow: [ledger] });
    assert.equal(only([config(servers), lists]).status, 'enforced');
    const unread: ConfigFile = { ...listing('/p.d/10.json', 'managed', {}), status: 'unreadable', reason: say('you have no permission to read it'), lists: [] };
    const client = only([config(servers), lists, unread]);
    assert.equal(client.status, 'undetermined');
    assert.match(render(client.summary), /^VS Code blocks all \d+ tries that it must block by what can be read here; a file that cannot be read may say otherwise\.$/);
  });

  it('says so when lists stand where the user can edit them', () => {
    const soft = only([config(servers), listing('/home/ana/settings.json', 'user', { allow: [ledger] })]);
    assert.equal(soft.status, 'enforced');
    assert.ok(soft.caveats.map(render).includes('What VS Code enforces stands in files that the user can edit. Deliver it as a managed policy, so that it cannot be taken away.'));
    assert.deepEqual(only([config(servers), listing('/p', 'managed', { allow: [ledger] })]).caveats.map(render), ['The lists of VS Code look at command lines and not at what is around them: an approved one starts with any environment variable too, as `NODE_OPTIONS`, which makes it run other code. Only a check in the editor and in CI sees that.']);
  });

  it('judges a client by the oldest version that is installed', () => {
    let asked: string | undefined;
    const client = literalClient();
    verified(policy, [config(servers)], { natives: [{ ...client, enforce: (files, at) => ((asked = at.version), client.enforce(files, at)) }], installed: [{ client: 'vscode', versions: ['1.140.0', '1.99.2', '1.105.0'], at: '/x' }] });
    assert.equal(asked, '1.99.2');
  });

  it('only tells what clients enforce by themselves where there is no policy', () => {
    const verification = verified({ kind: 'none' }, [config(servers), listing('/p', 'managed', { allow: [] })]);
    const [client] = verification.clients;
    assert.equal(client!.status, undefined);
    assert.equal(render(client!.summary), 'No policy is configured to hold it against. By itself VS Code would not start 1 of its 1 servers here.');
    assert.deepEqual([client!.getsThrough, client!.canaries, exitOf(verification)], [[], [], 4]);
    assert.equal(tooltipWords(verification), undefined);
  });

  it('tells of installed clients without lists in one sentence', () => {
    const windsurf = config({ other: { command: 'npx', args: ['-y', 'other@1.0.0'] } }, { client: 'windsurf' });
    const verification = verified(policy, [windsurf], { installed: [{ client: 'windsurf', versions: [], at: '/z' }, { client: 'warp', versions: [], at: '/w' }] });
    assert.equal(render(listlessWords(verification)!), 'Not enforced, since they have no lists of their own that are documented: Devin Desktop (Windsurf), Warp. Only CI and the editor’s warning reach them. One of their servers here is not approved.');
    assert.equal(exitOf(verification), 1);
    assert.equal(render(tooltipWords(verification)!), 'Not enforced by: Devin Desktop (Windsurf), Warp.');
  });

  it('looks at nobody who is not installed and has no list, and at one alone when asked', () => {
    assert.deepEqual(verified(policy, [config(servers)], { installed: [] }), { at: '2026-11-21T12:00:00Z', policy: 'ready', clients: [], listless: [] });
    assert.equal(exitOf(verified(policy, [config(servers)], { installed: [] })), 3);
    assert.deepEqual(verified(policy, [config(servers), listing('/p', 'managed', { allow: [] })], { installed: [] }).clients.map(({ name, installed }) => [name, installed]), [['VS Code', undefined]]);
    assert.deepEqual(verified(policy, [config(servers)], { installed: [{ client: 'vscode', versions: [], at: '/v' }, { client: 'zed', versions: [], at: '/z' }], only: 'zed' }).listless.map(({ name }) => name), ['Zed']);
  });

  it('makes the tooltip’s line', () => {
    const verification = verified(policy, [config(servers), listing('/p', 'managed', { allow: [ledger] })], { installed: [{ client: 'vscode', versions: [], at: '/v' }, { client: 'zed', versions: [], at: '/z' }] });
    assert.equal(render(tooltipWords(verification)!), 'Enforced by: VS Code. Not enforced by: Zed.');
  });
});
