import * as crypto from 'node:crypto';
import * as path from 'node:path';
import { inventoryFormats, type InventoryFormat, type InventoryReport } from '../core/inventory/export/report.ts';
import { fileRow } from '../core/report/json.ts';
import { Tally } from '../core/report/tally.ts';
import { coverageRow, type CoverageRow } from '../core/report/text/coverage.ts';
import { render } from '../core/text/message.ts';
import { counted } from '../core/report/text/lines.ts';
import { shippedCatalog } from '../host/knowledge/shipped-catalog.ts';
import { realEnvironment } from '../host/files/environment.ts';
import { foldersOf, optionsHelp, readArguments } from './arguments.ts';
import { heardIfKnown } from './accepted.ts';
import { assessEach, search } from './assess-files.ts';
import { exitCodeOf, meaningOf, type ExitCode } from './exit-code.ts';
import type * as inventoryTools from './inventory-tools.ts';
import { packageRoot } from './media.ts';
import { note, printAll, shown, textOptions } from './terminal.ts';
import { mayReplace, writeFile } from './write-file.ts';

export const help = `mcp-roll-call inventory [path...] [options]

Lists every MCP server and model provider once, however often it is configured: what it is, which assistants have it, what the
policy says, who answers for it, since when it is known, and how exposed whoever uses it is, with reasons.
Starts nothing and sends nothing. Remembers what it saw, for this user on this machine, so that the next one can say when a server
was first and last seen, changed, or went; in the state folder, never in a folder that is scanned, and without secrets.

  path               As for scan.
${optionsHelp.replace(/^ {2}--format.*$/m, '  --format FORMAT    table (for a person; the default), json, ndjson (a row on each line), cyclonedx (1.7), markdown.')}
                     Here the exit code tells of findings and verdicts only where --fail-on is given.
  --output FILE      Write there instead of to standard output. A file that is there is replaced.
  --all              Also list what is remembered from other folders and earlier days.
  --no-store         Remember nothing of this run. What is remembered already is read.`;

type Tools = typeof inventoryTools;

export async function run(args: readonly string[]): Promise<ExitCode> {
  const { options, own, positionals } = readArguments(args, { output: { type: 'string' }, all: { type: 'boolean' }, 'no-store': { type: 'boolean' } }, inventoryFormats);
  const paths = foldersOf(positionals);
  const heard = heardIfKnown(paths);
  const found = { ...(await search(paths, options)), ...(heard && { heard }) };
  const output = own.output === undefined ? undefined : path.resolve(own.output);
  if (output !== undefined) mayReplace(output, [...found.places.map((place) => place.path), ...[options.policy, options.policyKeys].filter((one) => one !== undefined)]);

  const tools: Tools = await import('./inventory-tools.js');
  const environment = realEnvironment();
  const store = new tools.InventoryStore(environment);
  const held = store.read();
  const evidence = new tools.InventoryEvidence(environment, { catalog: shippedCatalog(packageRoot()) });
  evidence.lookForVanished(held.value, paths.map((folder) => path.resolve(folder)));
  const observation = new tools.Observation(evidence.surroundings);
  const tally = new Tally(found.policy);
  const layout = { ...textOptions(), ...(output !== undefined && { style: (_: unknown, text: string) => text, width: 120 }) };
  const files: InventoryReport['files'][number][] = [];
  const coverage: CoverageRow[] = [];
  for await (const part of assessEach(found)) {
    tally.add(part);
    evidence.lookBeside([part.file]);
    observation.add({ ...part, files: [part.file] });
    files.push(fileRow(part.file));
    coverage.push(coverageRow(part.file, layout));
  }

  const stored = own['no-store'] ? held : await store.update(observation, found.now);
  const before = new Map(held.value.rows.map((row) => [row.id, row]));
  const all = tools.rowsOf(observation, held.value, found.now);
  const rows = own.all ? all : all.filter(({ id, state, sightings }) => sightings.length > 0 || (state === 'gone' && (before.get(id)?.places.length ?? 0) > 0));
  const notes = [stored.setAside ?? held.setAside, stored.unusable].filter((message) => message !== undefined);
  const report: InventoryReport = { rows, generatedAt: found.now, files, notLookedInto: found.notLookedInto, searched: found.searched, policy: found.policy, alsoRemembered: all.length - rows.length, notes };
  const code = exitCodeOf(tally, options.failOn ?? 'never');
  const pieces = options.format === 'table' ? [tools.tableOf(report, { coverage, exit: { code, meaning: code === 0 && options.failOn === undefined ? 'Listed. Findings and verdicts count only where --fail-on is given.' : meaningOf(code) } }, layout)] : written(tools, options.format, report);
  if (output === undefined) printAll(pieces);
  else {
    writeFile(output, pieces);
    note(`Written: ${shown(output)}`);
  }
  if (options.format === 'table' || options.format === 'json') return code;
  // Formats without a place for it.
  for (const message of notes) note(`Note: ${render(message)}.`);
  if (tally.unread > 0) note(`Note: ${counted(tally.unread, 'file')} could not be read, or not wholly.`);
  return code;
}

function written(tools: Tools, format: Exclude<InventoryFormat, 'table'>, report: InventoryReport): Iterable<string> {
  switch (format) {
    case 'json':
      return tools.jsonOf(report);
    case 'ndjson':
      return tools.ndjsonOf(report);
    case 'cyclonedx':
      return [tools.cycloneDxOf(report, { serialNumber: `urn:uuid:${crypto.randomUUID()}`, toolVersion: __VERSION__ })];
    case 'markdown':
      return [tools.markdownOf(report)];
  }
}
