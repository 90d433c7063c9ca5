import { code, plainMarkdown } from '../../report/markdown.ts';
import type { Compiled } from '../compile/plan.ts';
import type { LossReport } from './loss-report.ts';
import { policyWords } from './markdown.ts';
import { lossSummary } from './words.ts';

/** What lies beside the files: from which policy they are, where each goes, and what they do not say. */
export function companion(report: LossReport, { files, delivery }: Compiled): string {
  const { target } = report;
  const lines = [
    `# A policy for ${plainMarkdown(target)}`, '',
    policyWords(report), '',
    'Nothing is enforced while these files lie here. Whoever administers the machines puts them where they count, after reading what they do not say. When the policy changes, write them again.', '',
    '## Files', '',
    ...list(files.map(({ name }) => name)), '',
    '## Where they go', '',
    ...delivery.flatMap((line, i) => [line, ...(isItem(line) && isItem(delivery[i + 1] ?? '') ? [] : [''])]),
    '## What they do not say', '',
    `${plainMarkdown(lossSummary(report))} See [loss-report.md](loss-report.md).`, '',
  ];
  return lines.join('\n');
}

function isItem(line: string): boolean {
  return /^\s*(?:[-*|]|\d+\.) /.test(line);
}

function list(names: readonly string[]): string[] {
  const shown = names.slice(0, 20).map((name) => `- ${code(name)}`);
  return names.length > 20 ? [...shown, `- and ${names.length - 20} more below the same folders`] : shown;
}

/** A file as a block of code, whatever stands in it. */
export function fencedFile({ name, text }: Compiled['files'][number]): string {
  const fence = '`'.repeat(Math.max(3, ...[...text.matchAll(/`+/g)].map(([run]) => run.length + 1)));
  const language = /\.(json|toml|md|xml|reg)$/.exec(name)?.[1] ?? '';
  return [`## ${plainMarkdown(name)}`, '', `${fence}${language}`, text.trimEnd(), fence, ''].join('\n');
}
