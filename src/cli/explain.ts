import { knownAs, type KnownAs } from '../core/catalog/known-as.ts';
import { providerDeclaredIn, providerKnownAs } from '../core/catalog/provider-known-as.ts';
import { explain, explainProvider } from '../core/explain.ts';
import { json, providerRow, serverRow } from '../core/report/json.ts';
import { Tally } from '../core/report/tally.ts';
import { wrap } from '../core/report/text/lines.ts';
import { ruleCalled, rules } from '../core/rules/rules.ts';
import { render } from '../core/text/message.ts';
import { shippedCatalog } from '../host/knowledge/shipped-catalog.ts';
import { foldersOf, optionsHelp, readArguments } from './arguments.ts';
import { exitCodeOf, type ExitCode } from './exit-code.ts';
import { providersNamed, serversNamed } from './find-server.ts';
import { packageRoot } from './media.ts';
import { ruleListJson, ruleListText } from './rule-list.ts';
import { pageText } from './rule-page.ts';
import { pageLines } from './show-page.ts';
import { heardIfKnown } from './accepted.ts';
import { assessAll } from './assess-files.ts';
import { print, shown, textOptions } from './terminal.ts';
import { UsageError } from './usage-error.ts';

export const help = `mcp-roll-call explain <server or provider> [path...] [options]
mcp-roll-call explain <rule> [--format text|json]
mcp-roll-call explain --list [--format text|json]

Tells how the verdict on a server or a model provider came about: from its declaration to what it really launches or calls
to the policy entry that decided. For the id of a rule: its page.

  server             Its name; where several have it, FILE#NAME. A model provider likewise.
  path               As for scan.
  --list             All rules: what they find, how severe, and who hears them.
${optionsHelp}
                     Here the exit code tells of findings and verdict only where --fail-on is given.`;

export async function run(args: readonly string[]): Promise<ExitCode> {
  const { options, own, positionals: [wanted, ...paths] } = readArguments(args, { list: { type: 'boolean' } });
  if (own.list) {
    if (wanted !== undefined) throw new UsageError('--list takes no name.');
    print(options.format === 'json' ? ruleListJson(rules) : ruleListText(rules, textOptions()));
    return 0;
  }
  if (wanted === undefined) throw new UsageError('Which server, which model provider, or which rule?');
  const rule = ruleCalled(wanted.toLowerCase());
  if (rule) {
    print(options.format === 'json' ? ruleListJson([rule], pageText) : `${pageLines(pageText(rule.id), textOptions()).join('\n')}\n`);
    return 0;
  }
  const heard = heardIfKnown(foldersOf(paths));
  const { assessment, now } = await assessAll(foldersOf(paths), options, heard && { heard });
  const providers = providersNamed(assessment, wanted);
  // Where only a provider has the name, no server is missed.
  const found = providers.length > 0 ? assessment.servers.filter(({ declaration }) => declaration.name === wanted) : serversNamed(assessment, wanted, ' For rules see mcp-roll-call explain --list.');
  const pathShown = options.format === 'json' ? undefined : shown;
  const catalog = shippedCatalog(packageRoot());
  const explained = found.map((server) => {
    const entry = catalog.serverInCatalog(server.identity);
    return { server, explanation: explain(server, assessment, now, pathShown), ...(entry && { entry, known: knownAs(entry, server.identity) }) };
  });
  const explainedProviders = providers.map((provider) => {
    const entry = providerDeclaredIn(catalog, provider.declaration);
    return { provider, explanation: explainProvider(provider, assessment, now, pathShown), ...(entry && { entry, known: providerKnownAs(entry) }) };
  });
  if (options.format === 'json') {
    const servers = explained.map(({ server, explanation, entry }) => ({ ...serverRow(server), steps: explanation.steps.map(render), advice: explanation.advice.map(render), ...(entry && { catalog: entry }) }));
    const rows = explainedProviders.map(({ provider, explanation, entry }) => ({ ...providerRow(provider), steps: explanation.steps.map(render), advice: explanation.advice.map(render), ...(entry && { catalog: entry }) }));
    print(`${json({ schemaVersion: 1, servers, providers: rows })}\n`);
  } else {
    print([...explained, ...explainedProviders].map(({ explanation, known }) => page(explanation, known)).join('\n'));
  }
  if (assessment.policy.kind === 'unusable') return 4;
  if (options.failOn === undefined) return 0;
  const tally = new Tally(assessment.policy);
  for (const server of found) {
    const { file, declaration } = server;
    tally.add({ file, providers: [], servers: [server], ignored: [], findings: assessment.findings.filter((finding) => finding.file === file.path && finding.server === declaration.path) });
  }
  for (const provider of providers) {
    const { file, declaration } = provider;
    tally.add({ file, servers: [], providers: [provider], ignored: [], findings: assessment.findings.filter((finding) => finding.file === file.path && finding.provider === declaration.path) });
  }
  return exitCodeOf(tally, options.failOn);
}

function page({ title, steps, advice }: ReturnType<typeof explain>, known: KnownAs | undefined): string {
  const { style, width } = textOptions();
  const item = (mark: string, text: string): string[] => wrap(text, width, ' '.repeat(mark.length)).map((line, i) => (i === 0 ? mark + line.slice(mark.length) : line));
  return [
    style('heading', render(title)),
    '',
    ...steps.flatMap((step, i) => item(`${String(i + 1).padStart(3)}. `, render(step))),
    ...(advice.length > 0 ? ['', style('heading', 'What to do'), ...advice.flatMap((step) => item('  - ', render(step)))] : []),
    ...(known ? ['', style('heading', 'What documentation says'), ...[...known.sentences.map(render), ...known.sources].flatMap((text) => item('  - ', text))] : []),
    '',
  ].join('\n');
}
