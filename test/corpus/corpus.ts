// Scans real files of others and holds the number of servers found against an independent reader's, file by file.
//   npm run corpus -- FOLDER
// FOLDER/workspaces/* is scanned as one workspace each, without the user's own files; FOLDER/index.ndjson says what the other reader
// found (`file`, `format`, `parse`, `servers`). A measure, not a test: disagreements are listed with their reason, only crashes fail.
import * as fs from 'node:fs';
import * as path from 'node:path';
import { assessFile, type FileAssessment } from '../../src/core/assess.ts';
import { workspaceFileAt } from '../../src/core/clients/clients.ts';
import { readConfigFile } from '../../src/core/config/read.ts';
import { factPackages } from '../../src/core/identity/fact-packages.ts';
import { rules } from '../../src/core/rules/rules.ts';
import { render } from '../../src/core/text/message.ts';
import { visible } from '../../src/core/text/visible.ts';
import { folderFacts } from '../../src/host/evidence/folder-facts.ts';
import { findBelow } from '../../src/host/files/find-below.ts';
import { placesOfFolder } from '../../src/host/files/places.ts';
import { readContent } from '../../src/host/files/read-content.ts';

interface Row {
  readonly file: string;
  readonly format: string;
  readonly parse?: string;
  readonly servers?: number;
}

async function scan(workspace: string): Promise<FileAssessment[]> {
  const parts: FileAssessment[] = [];
  for (const place of [...placesOfFolder(workspace).places, ...findBelow(workspace).places]) {
    const file = readConfigFile({ ...place, content: readContent(place) });
    const root = place.root!;
    const facts = { folders: new Map([[root, await folderFacts(root, factPackages([file]))]]) };
    parts.push(assessFile(file, { policy: { kind: 'none' }, facts, now: '2026-11-21T00:00:00Z' }));
  }
  return parts;
}

/** Why our number may be another one than theirs: what reading the file ended with. */
function reasonOf(part: FileAssessment | undefined, row: Row): string {
  if (!part) return 'not found: it lies in a folder that is not looked into';
  const { status, reason, declarations } = part.file;
  const ambiguous = declarations.filter(({ ambiguity }) => ambiguity).length;
  return [
    `${status}${reason ? `, ${render(reason)}` : ''}`,
    ...(row.parse !== undefined && row.parse !== 'ok' ? [`theirs: ${row.parse}`] : []),
    ...(new Set(declarations.map(({ name }) => name)).size < declarations.length ? ['names stand twice'] : []),
    ...(ambiguous > 0 ? [`${ambiguous} ambiguous`] : []),
    ...(declarations.length > 0 ? [`ours: ${declarations.slice(0, 8).map(({ name }) => visible(name, 40)).join(', ')}`] : []),
  ].join('; ');
}

function table(head: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  const all = [head, ...rows].map((row) => row.map(String));
  const widths = head.map((_, i) => Math.max(...all.map((row) => row[i]!.length)));
  return all.map((row) => `  ${row.map((cell, i) => (i === 0 ? cell.padEnd(widths[i]!) : cell.padStart(widths[i]!))).join('  ')}`).join('\n');
}

async function main(folder: string): Promise<void> {
  const index = fs.readFileSync(path.join(folder, 'index.ndjson'), 'utf8').split('\n').filter(Boolean).map((line) => JSON.parse(line) as Row);
  const found = new Map<string, FileAssessment>();
  const crashes: string[] = [];
  const workspaces = fs.readdirSync(path.join(folder, 'workspaces')).sort();
  for (const name of workspaces) {
    try {
      for (const part of await scan(path.join(folder, 'workspaces', name))) {
        if (part.file.status !== 'absent') found.set(path.relative(folder, part.file.path).replaceAll('\\', '/'), part);
      }
    } catch (error) {
      crashes.push(`${name}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
    }
  }

  const rows = index.filter(({ file }) => file.startsWith('workspaces/'));
  const known = rows.filter(({ file }) => workspaceFileAt(file.split('/').slice(2).join('/')));
  const differing = known.filter((row) => found.get(row.file)?.file.declarations.length !== row.servers);
  const formats = [...new Set(known.map(({ format }) => format))].sort();
  console.log(`${workspaces.length} workspaces, ${rows.length} files in the index, ${known.length} of them where our clients look, ${found.size} found\n`);
  console.log(
    table(
      ['format', 'files', 'agree', 'differ', 'our servers', 'theirs', 'live', 'read', 'partial', 'invalid', 'unreadable'],
      [...formats, undefined].map((format) => {
        const own = known.filter((row) => format === undefined || row.format === format);
        const parts = own.flatMap(({ file }) => found.get(file) ?? []);
        const statuses = (['read', 'partial', 'invalid', 'unreadable'] as const).map((status) => parts.filter(({ file }) => file.status === status).length);
        const differ = differing.filter((row) => own.includes(row)).length;
        return [format ?? 'all', own.length, own.length - differ, differ, sum(parts.map(({ servers }) => servers.length)), sum(own.map(({ servers = 0 }) => servers)), parts.filter(({ file }) => file.live).length, ...statuses];
      }),
    ),
  );

  console.log(`\nDisagreements: ${differing.length}`);
  for (const row of differing) console.log(`  ${row.file}\n    ours ${found.get(row.file)?.file.declarations.length ?? '-'}, theirs ${row.servers ?? '-'}: ${reasonOf(found.get(row.file), row)}`);
  const extra = [...found.keys()].filter((file) => !rows.some((row) => row.file === file));
  if (extra.length > 0) console.log(`\nFound but not in the index:\n${extra.map((file) => `  ${file}`).join('\n')}`);

  const parts = [...found.values()];
  console.log('\nFindings, without a policy');
  console.log(
    table(
      ['rule', 'findings', 'files', 'of servers'],
      rules.filter(({ subject }) => subject === 'server').map(({ id }) => {
        const own = parts.map(({ findings }) => findings.filter(({ ruleId }) => ruleId === id).length);
        return [id, sum(own), own.filter(Boolean).length, sum(parts.map(({ servers }) => servers.length))];
      }),
    ),
  );
  const kinds = new Map<string, number>();
  for (const { servers } of parts) for (const { identity } of servers) kinds.set(identity.kind, (kinds.get(identity.kind) ?? 0) + 1);
  console.log(`\nIdentities: ${[...kinds].sort(([, a], [, b]) => b - a).map(([kind, count]) => `${count} ${kind}`).join(', ')}`);
  console.log(`\nCrashes: ${crashes.length}`);
  for (const crash of crashes) console.log(`  ${crash}`);
  if (crashes.length > 0) process.exitCode = 1;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

const folder = process.argv[2];
if (folder === undefined) {
  console.error('Which folder? npm run corpus -- FOLDER');
  process.exitCode = 2;
} else {
  void main(path.resolve(folder));
}
