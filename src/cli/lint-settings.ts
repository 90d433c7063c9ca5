import * as path from 'node:path';
import { parseJson } from '../core/config/json/parse.ts';
import { valueOf } from '../core/config/node.ts';
import { severities, type Severity } from '../core/finding/finding.ts';
import type { Ignore, LintSettings } from '../core/finding/lint-settings.ts';
import { isDay } from '../core/report/baseline.ts';
import { ruleCalled } from '../core/rules/rules.ts';
import { render } from '../core/text/message.ts';
import { visible } from '../core/text/visible.ts';
import { readRegularFile } from '../host/files/read-regular-file.ts';
import { shown } from './terminal.ts';
import { UsageError } from './usage-error.ts';

/** What a command line may say of rules. */
export interface LintArguments {
  readonly audience?: string;
  readonly severity?: readonly string[];
  readonly settings?: string;
}

/**
 * What the user says of rules: a file's word, and before it that of the command line.
 * @returns undefined where nothing is said
 * @throws UsageError
 */
export function lintSettings({ audience, severity = [], settings }: LintArguments): LintSettings | undefined {
  const fromFile = settings === undefined ? undefined : readSettings(settings);
  if (fromFile === undefined && audience === undefined && severity.length === 0) return undefined;
  const said = severity.map((text): readonly [string, Severity | 'off'] => {
    const [, rule, level] = /^([^=]+)=(.*)$/s.exec(text) ?? [];
    if (rule === undefined) throw new UsageError(`--severity ${visible(text, 80)} is not of the form RULE=LEVEL.`);
    return [existingRule(rule, `--severity ${visible(text, 80)}`), levelOf(level, `--severity ${visible(text, 80)}`)];
  });
  return {
    ...fromFile,
    ...(audience !== undefined && { audience: audienceOf(audience, '--audience') }),
    severities: { ...fromFile?.severities, ...Object.fromEntries(said) },
  };
}

function readSettings(file: string): LintSettings {
  const full = path.resolve(file);
  const content = readRegularFile(full);
  if ('absent' in content) throw new UsageError(`There is no file ${shown(full)}.`);
  if ('unreadable' in content) throw new UsageError(`${shown(full)} cannot be read: ${render(content.unreadable)}.`);
  const { tree, problems } = parseJson(content.text);
  const value = tree && problems.length === 0 && !content.flaw ? valueOf(tree) : undefined;
  const where = shown(full);
  if (!isMap(value)) throw new UsageError(`${where} is not a JSON object.`);
  for (const key of Object.keys(value)) if (!['$schema', 'audience', 'severities', 'ignores'].includes(key)) throw new UsageError(`${where}: \`${visible(key, 60)}\` is not known here. Known are audience, severities and ignores.`);
  const { audience, severities: levels = {}, ignores = [] } = value;
  if (!isMap(levels)) throw new UsageError(`${where}: \`severities\` must be an object, from rules to severities.`);
  if (!Array.isArray(ignores)) throw new UsageError(`${where}: \`ignores\` must be a list.`);
  return {
    ...(audience !== undefined && { audience: audienceOf(audience, `${where}: \`audience\``) }),
    severities: Object.fromEntries(Object.entries(levels).map(([rule, level]) => [existingRule(rule, where), levelOf(level, `${where}: \`${visible(rule, 60)}\``)])),
    ignores: ignores.map((ignore, i) => readIgnore(ignore, `${where}: ignore ${i + 1}`)),
  };
}

function readIgnore(value: unknown, where: string): Ignore {
  if (!isMap(value)) throw new UsageError(`${where} is not an object.`);
  const { rule, reason, expires, file, server, ...rest } = value;
  const [stranger] = Object.keys(rest);
  if (stranger !== undefined) throw new UsageError(`${where}: \`${visible(stranger, 60)}\` is not known here.`);
  if (typeof rule !== 'string') throw new UsageError(`${where} names no rule.`);
  if (typeof reason !== 'string' || reason.trim().length < 5) throw new UsageError(`${where} gives no reason.`);
  for (const [key, text] of Object.entries({ file, server })) if (text !== undefined && (typeof text !== 'string' || text === '')) throw new UsageError(`${where}: \`${key}\` must be a text.`);
  if (expires !== undefined && !isDay(expires)) throw new UsageError(`${where}: \`expires\` must be a day like 2027-05-31.`);
  existingRule(rule, where);
  return { rule, reason, ...(typeof file === 'string' && { file }), ...(typeof server === 'string' && { server }), ...(isDay(expires) && { expires }) };
}

function existingRule(id: string, where: string): string {
  if (!ruleCalled(id)) throw new UsageError(`${where}: there is no rule \`${visible(id, 60)}\`. mcp-roll-call explain --list tells them all.`);
  return id;
}

function levelOf(level: unknown, where: string): Severity | 'off' {
  const found = [...severities, 'off' as const].find((one) => one === level);
  if (found === undefined) throw new UsageError(`${where}: a severity is one of error, warning, info, off.`);
  return found;
}

function audienceOf(value: unknown, where: string): 'default' | 'strict' {
  if (value !== 'default' && value !== 'strict') throw new UsageError(`${where} is one of default, strict.`);
  return value;
}

function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
