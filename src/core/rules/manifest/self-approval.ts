import { stringOf, type ConfigNode, type Path } from '../../config/node.ts';
import { pathTo, walk } from '../../manifest/walk.ts';
import { say } from '../../text/message.ts';
import type { Report, Rule } from '../rule.ts';

export const selfApproval: Rule = {
  id: 'self-approval',
  title: 'Manifest that approves itself',
  category: 'manifest',
  subject: 'manifest',
  severity: 'error',
  confidence: 'high',
  audience: 'default',
  since: '0.1.0',
  fix: 'none',
  references: [
    { title: 'OWASP MCP Top 10, MCP04: Software Supply Chain Attacks & Dependency Tampering', url: 'https://owasp.org/www-project-mcp-top-10/' },
    { title: 'CWE-345: Insufficient Verification of Data Authenticity', url: 'https://cwe.mitre.org/data/definitions/345.html' },
  ],
  check({ tree }) {
    const reports: Report[] = [];
    walk(tree, (part) => {
      const { key, node, holder } = part;
      if (!holder) return true;
      const top = holder.holder === undefined;
      // Beside `_meta` only a key that can mean nothing else: the format's own maps have keys of all sorts.
      if (top && key === '_meta') return true;
      if (key !== undefined && claimsUnder(key, node) && !(top && stateKeys.has(plain(key)))) {
        reports.push(report(pathTo(part), key));
        return false;
      }
      return !top;
    });
    return reports;
  },
};

/** Keys that speak of an approval, in any spelling (`approved_by`), and keys that do where their value says so. */
const approvalKeys = new Set(['approved', 'approval', 'approvals', 'isapproved', 'preapproved', 'approvedby', 'approvedat', 'approvedon', 'approvalstatus', 'approvalstate', 'approvaldate', 'verdict']);
const stateKeys = new Set(['state', 'status', 'reviewstate', 'reviewstatus', 'decision']);

/** Words that, under such a key, do not claim an approval: that there is none, or that a user is asked before each call. */
const noClaim = /^(?:$|TODO|false\b|no\b|none\b|not\b|un(?:known|approved|determined|reviewed)|pending|requested|required|requires|open\b|waiting|denied|rejected|revoked|manual|always|never|auto|prompt|ask|every|once|session|user)/i;
const approving = /^(?:pre-?)?approved\b/i;

function claimsUnder(key: string, value: ConfigNode): boolean {
  const name = plain(key);
  return approvalKeys.has(name) ? claims(value) : stateKeys.has(name) && approving.test(stringOf(value) ?? '');
}

function report(at: Path, key: string): Report {
  return {
    at,
    part: 'entry',
    message: say('`{key}` claims an approval. A server cannot approve itself: whether it is approved stands in your organisation’s policy or registry only, and nobody should take it from here. Take it out.', { key }),
  };
}

function claims(value: ConfigNode): boolean {
  if (value.kind === 'object') return value.entries.length > 0;
  if (value.kind === 'array') return value.items.length > 0;
  const text = stringOf(value);
  return text === undefined ? Boolean(value.value) : !noClaim.test(text.trim());
}

function plain(key: string): string {
  return key.slice(0, 100).toLowerCase().replace(/[-_.\s]+/g, '');
}
