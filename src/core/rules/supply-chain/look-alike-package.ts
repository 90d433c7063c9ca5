import type { LookAlike } from '../../catalog/look-alikes.ts';
import type { Fix } from '../../finding/finding.ts';
import type { ReasonCode } from '../../policy/verdict.ts';
import { say, type Message } from '../../text/message.ts';
import type { Rule, ServerContext } from '../rule.ts';
import { atPackage, fetchedPackage, packageArgument } from './pin.ts';

export const lookAlikePackage: Rule = {
  id: 'look-alike-package',
  title: 'Package with almost the name of a well-known one',
  category: 'supply-chain',
  clients: 'all',
  subject: 'server',
  severity: 'warning',
  confidence: 'medium',
  audience: 'default',
  since: '0.3.0',
  fix: 'needs-review',
  references: [
    { title: 'OWASP MCP Top 10, MCP04: Software Supply Chain Attacks & Dependency Tampering', url: 'https://owasp.org/www-project-mcp-top-10/' },
    { title: 'UTS #39: Unicode security mechanisms, confusable detection', url: 'https://www.unicode.org/reports/tr39/#Confusable_Detection' },
    { title: 'CWE-1007: Insufficient Visual Distinction of Homoglyphs Presented to User', url: 'https://cwe.mitre.org/data/definitions/1007.html' },
  ],
  check(context) {
    const { identity, known, verdict } = context;
    const ref = fetchedPackage(identity);
    // What comes from somewhere else than the public registry is the organisation's own; what lies in the folder is not fetched; what an entry of the policy names, or is near to, the verdict speaks of.
    if (!ref || ref.registry !== undefined || !unnamed.has(verdict.code) || identity.launch.hijacks.includes('node_modules')) return [];
    const alike = known.catalog.lookAlikeOf(ref);
    // That it is an attack says more.
    // What the policy has that is nearest is looked for last: that takes longest.
    if (!alike || known.advisories.about(ref).some(({ malicious }) => malicious) || verdict.closest) return [];
    return [{ ...atPackage(context), message: () => messageFor(ref.name, alike), fixes: () => fixesFor(context, alike) }];
  },
};

/** What a verdict says where no entry of the policy names the package. */
const unnamed: ReadonlySet<ReasonCode> = new Set<ReasonCode>(['no-policy', 'not-listed', 'submitted', 'stale', 'policy-unusable']);

function messageFor(name: string, { name: known, server, how, type }: LookAlike): Message {
  const args = { name, known, publisher: server.publisher.value.name };
  switch (how) {
    case 'letter':
      return say('`{name}` is one letter from `{known}`, the well-known server of {publisher}, and another package. If you meant that one, mend the name: such names have been used to spread malware.', args);
    case 'look':
      return say('`{name}` looks like `{known}`, the well-known server of {publisher}, and is another package. If you meant that one, mend the name: such names have been used to spread malware.', args);
    case 'scope':
      return say('`{name}` is not `{known}`, the well-known server of {publisher}: without the scope it can be anybody’s. If you meant that one, add the scope.', args);
    case 'ecosystem':
      return type === 'pypi'
        ? say('`{name}` of {publisher} is a Python package; the npm package of that name can be anybody’s. If you meant that one, start it with `uvx`.', args)
        : say('`{name}` of {publisher} is an npm package; the Python package of that name can be anybody’s. If you meant that one, start it with `npx`.', args);
  }
}

function fixesFor(context: ServerContext, { name, how }: LookAlike): Fix[] {
  const spec = packageArgument(context);
  if (!spec || how === 'ecosystem') return [];
  const { value, path } = spec.argument;
  // A version of the one is none of the other.
  return [{ id: 'use-known', title: say('Use `{name}`', { name }), safety: 'needs-review', changes: [{ op: 'replace', at: path, value: value.slice(0, spec.start) + name }] }];
}
