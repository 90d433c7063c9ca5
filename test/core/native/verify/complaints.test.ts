import assert from 'node:assert/strict';
import { render } from '../../../../src/core/text/message.ts';
import { approved, denied, npm, policyOf } from '../../policy/subjects.ts';
import { ready } from './literal-client.ts';
import { verifiedOn } from './on-machine.ts';

/** What users reported of enforcement that was believed to be there, or hit the wrong ones (needs-and-incidents.md 0.3): what we say of it. */
describe('complaints about enforcement that does not hold', () => {
  const policy = ready(policyOf(approved('ledger', npm('ledger', '1.0.0')), denied('shell', npm('shell'))));
  const ledger = { command: 'npx', args: ['-y', 'ledger@1.0.0'] };
  const shell = { command: 'npx', args: ['-y', 'shell@1.0.0'] };
  const exact = { serverCommand: ['npx', '-y', 'ledger@1.0.0'] };
  const managed = '/etc/claude-code/managed-settings.json';
  const named = (list: readonly { readonly server: { readonly declaration: { readonly name: string } } }[]): string[] => list.map(({ server }) => server.declaration.name);

  describe('anthropics/claude-code #95020: `mcp list` shows servers as connected under an empty allow list', () => {
    it('an empty list of the machine blocks all, and what is approved too: that is told first; `mcp list` is no proof', async () => {
      const client = await verifiedOn(policy, { '~/.claude.json': { mcpServers: { ledger, shell } }, [managed]: { allowedMcpServers: [] } }, 'claude-code');
      assert.deepEqual([client.status, named(client.blockedThough), named(client.getsThrough)], ['partly', ['ledger'], []]);
      assert.deepEqual(client.canaries.filter(({ outcome }) => outcome !== 'blocked'), []);
      assert.equal(client.sources[0]!.allows, 0);
      assert.ok(client.caveats.map(render).some((text) => text.includes('Do not take `claude mcp list` for proof')));
    });

    it('no list at all is another thing than an empty one', async () => {
      const client = await verifiedOn(policy, { '~/.claude.json': { mcpServers: { shell } }, [managed]: { model: 'opus' } }, 'claude-code');
      assert.deepEqual([client.restricts, client.status, named(client.getsThrough)], [false, 'undetermined', ['shell']]);
      assert.match(render(client.summary), /^Nothing that can be read from here keeps Claude Code from starting any server\./);
    });
  });

  it('anthropics/claude-code #31508: servers on the command line get past lists in old versions, and stand in no file', async () => {
    const client = await verifiedOn(policy, { '~/.claude.json': { mcpServers: { ledger } }, [managed]: { allowedMcpServers: [exact] } }, 'claude-code', ['2.1.70']);
    assert.ok(client.caveats.map(render).some((text) => text.includes('(`--mcp-config`) stand in no file and are not seen here') && text.includes('#31508')));
  });

  it('anthropics/claude-code #5555: `mcp__*` under `permissions.deny` is no list of servers', async () => {
    const client = await verifiedOn(policy, { '~/.claude.json': { mcpServers: { shell } }, '~/.claude/settings.json': { permissions: { deny: ['mcp__*'] } } }, 'claude-code');
    assert.deepEqual([client.restricts, named(client.getsThrough)], [false, ['shell']]);
    assert.ok(client.caveats.map(render).some((text) => text.includes('is about tools: whatever it hides, the servers are started all the same') && text.includes('#5555')));
    const other = await verifiedOn(policy, { '~/.claude/settings.json': { permissions: { deny: ['Bash(rm *)'] } } }, 'claude-code');
    assert.ok(!other.caveats.map(render).some((text) => text.includes('#5555')));
  });

  it('anthropics/claude-code #63319: the oldest copy that is installed counts', async () => {
    const files = { '~/.claude.json': { mcpServers: { ledger } }, [managed]: { allowedMcpServers: [exact] } };
    const told = async (versions: readonly string[]) => (await verifiedOn(policy, files, 'claude-code', versions)).caveats.map(render).some((text) => text.includes('#63319'));
    assert.deepEqual([await told(['2.1.305', '2.1.100']), await told(['2.1.305'])], [true, false]);
  });

  it('github/copilot-cli #3582: `disabled: true` keeps nothing from being started there', async () => {
    const client = await verifiedOn(policy, { '~/.copilot/mcp-config.json': { mcpServers: { shell: { ...shell, disabled: true } } } }, 'copilot-cli');
    assert.deepEqual(client.getsThrough.map(({ server, offInVain }) => [server.declaration.name, offInVain]), [['shell', true]]);
    assert.ok(client.caveats.map(render).some((text) => text.includes('#3582')));
  });

  describe('microsoft/vscode #318722: "Registry only", and servers that were added by hand run', () => {
    const settings = '~/.config/Code/User/settings.json';

    it('is told of the versions that did', async () => {
      const files = { '/repo/.vscode/mcp.json': { servers: { shell } }, [settings]: { 'chat.mcp.access': 'registry' } };
      const told = async (version: string) => (await verifiedOn(policy, files, 'vscode', [version])).caveats.map(render).some((text) => text.includes('#318722'));
      assert.deepEqual([await told('1.121.0'), await told('1.140.0')], [true, false]);
    });

    it('a workspace that sets it back to `all` lets servers through, whoever declared them', async () => {
      const user = { '~/.config/Code/User/mcp.json': { servers: { shell } }, [settings]: { 'chat.mcp.access': 'none' } };
      const tight = await verifiedOn(policy, user, 'vscode', ['1.140.0']);
      assert.deepEqual([named(tight.getsThrough), tight.canaries.filter(({ must, outcome }) => must === 'be-blocked' && outcome !== 'blocked')], [[], []]);
      const loose = await verifiedOn(policy, { ...user, '/repo/.vscode/settings.json': { 'chat.mcp.access': 'all' } }, 'vscode', ['1.140.0']);
      assert.deepEqual(loose.getsThrough.map(({ server, folder }) => [server.declaration.name, folder]), [['shell', '/repo']]);
    });
  });

  describe('Claude Code with lists of a project', () => {
    it('a project cannot loosen what the machine locks, and can where nothing locks it', async () => {
      const project = { '/repo/.mcp.json': { mcpServers: { shell } }, '/repo/.claude/settings.json': { allowedMcpServers: [{ serverCommand: ['npx', '-y', 'shell@1.0.0'] }] } };
      const locked = await verifiedOn(policy, { ...project, [managed]: { allowedMcpServers: [exact], allowManagedMcpServersOnly: true } }, 'claude-code', ['2.1.300']);
      assert.deepEqual([locked.status, named(locked.getsThrough)], ['enforced', []]);
      assert.match(render(locked.summary), /^As far as can be read from here, Claude Code blocks all \d+ tries/);
      // Whoever reads `enforced` must know what goes by it.
      assert.ok(locked.caveats.map(render).some((text) => text.startsWith('The lists of Claude Code look at command lines and not at what is around them') && text.includes('NODE_OPTIONS')));
      const open = await verifiedOn(policy, { ...project, [managed]: { allowedMcpServers: [exact] } }, 'claude-code', ['2.1.300']);
      assert.deepEqual([open.status, named(open.getsThrough)], ['partly', ['shell']]);
    });

    it('the user’s own deny list counts, and is told to be the user’s', async () => {
      const client = await verifiedOn(policy, { '~/.claude.json': { mcpServers: { shell } }, '~/.claude/settings.json': { deniedMcpServers: [{ serverCommand: ['npx', '-y', 'shell@1.0.0'] }] } }, 'claude-code', ['2.1.300']);
      assert.deepEqual([client.status, named(client.getsThrough)], ['partly', []]);
      assert.ok(client.caveats.map(render).some((text) => text.includes('stands in files that the user can edit')));
    });
  });

  it('a damaged managed file of Claude Code is told, and nothing of it counts', async () => {
    const client = await verifiedOn(policy, { '~/.claude.json': { mcpServers: { shell } }, [managed]: '{ "allowedMcpServers": [], ' }, 'claude-code', ['2.1.300']);
    assert.deepEqual([client.status, named(client.getsThrough)], ['undetermined', ['shell']]);
    assert.ok(client.caveats.map(render).includes('/etc/claude-code/managed-settings.json is damaged, so that Claude Code takes no list from it.'));
  });

  it('Codex and Gemini CLI: what their machine-wide files say counts', async () => {
    const codex = await verifiedOn(policy, { '~/.codex/config.toml': '[mcp_servers.shell]\ncommand = "npx"\nargs = ["-y", "shell@1.0.0"]\n', '/etc/codex/requirements.toml': '[mcp_servers.ledger.identity]\ncommand = { executable = "npx", args = [{ match = "exact", value = "-y" }, { match = "exact", value = "ledger@1.0.0" }] }\n' }, 'codex');
    assert.deepEqual(named(codex.getsThrough), []);
    const gemini = await verifiedOn(policy, { '~/.gemini/settings.json': { mcpServers: { shell, ledger } }, '/etc/gemini-cli/settings.json': { mcp: { allowed: ['ledger'] } } }, 'gemini-cli');
    assert.deepEqual([named(gemini.getsThrough), gemini.canaries.filter(({ must, passed }) => must === 'be-blocked' && !passed).map(({ about }) => render(about))], [[], ['unapproved package under an approved name', 'unapproved address under an approved name']]);
  });
});
