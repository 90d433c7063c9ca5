import * as fs from 'node:fs';
import { explain } from '../core/explain.ts';
import { json, serverRow } from '../core/report/json.ts';
import { Tally } from '../core/report/tally.ts';
import { wrap } from '../core/report/text/lines.ts';
import { rulePage, rules } from '../core/rules/rules.ts';
import { render } from '../core/text/message.ts';
import { foldersOf, optionsHelp, readArguments } from './arguments.ts';
import { exitCodeOf, type ExitCode } from './exit-code.ts';
import { serversNamed } from './find-server.ts';
import { mediaFile } from './media.ts';
import { assessAll } from './assess-files.ts';
import { print, textOptions } from './terminal.ts';
import { UsageError } from './usage-error.ts';

export const help = `mcp-roll-call explain <server> [path...] [options]
mcp-roll-call explain <rule>

Tells how the verdict on a server came about: from its declaration to what it really launches to the policy entry that
decided. For the id of a rule: its page. Rules are
${wrap(rules.map((rule) => rule.id).join(', '), 120, '').join('\n')}.

  server             Its name; where several have it, FILE#NAME.
  path               As for scan.
${optionsHelp}
                     Here the exit code tells of findings and verdict only where --fail-on is given.`;

export async function run(args: readonly string[]): Promise<ExitCode> {
  const { options, positionals: [wanted, ...paths] } = readArguments(args, {});
  if (wanted === undefined) throw new UsageError('Which server, or which rule?');
  if (rules.some((rule) => rule.id === wanted)) {
    print(fs.readFileSync(mediaFile(rulePage(wanted)), 'utf8'));
    return 0;
  }
  const { assessment, now } = await assessAll(foldersOf(paths), options);
  const found = serversNamed(assessment, wanted);
  const explained = found.map((server) => ({ server, explanation: explain(server, assessment, now) }));
  if (options.format === 'json') {
    const servers = explained.map(({ server, explanation }) => ({ ...serverRow(server), steps: explanation.steps.map(render), advice: explanation.advice.map(render) }));
    print(`${json({ schemaVersion: 1, servers })}\n`);
  } else {
    print(explained.map(({ explanation }) => page(explanation)).join('\n'));
  }
  if (assessment.policy.kind === 'unusable') return 4;
  if (options.failOn === undefined) return 0;
  const tally = new Tally(assessment.policy);
  for (const server of found) {
    const { file, declaration } = server;
    tally.add({ file, providers: [], servers: [server], findings: assessment.findings.filter((finding) => finding.file === file.path && finding.server === declaration.path) });
  }
  return exitCodeOf(tally, options.failOn);
}

function page({ title, steps, advice }: ReturnType<typeof explain>): string {
  const { style, width } = textOptions();
  const item = (mark: string, text: string): string[] => wrap(text, width, ' '.repeat(mark.length)).map((line, i) => (i === 0 ? mark + line.slice(mark.length) : line));
  return [
    style('heading', render(title)),
    '',
    ...steps.flatMap((step, i) => item(`${String(i + 1).padStart(3)}. `, render(step))),
    ...(advice.length > 0 ? ['', style('heading', 'What to do'), ...advice.flatMap((step) => item('  - ', render(step)))] : []),
    '',
  ].join('\n');
}
