import { parseJson } from './config/json/parse.ts';
import { child, spanAt, stringOf } from './config/node.ts';
import type { Finding } from './finding/finding.ts';
import type { IgnoredFinding } from './finding/ignored.ts';
import type { LintSettings } from './finding/lint-settings.ts';
import { Ruling } from './finding/ruling.ts';
import { setIgnores } from './finding/set-ignores.ts';
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
  /** The workspace folder it lies in. */
  readonly root?: string;
  /** An ISO 8601 instant, for what somebody accepted until some day; absent: nothing that ends holds. */
  readonly now?: string;
}

/** What was found in a manifest: what is told, and what somebody accepted. */
export interface ManifestAssessment {
  readonly findings: readonly Finding[];
  readonly ignored: readonly IgnoredFinding[];
}

/** The findings in a manifest or registration stub; none where the text is neither. Never throws. */
export function assessManifest(path: string, text: string, circumstances?: ManifestCircumstances): readonly Finding[] {
  return manifestAssessment(path, text, circumstances).findings;
}

/** The same, with the findings that somebody accepted. */
export function manifestAssessment(path: string, text: string, { around, known = noKnowledge, policy, lint, root, now = '' }: ManifestCircumstances = {}): ManifestAssessment {
  const { tree, problems } = parseJson(text);
  const format = tree && manifestFormat(path, tree);
  if (!tree || !format) return { findings: [], ignored: [] };
  const document = new TextDocument(text);
  const compiled = policy?.kind === 'ready' ? policy.policy : undefined;
  const ruling = Ruling.of(lint, compiled);
  const context = { tree, path, document, format, known, policy: compiled, ...(around && { around }) };
  const accepted = ruling.plain ? undefined : setIgnores(ruling, path, () => stringOf(child(tree, 'name')), now);
  const findings: Finding[] = [];
  const ignored: IgnoredFinding[] = [];
  for (const rule of ruling.speaking(manifestRules)) {
    for (const report of rule.check(context)) {
      const part = report.part ?? 'value';
      const finding: Finding = {
        ruleId: rule.id,
        severity: ruling.severity(rule, report.severity, root),
        confidence: report.confidence ?? rule.confidence,
        file: path,
        at: report.at,
        part,
        range: document.rangeOf(spanAt(tree, report.at, part)),
        message: report.message,
        // In a text that is still being typed an edit could land in the wrong place.
        fixes: problems.length === 0 ? (report.fixes?.() ?? []) : [],
      };
      const by = accepted?.(finding);
      if (by) ignored.push({ finding, ...by });
      else findings.push(finding);
    }
  }
  return { findings, ignored };
}

const manifestRules = rules.filter((rule) => rule.subject === 'manifest');
