// Writes src/core/rules/rule-list.ts from the folder, so that a new rule is one new file and no list that two people edit at once.
// By itself and before any build, since a build needs the list.
import fs from 'node:fs';
import path from 'node:path';

const folder = path.join(import.meta.dirname, '..', '..', 'src', 'core', 'rules');
const rules = fs
  .readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.includes(path.sep) && /: Rule = \{/.test(fs.readFileSync(path.join(folder, file), 'utf8')))
  .map((file) => file.split(path.sep).join('/'))
  .map((file) => ({ file, id: path.posix.basename(file, '.ts') }))
  .sort((a, b) => (a.id < b.id ? -1 : 1))
  .map(({ file, id }) => ({ file, name: id.replace(/-([a-z])/g, (_, letter) => letter.toUpperCase()) }));
const text = [
  '// Generated from the folder by `npm run generate`.',
  ...rules.map(({ file, name }) => `import { ${name} } from './${file}';`),
  "import type { Rule } from './rule.ts';",
  '',
  'export const everyRule: readonly Rule[] = [',
  ...rules.map(({ name }) => `  ${name},`),
  '];',
  '',
].join('\n');
const list = path.join(folder, 'rule-list.ts');
if (!fs.existsSync(list) || fs.readFileSync(list, 'utf8') !== text) fs.writeFileSync(list, text);
