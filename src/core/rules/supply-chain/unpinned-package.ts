import { gitSource } from '../../identity/git-source.ts';
import type { PackageRef } from '../../identity/identity.ts';
import { maskText } from '../../secret/mask.ts';
import { joined, say, type Message } from '../../text/message.ts';
import { policyKnows } from '../launch/policy-knows.ts';
import type { Rule, ServerContext, ServerReport } from '../rule.ts';
import { atPackage, fetchedPackage, pinFixes } from './pin.ts';

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
    const { identity, known, verdict } = context;
    const ref = fetchedPackage(identity);
    if (identity.kind === 'opaque') return fromGit(context);
    if (!ref || ref.version !== undefined || ref.digest !== undefined) return [];
    // The verdict's own diagnostic says it already, with the same fix: one decision, one diagnostic.
    if (verdict.code === 'unpinned' || verdict.code === 'weak-match') return [];
    // That a package is an attack is all there is to say of it.
    const about = known.advisories.about(ref);
    if (about.some(({ malicious }) => malicious)) return [];
    return [{ ...atPackage(context), message: () => (about.length === 0 ? messageFor(ref) : joined(messageFor(ref), vulnerable(context, ref))), fixes: () => pinFixes(context) }];
  },
};

/** A launch from git is opaque, and yet says what it needs: told of here and not as `opaque-launch`. */
function fromGit({ server, identity, verdict }: ServerContext): ServerReport[] {
  const source = policyKnows(verdict) ? undefined : gitSource(server, identity);
  if (!source || source.fixed) return [];
  const { at, repository, ref, sign } = source;
  const args = { repository: maskText(repository), ref: ref === undefined ? '' : maskText(ref), sign };
  return [
    {
      at: at.path,
      message: () =>
        ref === undefined
          ? say('`{repository}` is a git repository, and no commit of it is named: each start may run what was pushed a moment ago. Put the commit behind it, as `{sign}` and its hash.', args)
          : say('`{ref}` of `{repository}` is a branch or a tag, and both can be moved: each start may run code that nobody has looked at. Name the commit by its hash.', args),
    },
  ];
}

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

/** Which version it will be is not known, so no more than this can be said. */
function vulnerable({ known }: ServerContext, ref: PackageRef): Message {
  const args = { id: known.advisories.about(ref)[0]!.advisory.id, fixed: known.advisories.fixedVersion(ref) ?? '' };
  return args.fixed === ''
    ? say('Versions of it are known to be vulnerable ({id}), and none is known to be fixed.', args)
    : say('Some versions of it are known to be vulnerable ({id}); {fixed} is not.', args);
}
