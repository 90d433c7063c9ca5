import type { PackageRef } from '../../identity/identity.ts';
import { say, type Message } from '../../text/message.ts';
import { fetchedPackage, packageArgument, pinFixes } from './pin.ts';
import type { Rule } from '../rule.ts';

export const unpinnedPackage: Rule = {
  id: 'unpinned-package',
  title: 'Package without an exact version',
  category: 'supply-chain',
  clients: 'all',
  subject: 'server',
  severity: 'warning',
  confidence: 'high',
  audience: 'default',
  since: '0.1.0',
  fix: 'safe',
  references: [
    { title: 'OWASP MCP Top 10, MCP04: Software Supply Chain Attacks & Dependency Tampering', url: 'https://owasp.org/www-project-mcp-top-10/' },
    { title: 'CWE-1357: Reliance on Insufficiently Trustworthy Component', url: 'https://cwe.mitre.org/data/definitions/1357.html' },
  ],
  check(context) {
    const { identity, server, verdict } = context;
    const ref = fetchedPackage(identity);
    if (!ref || ref.version !== undefined || ref.digest !== undefined) return [];
    // The verdict's own diagnostic says it already, with the same fix: one decision, one diagnostic.
    if (verdict.code === 'unpinned' || verdict.code === 'weak-match') return [];
    const spec = packageArgument(context);
    return [{ at: spec?.argument.path ?? server.path, part: spec ? 'value' : 'key', message: () => messageFor(ref), fixes: () => pinFixes(context) }];
  },
};

function messageFor({ type, name, floating }: PackageRef): Message {
  const args = { name, written: floating ?? '' };
  if (type === 'oci') {
    return floating
      ? say('`{name}:{written}` names an image by a tag, which can be moved to other content at any time. Name it by digest.', args)
      : say('`{name}` names an image without a digest: what runs is whatever its tag points to at the next start. Name it by digest.', args);
  }
  return floating
    ? say('`{written}` of `{name}` can mean another version tomorrow: each start may run code that nobody has looked at. Pin an exact version.', args)
    : say('`{name}` has no version: each start may run code that nobody has looked at. Pin an exact version.', args);
}
