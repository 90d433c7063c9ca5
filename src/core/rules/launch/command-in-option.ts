import { maskText } from '../../secret/mask.ts';
import { say } from '../../text/message.ts';
import type { Rule } from '../rule.ts';
import { hiddenLaunch } from './hidden-launch.ts';
import { policyKnows } from './policy-knows.ts';

export const commandInOption: Rule = {
  id: 'command-in-option',
  title: 'Command hidden in another program’s option',
  category: 'launch',
  clients: 'all',
  subject: 'server',
  severity: 'warning',
  confidence: 'high',
  audience: 'default',
  since: '0.3.0',
  fix: 'none',
  references: [
    { title: 'CWE-88: Improper Neutralization of Argument Delimiters in a Command (Argument Injection)', url: 'https://cwe.mitre.org/data/definitions/88.html' },
    { title: 'GTFOBins: programs that can start others', url: 'https://gtfobins.github.io/' },
    { title: 'OWASP MCP Top 10, MCP05: Command Injection & Execution', url: 'https://owasp.org/www-project-mcp-top-10/' },
  ],
  check({ server, identity, verdict }) {
    const hidden = hiddenLaunch(server, identity);
    if (hidden?.rule !== 'command-in-option' || policyKnows(verdict)) return [];
    const { at, program } = hidden;
    return [
      {
        at: at.path,
        message: () => say('`{option}` makes `{program}` start another program, which is how a list of allowed commands is got round. Start that program itself.', { program, option: maskText(at.value.slice(0, 60)) }),
      },
    ];
  },
};
