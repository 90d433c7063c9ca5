import { parseJson } from './config/json/parse.ts';
import { spanAt } from './config/node.ts';
import type { Finding } from './finding/finding.ts';
import { isManifest } from './manifest/is-manifest.ts';
import { rules } from './rules/rules.ts';
import { TextDocument } from './text/document.ts';

/** The findings in a manifest or registration stub; none where the text is neither. */
export function assessManifest(path: string, text: string): Finding[] {
  const { tree } = parseJson(text);
  if (!tree || !isManifest(path, tree)) return [];
  const document = new TextDocument(text);
  return rules.flatMap((rule) => {
    if (rule.subject !== 'manifest') return [];
    return rule.check({ tree }).map((report): Finding => {
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
        fixes: report.fixes?.() ?? [],
      };
    });
  });
}
