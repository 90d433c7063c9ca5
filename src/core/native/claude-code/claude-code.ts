import { say, type Message } from '../../text/message.ts';
import { nativeNames, type Enforcement, type NativeCircumstances, type NativeClient } from '../native.ts';
import { called } from './called.ts';
import { inForce, type InForce } from './in-force.ts';
import { Judge } from './judge.ts';
import { problemsOf } from './problems.ts';
import { changes, isAtLeast, semanticsAt, unknownSince } from './semantics.ts';
import { Variables } from './variables.ts';

/** Claude Code's `allowedMcpServers`, `deniedMcpServers` and `managed-mcp.json`. */
export const claudeCodeNative: NativeClient = {
  id: 'claude-code',
  name: nativeNames['claude-code'],
  clients: ['claude-code'],
  sources: [
    'https://code.claude.com/docs/en/managed-mcp (oikon48/cc-doc-tracker @ 0268906, docs/en/managed-mcp.md; read as of October 2026)',
    'https://code.claude.com/docs/en/managed-settings (h4ribote/cc_document @ bb9f6d1, docs/en/managed-settings.md)',
    'https://code.claude.com/docs/en/settings-reference (fetched 2026-10-08)',
    'https://code.claude.com/docs/en/mcp',
    'anthropics/claude-code, CHANGELOG.md, and issues 19950, 31508, 39624, 63319, 66380, 95020',
    ...changes.map(({ since, source }) => `${since}: ${source}`),
  ],
  asks: say('Claude Code asks before it starts a server of a repository’s `.mcp.json`, unless a settings file approves it. It does not ask with `claude -p`, in the cloud, or for servers that the user or a plugin added.'),
  enforce(files, at) {
    const semantics = semanticsAt(at.version);
    const force = inForce(files, semantics);
    const judge = new Judge(force, semantics, new Variables(files, at, semantics));
    const enforcement: Enforcement = {
      native: 'claude-code',
      files,
      restricts: restricts(force),
      unseen: unseen(force, at),
      problems: problemsOf(files, force, semantics),
      judge: (subject) => judge.judge(subject),
    };
    return enforcement;
  },
};

function restricts({ allow, deny, exclusive, pluginOnly, rejected, helper, stopped }: InForce): boolean {
  return allow !== undefined || deny.length + pluginOnly.size + rejected.size > 0 || exclusive !== undefined || helper !== undefined || stopped !== undefined;
}

/**
 * Of managed sources Claude Code takes the first that says anything and passes over the others, unless `managedSourcesBehavior` is `merge`; from
 * 2.1.273 on it reads the lock and `deniedMcpServers` from all (https://code.claude.com/docs/en/managed-settings, "Which managed source Claude Code uses").
 */
function unseen(force: InForce, { platform, version }: NativeCircumstances): readonly Message[] {
  const told = [say('Settings that an organisation delivers from claude.ai or through a gateway. Where there are any, Claude Code passes over the allow list in managed settings files here, and versions before 2.1.273 over all that is in them.')];
  if (platform === 'darwin') told.push(say('A configuration profile (`com.anthropic.claudecode`), which comes before the managed settings files here.'));
  if (platform === 'win32') told.push(say('The registry: `Settings` under `HKLM\\SOFTWARE\\Policies\\ClaudeCode` comes before the managed settings files here, the one under `HKCU` after them.'));
  if (force.helper) told.push(say('What the program named under `policyHelper` in {file} says: it stands in the place of the managed settings.', { file: called(force.helper.file) }));
  if (isAtLeast(version, unknownSince)) told.push(say('What Claude Code {since} changed in how it takes `allowedMcpServers`: this is judged by what its documentation said shortly before.', { since: unknownSince }));
  if (force.connectors) told.push(say('Which connectors the user’s account at claude.ai has: its lists hold for them too.'));
  if (!force.exclusive) told.push(say('Servers that are only named on the command line (`--mcp-config`): its lists hold for them too, in versions before 2.1.169 not always.'));
  return told;
}
