import type { Confidence, Severity } from '../../finding/finding.ts';
import type { Rule } from '../../rules/rule.ts';

export const levels: Readonly<Record<Severity, 'error' | 'warning' | 'note'>> = { error: 'error', warning: 'warning', info: 'note' };

/** GitHub sorts by these: over 7.0 is high, over 4.0 medium. */
const securitySeverities: Readonly<Record<Severity, string>> = { error: '8.0', warning: '5.5', info: '2.0' };
const precisions: Readonly<Record<Confidence, string>> = { high: 'very-high', medium: 'high', low: 'medium' };

/** A rule as the report describes it. @param page its page's Markdown, without the marks of the program that writes its head */
export function ruleDescriptor(rule: Rule, page: string): object {
  return {
    id: rule.id,
    name: rule.id.replace(/(?:^|-)([a-z0-9])/g, (_, first: string) => first.toUpperCase()),
    shortDescription: { text: rule.title },
    fullDescription: { text: threatOf(page) || rule.title },
    help: { text: plainText(page), markdown: page },
    defaultConfiguration: { level: levels[rule.severity], ...(rule.audience === 'strict' && { enabled: false }) },
    properties: {
      'security-severity': securitySeverities[rule.severity],
      'problem.severity': rule.severity === 'info' ? 'recommendation' : rule.severity,
      precision: precisions[rule.confidence],
      category: rule.category,
      audience: rule.audience,
      since: rule.since,
      tags: ['security', 'mcp', rule.category, ...rule.references.flatMap(({ url }) => cweTag(url))],
    },
  };
}

/** The tag that GitHub groups by. */
function cweTag(url: string): string[] {
  const number = /cwe\.mitre\.org\/data\/definitions\/(\d+)/.exec(url)?.[1];
  return number === undefined ? [] : [`external/cwe/cwe-${number.padStart(3, '0')}`];
}

/** The first paragraph of the page's section Threat. */
function threatOf(page: string): string {
  return plainText(/^## Threat\n+([^\n]+)/m.exec(page)?.[1] ?? '');
}

/** Markdown of ours without its marks, for viewers that show no Markdown. */
function plainText(markdown: string): string {
  return markdown
    .replace(/^\|(?:[ :-]+\|)+\n/gm, '')
    .replace(/\[([^\]]+)\]\(([^)]+)\)/g, '$1: $2')
    .replace(/^```.*\n/gm, '')
    .replace(/^#+ /gm, '')
    .replaceAll('**', '')
    .trim();
}
