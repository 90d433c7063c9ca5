// Takes the records of an OSV export (https://google.github.io/osv.dev/data/) that are about packages we know into media/advisories.
//   npm run advisories -- EXPORT [EXPORT...] [--day 2026-11-21]
// EXPORT: a folder as `all.zip` of an ecosystem unpacks to, or a file of one record, of a list of them, or of one in each line. Nothing is
// fetched: the export is downloaded by hand. What changed is for a person to read (`git diff`) before it is committed.
import * as fs from 'node:fs';
import * as path from 'node:path';
import { parseArgs } from 'node:util';
import type { Advisory } from '../../src/core/advisories/osv.ts';
import { catalogSchema } from '../../src/core/catalog/schema.ts';
import { mergeAdvisories } from './merge-advisories.ts';

const root = path.resolve(__dirname, '../../..');
const file = path.join(root, 'media/advisories/advisories.json');
const { positionals, values } = parseArgs({ allowPositionals: true, options: { day: { type: 'string' } } });
const day = values.day ?? new Date().toISOString().slice(0, 10);
if (positionals.length === 0 || !/^\d{4}-\d\d-\d\d$/.test(day)) {
  console.error('npm run advisories -- EXPORT [EXPORT...] [--day 2026-11-21]');
  process.exit(2);
}

function* recordsIn(place: string): Generator {
  if (fs.statSync(place).isDirectory()) {
    for (const name of fs.readdirSync(place).sort()) if (!name.includes('.') || name.endsWith('.json') || name.endsWith('.ndjson')) yield* recordsIn(path.join(place, name));
    return;
  }
  const text = fs.readFileSync(place, 'utf8');
  try {
    const data = JSON.parse(text) as unknown;
    if (Array.isArray(data)) yield* data;
    else yield data;
  } catch {
    for (const line of text.split('\n')) if (line.trim() !== '') yield JSON.parse(line);
  }
}

/** The packages of the catalog, as `npm:name`. */
function packagesOfCatalog(): Set<string> {
  const { servers } = catalogSchema.parse(JSON.parse(fs.readFileSync(path.join(root, 'media/catalog/catalog.json'), 'utf8')));
  const purls = servers.flatMap(({ identities }) => identities.flatMap((one) => ('purl' in one ? one.purl : [])));
  return new Set(purls.flatMap((purl) => /^pkg:(npm|pypi|nuget)\/([^@?#]+)$/.exec(purl)?.slice(1, 3).join(':').replace('%40', '@') ?? []));
}

const ours = JSON.parse(fs.readFileSync(file, 'utf8')) as Advisory[];
const { advisories, added, changed } = mergeAdvisories(ours, (function* () { for (const place of positionals) yield* recordsIn(place); })(), packagesOfCatalog(), day);
fs.writeFileSync(file, `${JSON.stringify(advisories, null, 2)}\n`);
console.log(`${advisories.length} advisories: ${added.length} new, ${changed.length} changed.${[...added, ...changed].map((id) => `\n  ${id}`).join('')}`);
