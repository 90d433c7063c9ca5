import assert from 'node:assert/strict';
import { runningLists, type RunningSettings } from '../../../../src/core/native/verify/running-lists.ts';
import { natives } from '../../../../src/core/native/natives.ts';
import { verifyEnforcement } from '../../../../src/core/native/verify/verify-enforcement.ts';
import { render } from '../../../../src/core/text/message.ts';
import { approved, npm, now, policyOf } from '../../policy/subjects.ts';
import { assessed, environment, here, ready } from './literal-client.ts';
import { onMachine } from './on-machine.ts';

const unset = { effective: undefined, user: undefined, workspace: undefined };
const quiet: RunningSettings = { allow: unset, deny: unset, managedOnly: { ...unset, effective: false }, pluginsOnly: { ...unset, effective: false }, access: { ...unset, effective: 'all' } };
const entries = [{ serverName: 'shell' }];

describe('what a running VS Code says of its lists', () => {
  it('is nothing where nobody has set anything', () => {
    assert.deepEqual(runningLists(quiet, 'VS Code', []), { files: [], notes: [] });
  });

  it('confirms what the user has set', () => {
    const onDisk = runningLists({ ...quiet, deny: { effective: entries, user: undefined, workspace: undefined } }, 'x', undefined).files[0]!.list.entries.map((entry) => ({ ...entry, path: [] }));
    const { files, notes } = runningLists({ ...quiet, deny: { effective: entries, user: entries, workspace: undefined } }, 'VS Code', onDisk);
    assert.deepEqual([files, notes.map(render)], [[], ['The running VS Code confirms its user’s lists (entries: 1): it was asked itself.']]);
  });

  it('is told where the file on disk says something else', () => {
    const { notes } = runningLists({ ...quiet, deny: { effective: entries, user: entries, workspace: undefined } }, 'VS Code', []);
    assert.deepEqual(notes.map(render), ['The running VS Code goes by other lists of its user (entries: 1) than its settings file has (entries: 0): it was edited since, or VS Code does not take it. Reload the window and verify again.']);
  });

  it('takes what nobody has set for a policy’s, over what the user has set', () => {
    const { files, notes } = runningLists({ ...quiet, deny: { effective: entries, user: [], workspace: undefined }, access: { effective: 'none', user: 'all', workspace: 'all' } }, 'VS Code', []);
    assert.deepEqual(files.map(({ path, scope, list }) => [path, scope, list.entries.map(({ effect, matches }) => [effect, matches]), list.switches.map(({ key, value }) => [key, value])]), [['VS Code', 'managed', [['deny', { kind: 'name', name: 'shell' }]], [['chat.mcp.access', 'none']]]]);
    assert.deepEqual(notes.map(render), ['The running VS Code goes by a policy: ChatDeniedMcpServers, ChatMCP. It was asked itself, so this counts wherever it comes from.']);
  });

  it('takes what a workspace loosens for the workspace’s', () => {
    assert.deepEqual(runningLists({ ...quiet, access: { effective: 'all', user: 'none', workspace: 'all' } }, 'VS Code', []).files, []);
  });

  it('counts in the result: a policy that stands in no file blocks', async () => {
    const policy = ready(policyOf(approved('ledger', npm('ledger', '1.0.0'))));
    const files = await onMachine({ '/repo/.vscode/mcp.json': { servers: { shell: { command: 'npx', args: ['-y', 'shell@1.0.0'] } } } });
    const status = (running?: RunningSettings) => {
      const [client] = verifyEnforcement({ policy, files, servers: assessed(policy, files), natives, installed: here, environment, now, ...(running && { running: { client: 'vscode', ...runningLists(running, 'VS Code', undefined) } }) }).clients;
      return [client!.getsThrough.length, client!.blocked, client!.sources.map(({ path }) => path)];
    };
    assert.deepEqual(status(), [1, 0, []]);
    assert.deepEqual(status({ ...quiet, access: { effective: 'none', user: undefined, workspace: undefined } }), [0, 1, ['VS Code']]);
  });

  it('never throws, whatever stands there', () => {
    for (const value of [null, 7, 'x', {}, [null, 7, { serverName: 1 }], [[]]]) {
      const same = { effective: value, user: undefined, workspace: undefined };
      assert.doesNotThrow(() => runningLists({ allow: same, deny: same, managedOnly: same, pluginsOnly: same, access: same }, 'VS Code', []));
    }
  });
});
