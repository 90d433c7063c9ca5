import { json } from '../core/report/json.ts';
import { padded, wrap } from '../core/report/text/lines.ts';
import type { TextOptions } from '../core/report/text.ts';
import { categories, type Rule } from '../core/rules/rule.ts';

/** Every rule with what it finds, by category. */
export function ruleListText(rules: readonly Rule[], { style, width }: TextOptions): string {
  const wide = Math.max(...rules.map(({ id }) => id.length));
  const blocks = categories.flatMap((category) => {
    const own = rules.filter((rule) => rule.category === category).toSorted((a, b) => (a.id < b.id ? -1 : 1));
    if (own.length === 0) return [];
    const lines = own.flatMap(({ id, title, severity, audience }) => {
      const [first = '', ...rest] = wrap(`${title}${audience === 'strict' ? ' (with --audience strict)' : ''}`, width, ' '.repeat(wide + 13));
      return [`  ${padded(id, wide)}  ${padded(severity, 7)}  ${first.trimStart()}`, ...rest];
    });
    return [[style('heading', category), ...lines].join('\n')];
  });
  return `${blocks.join('\n\n')}\n`;
}

/** @param pageOf a rule's page, where it is wanted too */
export function ruleListJson(rules: readonly Rule[], pageOf?: (id: string) => string): string {
  const rows = rules.map(({ id, title, category, severity, confidence, audience, since, fix, references, verdict, ...rule }) => ({
    id, title, category, severity, confidence, audience, verdict: verdict ?? false, since, fix: fix === 'none' ? null : fix, clients: 'clients' in rule && rule.clients !== 'all' ? rule.clients : null, references, ...(pageOf && { page: pageOf(id) }),
  }));
  return `${json({ schemaVersion: 1, rules: rows })}\n`;
}
