import * as path from 'node:path';
import type { LintSettings } from '../core/finding/lint-settings.ts';
import { optionsHelp } from './arguments.ts';
import { lintSettings, type LintArguments } from './lint-settings.ts';

export const reportFormats = ['text', 'json', 'sarif', 'github', 'markdown'] as const;
export type ReportFormat = (typeof reportFormats)[number];

/** What scan and check take beside what every command does. */
export const reportOptions = {
  output: { type: 'string' },
  audience: { type: 'string' },
  severity: { type: 'string', multiple: true },
  settings: { type: 'string' },
} as const;

/** The lines of `optionsHelp` for these. */
export const reportOptionsHelp = `${optionsHelp.replace(
  /^ {2}--format.*$/m,
  `  --format FORMAT    text (for a person; the default), json, sarif (2.1.0, for code hosts), github (annotations of GitHub Actions,
                     and the job's summary), markdown (to post below a pull request).
  --output FILE      Write there instead of to standard output. A file that is there is replaced.`,
)}
  --audience WHOM    default, or strict: rules speak too that not everybody wants to hear.
  --severity R=LEVEL The severity of rule R is error, warning, info or off. May be given several times.
  --settings FILE    JSON with "audience", "severities" and "ignores" (rule, file, server, reason, expires), as a
                     user may set them.`;

/** Of those, what bears on what is found and where the report goes. */
export function reportSettings({ output, ...lint }: LintArguments & { readonly output?: string }): { readonly lint?: LintSettings; readonly output?: string } {
  const settings = lintSettings(lint);
  return { ...(settings && { lint: settings }), ...(output !== undefined && { output: path.resolve(output) }) };
}
