import type { ServerDeclaration } from '../../config/config-file.ts';
import type { Fix } from '../../finding/finding.ts';
import { maskText } from '../../secret/mask.ts';
import { say } from '../../text/message.ts';
import type { Rule } from '../rule.ts';
import { hiddenLaunch, type HiddenLaunch } from './hidden-launch.ts';
import { policyKnows } from './policy-knows.ts';
import { launchChanges, plainWords } from './respell.ts';

export const shellWrapper: Rule = {
  id: 'shell-wrapper',
  title: 'Server started through a shell',
  category: 'launch',
  clients: 'all',
  subject: 'server',
  severity: 'warning',
  confidence: 'high',
  audience: 'default',
  since: '0.3.0',
  fix: 'needs-review',
  references: [
    { title: 'CWE-78: Improper Neutralization of Special Elements used in an OS Command', url: 'https://cwe.mitre.org/data/definitions/78.html' },
    { title: 'OWASP MCP Top 10, MCP05: Command Injection & Execution', url: 'https://owasp.org/www-project-mcp-top-10/' },
    { title: 'MCP specification, Security Best Practices: Local MCP Server Compromise', url: 'https://modelcontextprotocol.io/specification/2025-11-25/basic/security_best_practices' },
  ],
  check({ server, identity, verdict }) {
    const hidden = hiddenLaunch(server, identity);
    if (hidden?.rule !== 'shell-wrapper' || policyKnows(verdict)) return [];
    const { at, program } = hidden;
    return [
      {
        at: at.path,
        message: () => say('`{program}` hands this line to a shell, which can start anything in it, so what runs cannot be checked or approved. Start the program itself: its name in `command`, each word in `args`.', { program }),
        fixes: () => fixes(hidden, server),
      },
    ];
  },
};

/** Only where the shell has nothing to do but to start the one program. */
function fixes({ started, line }: Extract<HiddenLaunch, { rule: 'shell-wrapper' }>, server: ServerDeclaration): Fix[] {
  if (started.program !== server.command) return [];
  if (started.key === 'cmd') return withoutKeptShell(started.words, server);
  const words = line.length === 1 ? plainWords(line[0]!) : line.every((word) => plainWords(word)?.length === 1) ? line : undefined;
  if (!words || started.key === 'fish' || started.key === 'csh') return [];
  return [
    {
      id: 'start-directly',
      title: say('Start `{program}` without the shell', { program: maskText(words[0]!) }),
      safety: 'needs-review',
      note: say('A login shell also sets variables such as `PATH`: check that the program is found without it.'),
      changes: launchChanges(server, words),
    },
  ];
}

/** On Windows some clients need `cmd /c` to find `npx`: it stays, with its words apart so that what it starts can be told. */
function withoutKeptShell(written: readonly { readonly value: string }[], server: ServerDeclaration): Fix[] {
  const at = written.findIndex(({ value }) => /^\/[ck]$/i.test(value));
  const words = plainWords(written.slice(at + 1).map(({ value }) => value).join(' '));
  if (at < 0 || !words) return [];
  return [
    {
      id: 'plain-cmd',
      title: say('Write it as `cmd /c` with each word by itself'),
      safety: 'needs-review',
      changes: launchChanges(server, [server.command!.value, ...written.slice(0, at).map(({ value }) => value), '/c', ...words]),
    },
  ];
}
