import type { Path } from '../../config/node.ts';
import { below, type Part } from '../../config/node.ts';
import { weight, type Severity } from '../../finding/finding.ts';
import type { ChangedPart, LaunchChange } from '../../launch/change.ts';
import { bearingFields } from '../../launch/launch.ts';
import { apart, calls, launchLine, partWords } from '../../launch/words.ts';
import { joined, render, say, type Message } from '../../text/message.ts';
import { verdictSeverity } from './not-approved.ts';
import { pinFixes } from '../supply-chain/pin.ts';
import { providerAsServer } from '../../providers/as-server.ts';
import { maskText } from '../../secret/mask.ts';
import type { ProviderContext, Rule, ServerContext, ServerReport } from '../rule.ts';

/**
 * A server that was accepted and is now started otherwise. Speaks in place of `not-approved`, whose verdict it carries: what was
 * approved and is no more was changed, and that is what its user must hear.
 */
export const changedLaunch: Rule = {
  id: 'changed-launch',
  title: 'Accepted server that is started otherwise',
  category: 'verdict',
  clients: 'all',
  verdict: true,
  subject: 'server',
  severity: 'warning',
  confidence: 'high',
  audience: 'default',
  since: '0.2.0',
  fix: 'safe',
  references: [
    { title: 'CVE-2025-54136, MCPoison: an approval that was bound to a name', url: 'https://nvd.nist.gov/vuln/detail/CVE-2025-54136' },
    { title: 'OWASP MCP Top 10, MCP04: Software Supply Chain Attacks & Dependency Tampering', url: 'https://owasp.org/www-project-mcp-top-10/' },
  ],
  checkProvider,
  check(context) {
    const { change, verdict } = context;
    if (!change) return [];
    const own: Severity = change.otherThing ? 'error' : 'warning';
    const judged = verdict.code === 'no-policy' || verdict.code === 'policy-unusable' ? 'info' : verdictSeverity(context);
    const versionIsWrong = verdict.code === 'unpinned' || verdict.code === 'other-version' || verdict.code === 'weak-match';
    return [
      {
        ...placeOf(change.parts[0]!, context),
        message: () => messageFor(change, context),
        severity: weight(judged) > weight(own) ? judged : own,
        fixes: () => (versionIsWrong ? pinFixes(context) : []),
      },
    ];
  },
};

/** A model provider that was accepted and is now called otherwise. Beside the policy's word on it, which may stand on another place. */
function checkProvider({ change, provider }: ProviderContext): ServerReport[] {
  if (!change) return [];
  const { server } = providerAsServer(provider);
  const [part] = change.parts;
  const at = part?.what === 'argument' && part.how !== 'removed' ? server.args[part.index ?? -1]?.path : part?.what === 'url' ? provider.baseUrl?.path : undefined;
  const message = (): Message => {
    const args = { name: maskText(provider.name), what: render(partWords(part!)) };
    const head = change.otherThing
      ? say('The model provider `{name}` is no longer called where it was accepted: {what}.', args)
      : say('The model provider `{name}` is not called as it was accepted: {what}.', args);
    return joined(head, say('What you ask and show goes there without anybody asking you. Review the change; then acknowledge it, or take it back.'));
  };
  return [{ at: at ?? provider.path, part: at ? 'value' : 'key', message, ...(change.otherThing && { severity: 'error' as const }) }];
}

/** The narrowest part that shows the change; the server's name where nothing of it is left to point at. */
function placeOf(part: ChangedPart, { server, file }: ServerContext): { at: Path; part: Part } {
  const value = (at: Path | undefined): { at: Path; part: Part } => (at ? { at, part: 'value' } : { at: server.path, part: 'key' });
  if (part.how === 'removed') return part.what === 'argument' && server.args.length > 0 ? { at: below(server.path, 'args'), part: 'key' } : value(undefined);
  switch (part.what) {
    case 'command':
      return value(server.command?.path);
    case 'url':
      return value(server.url?.path);
    case 'cwd':
      return value(server.cwd?.path);
    case 'envFile':
      return value(server.envFile?.path);
    case 'argument':
      return value(server.args[part.index ?? -1]?.path);
    case 'order':
      return { at: below(server.path, 'args'), part: 'key' };
    case 'env':
    case 'header': {
      const named = (part.what === 'env' ? server.env : server.headers).findLast(({ name }) => name === part.name);
      return named ? { at: named.path, part: 'key' } : value(undefined);
    }
    case 'field': {
      const field = bearingFields(file, server).find(({ name }) => name === part.name);
      return field ? { at: field.path, part: typeof field.path.at(-1) === 'number' ? 'value' : 'key' } : value(undefined);
    }
    default:
      return value(undefined);
  }
}

function messageFor(change: LaunchChange, { server, verdict }: ServerContext): Message {
  const { accepted, now, otherThing, parts } = change;
  const [first, ...others] = parts;
  const name = server.name;
  const [before, after] = apart(launchLine(accepted.launch), launchLine(now));
  const what = render(partWords(first!));
  const remote = calls(accepted.launch) && calls(now);
  const head = otherThing && remote && before !== after
    ? say('`{name}` is no longer the server that was accepted: it called `{before}`, and now calls `{after}`.', { name, before, after })
    : otherThing && !remote
      ? say('`{name}` is no longer the server that was accepted: it started `{before}`, and now starts `{after}`; {what}.', { name, before, after, what })
      : others.length > 0
        ? say('The launch of `{name}` is not the one that was accepted: {what}; {more} more changed.', { name, what, more: others.length })
        : say('The launch of `{name}` is not the one that was accepted: {what}.', { name, what });
  const why = say('An assistant may start it as it is now without asking. Review the change; then acknowledge it, or take it back.');
  if (verdict.code === 'no-policy' || verdict.code === 'policy-unusable') return joined(head, why);
  const judged = verdict.state === 'denied' || verdict.state === 'revoked' ? say('The policy says that it must not be used.') : say('The policy does not approve it as it is now.');
  return joined(head, judged, why);
}
