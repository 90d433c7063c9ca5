import type { ServerDeclaration } from '../../config/config-file.ts';
import type { Fix } from '../../finding/finding.ts';
import { maskText } from '../../secret/mask.ts';
import { say } from '../../text/message.ts';
import type { Rule } from '../rule.ts';
import { hiddenLaunch } from './hidden-launch.ts';
import { policyKnows } from './policy-knows.ts';
import { launchChanges, plainWords } from './respell.ts';

/**
 * The specification's own library starts `command` without a shell
 * (https://github.com/modelcontextprotocol/typescript-sdk, client/stdio: `shell: false`), as nearly all clients do.
 */
export const commandLineInCommand: Rule = {
  id: 'command-line-in-command',
  title: 'Whole command line in `command`',
  category: 'launch',
  clients: 'all',
  subject: 'server',
  severity: 'error',
  confidence: 'high',
  audience: 'default',
  since: '0.3.0',
  fix: 'needs-review',
  references: [
    { title: 'VS Code: MCP configuration reference', url: 'https://code.visualstudio.com/docs/agents/reference/mcp-configuration' },
    { title: 'MCP specification, Transports: stdio', url: 'https://modelcontextprotocol.io/specification/2025-11-25/basic/transports' },
  ],
  check({ server, identity, verdict }) {
    const hidden = hiddenLaunch(server, identity);
    if (hidden?.rule !== 'command-line-in-command' || policyKnows(verdict)) return [];
    const { at } = hidden;
    return [
      {
        at: at.path,
        message: () => say('A whole command line stands in `command`. Most clients look for one program of the name `{line}`, and find none; some hand it to a shell. Put the program in `command` and each further word in `args`.', { line: maskText(at.value.slice(0, 80)) }),
        fixes: () => fixes(at.value, server),
      },
    ];
  },
};

function fixes(line: string, server: ServerDeclaration): Fix[] {
  const words = plainWords(line.trim());
  if (!words) return [];
  return [
    {
      id: 'split',
      title: say('Put `{program}` in `command` and the rest in `args`', { program: maskText(words[0]!) }),
      safety: 'needs-review',
      changes: launchChanges(server, [...words, ...server.args.map(({ value }) => value)]),
    },
  ];
}
