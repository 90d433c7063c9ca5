import * as fs from 'node:fs';
import * as path from 'node:path';
import * as z from 'zod/mini';
import manifest from '../../package.json';
import published from '../../media/schemas/server.schema.2025-12-11.json';
import type { Environment, Platform } from '../../src/core/clients/client.ts';
import { clientOf, clients } from '../../src/core/clients/clients.ts';
import { exitCodes } from '../../src/cli/exit-code.ts';
import { catalogSchema } from '../../src/core/catalog/schema.ts';
import { inventorySchema } from '../../src/core/inventory/export/json-schema.ts';
import { manifestHelpSchema } from '../../src/core/manifest/contract-schema.ts';
import { policyJsonSchema } from '../../src/core/policy/policy-json-schema.ts';
import { reportSchema } from '../../src/core/report/json-schema.ts';
import { categories, type Rule } from '../../src/core/rules/rule.ts';
import { rulePage, rules } from '../../src/core/rules/rules.ts';

/** Every generated file: from its text on disk to what it should be. */
export const generated: Readonly<Record<string, (before: string) => string>> = {
  'package.json': withRuleIds,
  'media/schemas/policy.schema.json': () => text(policyJsonSchema()),
  'media/schemas/manifest.schema.json': () => text(manifestHelpSchema(published)),
  'media/schemas/catalog.schema.json': () => text({ title: 'MCP Roll Call catalog', ...z.toJSONSchema(catalogSchema, { target: 'draft-7' }) }),
  'media/schemas/report.schema.json': () => text({ title: 'MCP Roll Call report (scan --format json)', ...z.toJSONSchema(reportSchema, { target: 'draft-7' }) }),
  'media/schemas/inventory.schema.json': () => text({ title: 'MCP Roll Call inventory (inventory --format json)', ...z.toJSONSchema(inventorySchema, { target: 'draft-7' }) }),
  ...Object.fromEntries(rules.map((rule) => [rulePage(rule.id), (before: string): string => page(rule, before)])),
  'media/ci/github-workflow.yml': ofThisVersion,
  'media/ci/pre-commit': ofThisVersion,
  'README.md': (before) =>
    [
      ['rules', ruleTable()],
      ['files', fileTable()],
      ['settings', settingTable()],
      ['commands', commandTable()],
      ['exit-codes', exitCodeTable()],
      ['workflow', `\`\`\`yaml\n${ofThisVersion(fs.readFileSync(path.resolve(__dirname, '../../../media/ci/github-workflow.yml'), 'utf8'))}\`\`\``],
      ['hook', `\`\`\`yaml\n# .pre-commit-config.yaml\nrepos:\n  - repo: ${manifest.repository.url.replace(/\.git$/, '')}\n    rev: v${manifest.version}\n    hooks:\n      - id: mcp-roll-call\n\`\`\``],
    ].reduce((text, [name, table]) => between(text, name!, table!), before),
};

/** Templates name the version that they ship with. */
function ofThisVersion(text: string): string {
  return text.replace(/mcp-roll-call@\d[\w.-]*/g, `mcp-roll-call@${manifest.version}`);
}

/** The rules that settings can name, for whoever writes these settings. */
function withRuleIds(before: string): string {
  const all = JSON.parse(before) as typeof manifest;
  const ids = rules.filter(({ verdict }) => !verdict).map(({ id }) => id).sort();
  const properties = all.contributes.configuration.properties as unknown as Record<string, { propertyNames?: object; items?: { properties: Record<string, object> } }>;
  const own = rules.map(({ id }) => id).sort();
  properties['mcpRollCall.rules']!.propertyNames = { enum: own };
  properties['mcpRollCall.ignores']!.items!.properties['rule'] = { type: 'string', enum: ids, description: 'The rule’s id.' };
  return `${JSON.stringify(all, undefined, 2)}\n`;
}

function text(schema: object): string {
  const { $schema, ...rest } = schema as Record<string, unknown>;
  return `${JSON.stringify({ $schema, ...rest }, undefined, 2)}\n`;
}

/** Puts `content` between the markers of that name, which must be there. */
export function between(text: string, name: string, content: string): string {
  const start = `<!-- generated:${name} -->`;
  const end = `<!-- /generated:${name} -->`;
  const from = text.indexOf(start);
  const to = text.indexOf(end);
  if (from < 0 || to < from) throw new Error(`the markers of ${name} are missing`);
  return `${text.slice(0, from + start.length)}\n${content}\n${text.slice(to)}`;
}

function page(rule: Rule, before: string): string {
  const fixes = { safe: 'yes', 'needs-review': 'yes, to be reviewed', none: 'no' }[rule.fix];
  const head = [
    `# ${rule.title}`,
    '',
    '| rule | category | severity | confidence | audience | fix | applies to | since |',
    '| --- | --- | --- | --- | --- | --- | --- | --- |',
    `| \`${rule.id}\` | ${rule.category} | ${rule.severity} | ${rule.confidence} | ${rule.audience} | ${fixes} | ${appliesTo(rule)} | ${rule.since} |`,
    '',
    ...rule.references.map((reference) => `- [${reference.title}](${reference.url})`),
  ].join('\n');
  const marked = before.includes('<!-- generated:head -->') ? before : `<!-- generated:head -->\n<!-- /generated:head -->\n\n${before}`;
  return between(marked, 'head', head);
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.map((cell) => cell.replaceAll('|', '\\|').replaceAll('\n', ' ')).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

function appliesTo(rule: Rule): string {
  if (rule.subject === 'manifest') return 'manifests';
  return rule.clients === 'all' ? 'all assistants' : rule.clients.map((id) => clientOf(id).name).join(', ');
}

function ruleTable(): string {
  return table(
    ['rule', 'finds', 'severity', 'audience', 'fix'],
    categories.flatMap((category) => rules.filter((rule) => rule.category === category)).map((rule) => [
      `[\`${rule.id}\`](${rulePage(rule.id)})`, rule.title, rule.severity, rule.audience, { safe: 'safe', 'needs-review': 'to be reviewed', none: '' }[rule.fix],
    ]),
  );
}

/** Each client with its files; `<User>` stands for the folder of that name of VS Code, each of its builds and forks, and of its servers. */
function fileTable(): string {
  const code = (paths: readonly string[]): string => [...new Set(paths)].map((path) => `\`${path}\``).join(', ');
  return table(
    ['assistant', 'in a workspace', 'of the user, or of everybody on the machine', 'what switches a server off in its file'],
    clients.map(({ name, locations, dialect }) => [
      name,
      code(locations.flatMap(({ path }) => (typeof path === 'string' ? [path] : []))),
      code(locations.flatMap(({ path }) => (typeof path === 'string' ? [] : shownPaths(path)))),
      code((dialect.off ?? []).map((key) => `${key}: ${key === 'disabled'}`)),
    ]),
  );
}

/** A location's paths on Linux, and where it is nowhere there, on Windows. */
function shownPaths(path: (environment: Environment) => readonly string[]): string[] {
  const shown = (platform: Platform): string[] => path({ platform, home: '~', env: {} }).map((one) => one.replace(/^.*\/(?:User)\//, '<User>/').replace('~/.vscode-server-insiders/', '~/.vscode-server/'));
  const linux = shown('linux');
  return linux.length > 0 ? linux : shown('win32');
}

function settingTable(): string {
  const properties = manifest.contributes.configuration.properties as Record<string, { default: unknown; scope: string; markdownDescription: string }>;
  return table(
    ['setting', 'default', 'scope', 'what it does'],
    Object.entries(properties).map(([name, { default: value, scope, markdownDescription }]) => [`\`${name}\``, `\`${JSON.stringify(value)}\``, scope, markdownDescription.split('\n\n').join(' ')]),
  );
}

function commandTable(): string {
  return table(
    ['command', 'id'],
    manifest.contributes.commands.map(({ category, title, command }) => [`**${category}: ${title}**`, `\`${command}\``]),
  );
}

function exitCodeTable(): string {
  return table(
    ['code', 'meaning'],
    exitCodes.map(({ code, meaning }) => [String(code), meaning]),
  );
}
