import { everyRule } from './rule-list.ts';
import type { Rule } from './rule.ts';

/** Every rule, in the order findings at one place are shown: what the policy says comes first. A test holds the list against the folder. */
export const rules: readonly Rule[] = everyRule.toSorted((a, b) => Number(b.verdict ?? false) - Number(a.verdict ?? false));

const byId = new Map(rules.map((rule) => [rule.id, rule]));

/** The rule of that id; undefined where there is none. */
export function ruleCalled(id: string): Rule | undefined {
  return byId.get(id);
}

/** Where a rule's page lies among the files that ship: the address is computed, never typed. */
export function rulePage(id: string): string {
  return `media/rules/${id}.md`;
}
