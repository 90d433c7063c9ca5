import { heardSeverity } from '../../listening/weigh.ts';
import type { HeardServer } from '../../listening/heard.ts';
import { joined, say, type Message } from '../../text/message.ts';
import type { Rule } from '../rule.ts';

/**
 * A server that says something else of itself than what was approved, as it was last listened to. Beside what the policy says: that is about
 * what is launched, this about what answers.
 */
export const changedVoice: Rule = {
  id: 'changed-voice',
  title: 'Server that says something else than was approved',
  category: 'verdict',
  clients: 'all',
  verdict: true,
  subject: 'server',
  severity: 'warning',
  confidence: 'high',
  audience: 'default',
  since: '0.6.0',
  fix: 'none',
  references: [
    { title: 'Model Context Protocol 2026-07-28, Tools: the list must not vary per connection', url: 'https://modelcontextprotocol.io/specification/2026-07-28/server/tools' },
    { title: 'OWASP MCP Top 10, MCP03: Tool Poisoning', url: 'https://owasp.org/www-project-mcp-top-10/' },
  ],
  check({ server, heard }) {
    const severity = heard && heardSeverity(heard);
    return severity ? [{ at: server.path, part: 'key', severity, message: () => messageFor(server.name, heard) }] : [];
  },
};

function messageFor(name: string, { drift, unsteady, heard, approved }: HeardServer): Message {
  const when = { name, heard: heard.at.slice(0, 10), approved: approved?.at.slice(0, 10) ?? '' };
  const review = say('What a model reads and may call is not what somebody looked at. See what changed; then approve it, or stop using it.');
  if (!drift) return joined(say('`{name}` said two different things on two connections on {heard}, one right after the other, which the protocol forbids.', when), say('What you are shown need not be what an assistant is told. Do not approve it before its owner has explained why.'));
  const [first] = drift.changes;
  const head = approved?.by === 'manifest' ? say('`{name}` says something else than its committed snapshot, as of {heard}:', when) : say('`{name}` says something else than what was approved on {approved}, as of {heard}:', when);
  const more = drift.count > 1 ? [say('({count} changes in all.)', { count: drift.count })] : [];
  const also = unsteady ? [say('It also said two different things on two connections, which the protocol forbids.')] : [];
  return joined(head, ...(first ? [first.consequence] : []), ...more, ...also, review);
}
