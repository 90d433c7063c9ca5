// Reads real files of others and holds the number of servers found against an independent reader's, file by file; then reads mutated copies.
//   npm run corpus -- FOLDER [MUTATIONS] [--samples FILE]
// and tells what the rules say of them, with a sheet of ten findings of every rule for a person to judge.
// FOLDER/index.ndjson says what the other reader found (`file`, `format`, `path`, `parse`, `servers`). A measure, not a test: disagreements
// are listed, explained where a rule about their shape does; only crashes, and disagreements that nothing explains, fail.
import * as fs from 'node:fs';
import * as path from 'node:path';
import { parseArgs } from 'node:util';
import { assessFile } from '../../src/core/assess-file.ts';
import type { FileAssessment } from '../../src/core/assess.ts';
import { knownPathAt } from '../../src/core/clients/clients.ts';
import { dormantPathAt, unknownFile } from '../../src/core/clients/dormant-files.ts';
import { readPlace } from '../../src/core/config/read-place.ts';
import type { ConfigSource } from '../../src/core/config/read.ts';
import { factPackages } from '../../src/core/identity/fact-packages.ts';
import { render } from '../../src/core/text/message.ts';
import { visible } from '../../src/core/text/visible.ts';
import { folderFacts } from '../../src/host/evidence/folder-facts.ts';
import { isDormant } from '../../src/host/files/dormant.ts';
import { shippedKnowledge } from '../../src/host/knowledge/shipped-knowledge.ts';
import { explanationOf } from './explained.ts';
import { tellFindings } from './findings.ts';
import { mutations } from './mutations.ts';
import { table } from './table.ts';

export interface Row {
  readonly file: string;
  readonly format: string;
  readonly path?: string;
  readonly parse?: string;
  readonly servers?: number;
}

/** How a file was recognised: as some client's where it lies, as one that no client reads there, or by nothing but its content. */
type Recognised = 'live' | 'dormant' | 'content';

export interface Read {
  readonly row: Row;
  readonly as: Recognised;
  readonly part: FileAssessment;
}

/** Where the file would be found, were its repository open. */
function sourceOf(folder: string, row: Row): { as: Recognised; source: Omit<ConfigSource, 'content'> } {
  const full = path.join(folder, row.file);
  const inRepository = row.path ?? path.basename(row.file);
  const parts = inRepository.split('/');
  const root = path.join(folder, ...row.file.split('/').slice(0, 2));
  const own = row.file.startsWith('snippets/') ? undefined : knownPathAt(inRepository);
  const found = own ?? (row.file.startsWith('snippets/') ? undefined : dormantPathAt(inRepository));
  const live = own !== undefined && !own.known.dormant && !isDormant(parts.slice(0, own.holder));
  const known = found?.known ?? unknownFile(path.basename(row.file));
  return { as: live ? 'live' : found ? 'dormant' : 'content', source: { path: full, root, known, live } };
}

/** A file, or a block of documentation made a file of: in its syntax, and in braces where they were left out. */
function prepared(folder: string, row: Row): ReturnType<typeof sourceOf> & { readonly text: string } {
  const text = fs.readFileSync(path.join(folder, row.file), 'utf8');
  const found = sourceOf(folder, row);
  if (!row.file.startsWith('snippets/')) return { ...found, text };
  const begins = text.replace(/^(?:\s*(?:\/\/|#).*\n)+/, '').trimStart();
  const kind = begins.startsWith('{') || begins.startsWith('"') ? 'json' : begins.startsWith('[') ? 'toml' : 'yaml';
  const known = unknownFile(`${path.basename(row.file, path.extname(row.file))}.${kind}`);
  return { ...found, source: { ...found.source, known }, text: begins.startsWith('"') ? `{${text}\n}` : text };
}

async function assess(source: ConfigSource): Promise<FileAssessment> {
  const file = await readPlace(source);
  const facts = { folders: new Map([[source.root!, await folderFacts(source.root!, factPackages([file]))]]) };
  return assessFile(file, { policy: { kind: 'none' }, facts, known, lint: { audience: 'strict' }, now: '2026-11-21T00:00:00Z' });
}

const known = shippedKnowledge(path.resolve(__dirname, '../../..'));

/** What reading the file ended with. */
function outcomeOf({ as, part, row }: Read): string {
  const { status, reason, declarations } = part.file;
  const ambiguous = declarations.filter(({ ambiguity }) => ambiguity).length;
  return [
    `${as}, ${status}${reason ? `, ${render(reason)}` : ''}`,
    ...(row.parse !== undefined && row.parse !== 'ok' ? [`theirs: ${row.parse}`] : []),
    ...(ambiguous > 0 ? [`${ambiguous} ambiguous`] : []),
    ...(declarations.length > 0 ? [`ours: ${declarations.slice(0, 8).map(({ name }) => visible(name, 40)).join(', ')}`] : []),
  ].join('; ');
}

async function main(folder: string, copies: number, sheet: string | undefined): Promise<void> {
  const index = fs.readFileSync(path.join(folder, 'index.ndjson'), 'utf8').split('\n').filter(Boolean).map((line) => JSON.parse(line) as Row);
  const rows = index.filter(({ file }) => /^(?:workspaces|snippets|manifests)\//.test(file));
  const all: Read[] = [];
  const crashes: string[] = [];
  const started = performance.now();
  for (const row of rows) {
    try {
      const { as, source, text } = prepared(folder, row);
      all.push({ row, as, part: await assess({ ...source, live: true, content: { text } }) });
    } catch (error) {
      crashes.push(`${row.file}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
    }
  }
  const counted = all.filter(({ row }) => row.servers !== undefined);
  const differing = counted.filter(({ row, part }) => part.file.declarations.length !== row.servers).map((read) => ({ read, why: explanationOf(read) }));
  const unexplained = differing.filter(({ why }) => why === undefined);
  console.log(`${rows.length} files in the index, ${all.length} read in ${((performance.now() - started) / 1000).toFixed(1)} s\n`);
  const groups = [...new Set(rows.map(groupOf))].sort();
  console.log(
    table(
      ['format', 'files', 'parsed', 'live', 'dormant', 'content', 'counted', 'agree', 'explained', 'differ', 'our servers', 'theirs'],
      [...groups, undefined].map((group) => {
        const own = all.filter(({ row }) => group === undefined || groupOf(row) === group);
        const of = own.filter((read) => counted.includes(read));
        const differ = differing.filter(({ read }) => own.includes(read));
        const as = (['live', 'dormant', 'content'] as const).map((way) => own.filter((read) => read.as === way).length);
        return [
          group ?? 'all', own.length, own.filter(({ part }) => part.file.status === 'read').length, ...as, of.length, of.length - differ.length,
          differ.filter(({ why }) => why !== undefined).length, differ.filter(({ why }) => why === undefined).length,
          sum(of.map(({ part }) => part.file.declarations.length)), sum(of.map(({ row }) => row.servers!)),
        ];
      }),
    ),
  );

  console.log(`\nDisagreements: ${differing.length}, ${differing.length - unexplained.length} of them explained`);
  for (const { read, why } of differing) console.log(`  ${read.row.file}\n    ours ${read.part.file.declarations.length}, theirs ${read.row.servers}: ${why ?? 'NOT EXPLAINED'}\n    ${outcomeOf(read)}`);
  const elsewhere = all.filter((read) => read.row.servers === undefined);
  const unread = elsewhere.filter(({ part }) => part.file.status !== 'read');
  console.log(`\nOther files, which nobody counted: ${elsewhere.length}, with ${sum(elsewhere.map(({ part }) => part.file.declarations.length))} servers; not read whole: ${unread.length}`);
  for (const read of unread) console.log(`  ${read.row.file}\n    ${outcomeOf(read)}`);

  const parts = all.filter(({ row }) => row.file.startsWith('workspaces/')).map(({ part }) => part);
  tellFindings(folder, rows, all, known, sheet);
  const kinds = new Map<string, number>();
  const troubles = new Map<string, number>();
  for (const { servers } of parts) {
    for (const { identity, declaration } of servers) {
      kinds.set(identity.kind, (kinds.get(identity.kind) ?? 0) + 1);
      if (declaration.ambiguity) troubles.set(declaration.ambiguity.template, (troubles.get(declaration.ambiguity.template) ?? 0) + 1);
    }
  }
  console.log(`\nIdentities: ${inOrder(kinds)}`);
  console.log(`Ambiguities: ${inOrder(troubles)}`);

  const begun = performance.now();
  const texts = all.map(({ row }) => ({ row, text: prepared(folder, row).text })).filter(({ text }) => text.length < 100_000);
  let made = 0;
  let servers = 0;
  for (const { row, text, what } of mutations(texts, copies)) {
    try {
      const { source } = prepared(folder, row);
      const file = await readPlace({ ...source, content: { text } });
      servers += assessFile(file, { policy: { kind: 'none' }, facts: { folders: new Map() }, now: '2026-11-21T00:00:00Z' }).servers.length;
      made++;
    } catch (error) {
      crashes.push(`${row.file}, ${what}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
    }
  }
  console.log(`\nMutated copies: ${made}, with ${servers} servers, in ${((performance.now() - begun) / 1000).toFixed(1)} s`);
  console.log(`Crashes: ${crashes.length}`);
  for (const crash of crashes.slice(0, 20)) console.log(`  ${crash}`);
  if (crashes.length > 0 || unexplained.length > 0) process.exitCode = 1;
}

function groupOf({ file, format }: Row): string {
  const [kind] = file.split('/');
  return kind === 'workspaces' ? format : `${kind}: ${format}`;
}

function inOrder(counts: ReadonlyMap<string, number>): string {
  return [...counts].sort(([, a], [, b]) => b - a).map(([what, count]) => `${count} ${what}`).join(', ');
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

const { values, positionals: [folder, copies] } = parseArgs({ allowPositionals: true, options: { samples: { type: 'string' } } });
if (folder === undefined) {
  console.error('Which folder? npm run corpus -- FOLDER [MUTATIONS] [--samples FILE]');
  process.exitCode = 2;
} else {
  void main(path.resolve(folder), Number(copies ?? 10_000), values.samples);
}
