import { parseJson } from './config/json/parse.ts';
import { spanAt } from './config/node.ts';
import type { Finding } from './finding/finding.ts';
import type { LintSettings } from './finding/lint-settings.ts';
import { noKnowledge, type Knowledge } from './knowledge.ts';
import { manifestFormat } from './manifest/is-manifest.ts';
import type { ManifestSurroundings } from './manifest/subject.ts';
import type { PolicyState } from './policy/policy-state.ts';
import { rules } from './rules/rules.ts';
import { TextDocument } from './text/document.ts';

/** What a manifest is looked at with; nothing of it is needed. */
export interface ManifestCircumstances {
  readonly around?: ManifestSurroundings;
  readonly known?: Knowledge;
  readonly policy?: PolicyState;
  readonly lint?: LintSettings;
}

/** The findings in a manifest or registration stub; none where the text is neither. Never throws. */
export function assessManifest(path: string, text: string, { around, known = noKnowledge, policy, lint }: ManifestCircumstances = {}): Finding[] {
  const { tree, problems } = parseJson(text);
  const format = tree && manifestFormat(path, tree);
  if (!tree || !format) return [];
  const document = new TextDocument(text);
  const context = { tree, path, document, format, known, policy: policy?.kind === 'ready' ? policy.policy : undefined, ...(around && { around }) };
  return rules.flatMap((rule) => {
    if (rule.subject !== 'manifest' || (rule.audience === 'strict' && lint?.audience !== 'strict' && lint?.severities?.[rule.id] === undefined)) return [];
    return rule.check(context).map((report): Finding => {
      const part = report.part ?? 'value';
      return {
        ruleId: rule.id,
        severity: report.severity ?? rule.severity,
        confidence: report.confidence ?? rule.confidence,
        file: path,
        at: report.at,
        part,
        range: document.rangeOf(spanAt(tree, report.at, part)),
        message: report.message,
        // In a text that is still being typed an edit could land in the wrong place.
        fixes: problems.length === 0 ? (report.fixes?.() ?? []) : [],
      };
    });
  });
}
