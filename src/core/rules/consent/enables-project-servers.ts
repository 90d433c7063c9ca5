import { lastEntry, type ConfigNode } from '../../config/node.ts';
import { say } from '../../text/message.ts';
import type { FileReport, Rule } from '../rule.ts';

export const enablesProjectServers: Rule = {
  id: 'enables-project-servers',
  title: 'Servers of a repository approved in advance',
  category: 'consent',
  clients: ['claude-code'],
  subject: 'file',
  severity: 'warning',
  confidence: 'high',
  audience: 'default',
  since: '0.3.0',
  fix: 'safe',
  references: [
    { title: 'CVE-2025-59536: code that runs before the trust dialog is answered', url: 'https://nvd.nist.gov/vuln/detail/CVE-2025-59536' },
    { title: 'Claude Code: settings', url: 'https://code.claude.com/docs/en/settings' },
  ],
  check({ file: { tree, spelling, known, scope, path } }) {
    // An administrator's file says what holds on the machine: nobody slips it in.
    if (spelling !== 'claude-code' || !known.aside || scope === 'managed' || !tree) return [];
    const mine = scope === 'user' || /settings\.local\.json$/i.test(path);
    return [...all(tree, scope, mine), ...(mine ? [] : named(tree))];
  },
};

function all(tree: ConfigNode, scope: 'workspace' | 'user', mine: boolean): readonly FileReport[] {
  const value = lastEntry(tree, 'enableAllProjectMcpServers')?.value;
  if (value?.kind !== 'boolean' || value.value !== true) return [];
  return [
    {
      at: ['enableAllProjectMcpServers'],
      // One's own choice for one folder; in the user's file it is one for every repository there will be.
      ...(mine && scope === 'workspace' && { severity: 'info' as const }),
      message: () =>
        scope === 'user'
          ? say('Every server that any repository brings in its `.mcp.json` counts as approved by you. Take it out, and approve servers one by one.')
          : say('Every server in this repository’s `.mcp.json` counts as approved, also one that a later commit adds. Take it out: Claude Code then asks for each.'),
      fixes: () => [{ id: 'remove', title: say('Take it out, so that Claude Code asks'), safety: 'safe', changes: [{ op: 'remove', at: ['enableAllProjectMcpServers'] }] }],
    },
  ];
}

/** In the file that a team shares: by name, which says nothing of what the name launches. */
function named(tree: ConfigNode): readonly FileReport[] {
  const value = lastEntry(tree, 'enabledMcpjsonServers')?.value;
  if (value?.kind !== 'array' || value.items.length === 0) return [];
  return [
    {
      at: ['enabledMcpjsonServers'],
      part: 'key',
      severity: 'info',
      message: () => say('The repository approves its own servers by name: whatever stands under these names in its `.mcp.json` starts without anyone being asked. Leave the choice to each user, in `settings.local.json`.'),
      fixes: () => [{ id: 'remove', title: say('Take it out, so that Claude Code asks'), safety: 'safe', changes: [{ op: 'remove', at: ['enabledMcpjsonServers'] }] }],
    },
  ];
}
