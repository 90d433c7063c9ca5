// Writes what is generated from the code's own metadata: JSON Schemas, the head of each rule's page, the README's tables.
// `--check` writes nothing and fails where a file on disk is not what would be written.
import * as fs from 'node:fs';
import * as path from 'node:path';
import { generated } from './generated.ts';

const root = path.resolve(__dirname, '../../..');
const check = process.argv.includes('--check');
let stale = 0;
for (const [file, make] of Object.entries(generated)) {
  const full = path.join(root, file);
  const before = fs.existsSync(full) ? fs.readFileSync(full, 'utf8') : '';
  const after = make(before);
  if (before === after) continue;
  stale++;
  console.log(`${check ? 'stale' : 'written'}: ${file}`);
  if (!check) fs.writeFileSync(full, after);
}
if (stale === 0) console.log(`${Object.keys(generated).length} generated files are up to date.`);
if (check && stale > 0) {
  console.log('Run `npm run generate`.');
  process.exitCode = 1;
}
