import type { ClientId } from '../../clients/client.ts';
import { nodeAt } from '../../config/node.ts';
import { joined, say, type Message } from '../../text/message.ts';
import type { Rule } from '../rule.ts';

export const disabledInVain: Rule = {
  id: 'disabled-in-vain',
  title: 'Server that is marked as off and starts all the same',
  category: 'config',
  clients: ['claude-code', 'copilot-cli', 'cursor', 'vscode'],
  subject: 'server',
  severity: 'warning',
  confidence: 'high',
  audience: 'default',
  since: '0.3.0',
  fix: 'none',
  references: [
    { title: 'GitHub Copilot CLI: `disabled: true` is ignored', url: 'https://github.com/github/copilot-cli/issues/3582' },
    { title: 'Cursor: no way to switch a server off in the file', url: 'https://github.com/cursor/cursor/issues/3656' },
    { title: 'Claude Code: settings', url: 'https://code.claude.com/docs/en/settings' },
  ],
  check({ server, client, file }) {
    // Of a file that no client is known for, nobody knows.
    const how = file.clients.length === 0 ? undefined : instead[client.id];
    if (how === undefined || !server.ignored) return [];
    return server.ignored
      .filter(({ key, path }) => (key === 'disabled' || key === 'enabled') && nodeAt(file.tree, path)?.kind === 'boolean')
      .map(({ key, path }) => ({ at: path, part: 'entry', message: () => joined(say('{client} takes no notice of `{key}` here, and starts `{name}` all the same.', { client: client.name, key, name: server.name }), how()) }));
  },
};

/** The clients that are known to start it, and what does switch a server off there. Of others it is only not known that they follow it. */
const instead: Partial<Readonly<Record<ClientId, () => Message>>> = {
  'claude-code': () => say('Take the entry out, or name the server under `disabledMcpjsonServers` in its settings.'),
  'copilot-cli': () => say('Take the entry out, or name the server under `disabledMcpServers` in its settings.'),
  cursor: () => say('Take the entry out, or switch it off in Cursor’s settings.'),
  vscode: () => say('Take the entry out, or put it in comments.'),
};
