import assert from 'node:assert/strict';
import { tempFolder } from '../files/temp.ts';
import { approvesOk, config, ok, run, state, unlisted } from './run.ts';

describe('mcp-roll-call policy verify', () => {
  const temp = tempFolder();
  temp.write('policy.json', approvesOk);
  const home = `${temp.folder}/home`;
  temp.write('home/.config/Code/User/settings.json', JSON.stringify({ 'chat.mcp.allowedServers': [{ serverCommand: ['npx', '-y', 'ok@1.0.0'] }] }));
  temp.write('home/.config/Code/User/mcp.json', config({ ok, other: unlisted }));
  const verify = (...args: string[]) => run(['policy', 'verify', '--policy', `${temp.folder}/policy.json`, ...args], { cwd: `${temp.folder}/ws`, home, env: { XDG_CONFIG_HOME: `${home}/.config` } });
  temp.write('ws/readme.md', '');
  after(() => temp.remove());

  it('ends with 0 where all that is asked for is enforced, and changes nothing', function () {
    if (process.platform !== 'linux') this.skip();
    const before = state(temp.folder);
    const { status, stdout, stderr } = verify('--client', 'vscode');
    assert.equal(status, 0, stdout + stderr);
    assert.match(stdout, /^VS Code: enforced\n {2}As far as can be read from here, VS Code blocks all \d+ tries that it must block, and starts what\n {2}the policy approves\.\n/);
    assert.match(stdout, /~\/\.config\/Code\/User\/settings\.json: the user’s, allows 1\n/);
    assert.deepEqual(state(temp.folder), before);
  });

  it('ends with 1 where something gets through', function () {
    if (process.platform !== 'linux') this.skip();
    temp.write('ws/.vscode/mcp.json', config({ other: unlisted }));
    temp.write('home/.config/Code/User/settings.json', JSON.stringify({ 'chat.mcp.allowedServers': [{ serverCommand: ['npx', '-y', 'ok@1.0.0'] }, { serverName: 'other' }] }));
    const { status, stdout } = verify('--client', 'vscode', '--format', 'json');
    const report = JSON.parse(stdout) as { exitCode: number; clients: { client: string; getsThrough: { name: string; file: string }[] }[] };
    assert.equal(report.exitCode, status);
    assert.deepEqual(report.clients.map(({ client }) => client), ['vscode']);
    assert.deepEqual(report.clients[0]!.getsThrough.map(({ name }) => name), ['other', 'other']);
    assert.equal(status, 1);
  });

  it('ends with 4 where nothing is blocked and the organisation’s account could do so', function () {
    if (process.platform !== 'linux') this.skip();
    temp.write('home/.config/Code/User/settings.json', '{}');
    const { status, stdout } = verify('--client', 'vscode');
    assert.equal(status, 4);
    assert.match(stdout, /^VS Code: cannot be told\n/);
  });

  it('ends with 4 without a policy, and says so; with 2 for an assistant that nobody knows; with 3 where there is none', () => {
    const none = run(['policy', 'verify', '--client', 'vscode'], { cwd: `${temp.folder}/ws`, home });
    assert.equal(none.status, 4);
    assert.match(none.stdout, /^No policy is configured, so there is nothing to hold clients against\./);
    const wrong = verify('--client', 'nobody');
    assert.equal(wrong.status, 2);
    assert.match(wrong.stderr, /There is no assistant nobody\. There are: vscode, claude-code,/);
    const { status, stdout } = run(['policy', 'verify', '--policy', `${temp.folder}/policy.json`, '--no-user', '.'], { cwd: `${temp.folder}/home/.config`, home: `${temp.folder}/nobody` });
    assert.deepEqual([status, stdout], [3, 'No assistant was found to be installed here.\n']);
  });

  it('writes Markdown', () => {
    assert.match(verify('--format', 'markdown').stdout, /^## Enforcement of the MCP policy on this machine\n/);
  });
});
