import type { ZodMiniType } from 'zod/mini';
import { parseJson } from '../config/json/parse.ts';
import { nodeAt, stepsOf, type ConfigNode, type ObjectNode, type Part, type Path } from '../config/node.ts';
import type { Severity } from '../finding/finding.ts';
import { TextDocument, type Range } from '../text/document.ts';
import { registryProblems } from '../registry/registry-problems.ts';
import { say, type Message } from '../text/message.ts';
import { denies, type PolicyDocument, type PolicyEntry, type ProviderEntry } from './document.ts';
import { intakeKinds, intakeTargetSchema, type IntakeTarget } from './intake-schema.ts';
import { isPlain, plainValue } from './plain-value.ts';
import { effects, ProblemList } from './problems.ts';
import { modelRules, type ModelRules } from './provider-schema.ts';
import { readEntry, readProviderEntry } from './read-entry.ts';
import { contractRulesSchema, defaultsSchema, headerFields, ignoreSchema, policySchema, registrySchema, ruleSettingSchema, testSchema, type Defaults, type RuleSetting } from './schema.ts';

/** Something in a policy document that is not as it should be, at the narrowest place that shows it. */
export interface PolicyProblem {
  readonly path: Path;
  readonly part: Part;
  readonly range: Range;
  readonly severity: Severity;
  readonly message: Message;
  /** What it costs: what is not taken from the document because of it. */
  readonly effect?: Message;
}

export interface ReadPolicy {
  /** Absent when the text cannot be used as a policy at all. */
  readonly document?: PolicyDocument;
  /** The denials that can be recognised in a text that is no usable document: they may still tighten another one. */
  readonly denials?: PolicyDocument;
  readonly problems: readonly PolicyProblem[];
}

/**
 * Read a policy document: JSON, with comments, trailing commas and a byte order mark accepted.
 * No document comes of a text that is not JSON, of another `policyVersion`, or when `servers` is not a list; anything else that is
 * wrong costs only the entry, item or field it stands in, and always in the direction of approving less. Never throws.
 * @param source what names the document in verdicts: the path of its file
 */
export function readPolicy(text: string, source: string): ReadPolicy {
  const { tree, problems: syntax } = parseJson(text);
  const problems = new ProblemList(new TextDocument(text), tree);
  for (const { span, message } of syntax) problems.addSyntax(span, message);
  if (tree?.kind !== 'object') {
    if (syntax.length === 0) problems.add([], tree ? say('A policy is one map in `{` and `}`.') : say('This file is empty.'), { effect: effects.noPolicy });
    return { problems: problems.problems };
  }
  const repeated = repeatedKeys(tree, problems);
  const usable = [syntax.length === 0, readsVersion(tree, problems)].every(Boolean);
  const lists = valuesOf(tree, 'servers').filter(({ value }) => value?.kind === 'array');
  const listed = lists.length > 0 && lists.length === valuesOf(tree, 'servers').length;
  if (!listed) problems.add(['servers'], say('`servers` must be a list in `[` and `]`.'), { effect: effects.noPolicy });

  const servers = entriesOf<PolicyEntry>(lists, readEntry, problems);
  const providers = readProviders(tree, repeated.has('providers'), problems);
  const models = readModels(tree, repeated.has('models'), problems);
  warnOfSameIds([...servers, ...(providers ?? [])], problems);
  const document = { source, ...readHeader(tree, repeated, problems), servers, ...(providers && { providers }), ...(models && { models }), ...readLint(tree, problems), ...readLists(tree, problems) };
  if (usable && listed && !repeated.has('servers')) return { document, problems: problems.problems };
  const denials = onlyDenials(document);
  // In a text that breaks off, what is missing says nothing beyond that.
  const told = syntax.length === 0 ? problems.problems : problems.problems.filter(({ path }, i) => i < syntax.length || (path.length > 0 && nodeAt(tree, path)));
  return { ...(denials && { denials }), problems: told };
}

/** What of a document denies; undefined where nothing does. */
export function onlyDenials(document: PolicyDocument): PolicyDocument | undefined {
  const { providers, models, ...rest } = document;
  const servers = document.servers.filter((entry) => denies(entry.state));
  const denied = (providers ?? []).filter((entry) => denies(entry.state));
  const deny = models?.deny ?? [];
  if (servers.length + denied.length + deny.length === 0) return undefined;
  return { ...rest, servers, ...(denied.length > 0 && { providers: denied }), ...(deny.length > 0 && { models: { deny } }) };
}

type Values = readonly { readonly value: ConfigNode | undefined; readonly path: Path }[];

function entriesOf<T>(lists: Values, read: (node: ConfigNode, path: Path, problems: ProblemList) => T | undefined, problems: ProblemList): T[] {
  return lists.flatMap(({ value, path }) => (value?.kind === 'array' ? value.items.flatMap((item, i) => read(item, [...path, i], problems) ?? []) : []));
}

/** What cannot be read as a list, or stands twice, approves no provider: only what denies is taken from it. */
function readProviders(tree: ObjectNode, repeated: boolean, problems: ProblemList): readonly ProviderEntry[] | undefined {
  const values = valuesOf(tree, 'providers');
  if (values.length === 0) return undefined;
  for (const { value, path } of values) if (value?.kind !== 'array') problems.add(path, say('`providers` must be a list in `[` and `]`.'), { effect: effects.strictest });
  const entries = entriesOf<ProviderEntry>(values, readProviderEntry, problems);
  return repeated ? entries.filter((entry) => denies(entry.state)) : entries;
}

/** Models: what cannot be read as written counts as its strictest value, and whatever denies still does. */
function readModels(tree: ObjectNode, repeated: boolean, problems: ProblemList): ModelRules | undefined {
  const values = valuesOf(tree, 'models');
  if (values.length === 0) return undefined;
  const last = values.at(-1)!;
  const value = plainValue(last.value);
  const parsed = modelRules.safeParse(value);
  if (parsed.success && !repeated && isPlain(last.value)) return parsed.data;
  if (!parsed.success) problems.addIssues(last.path, parsed.error.issues, value, effects.strictest);
  else if (!repeated) problems.add(last.path, say('A key stands twice in it, and readers differ in which one counts. Keep one.'), { effect: effects.strictest });
  const deny = values.flatMap((each) => (['first', 'last'] as const).flatMap((keep) => patternsIn(plainValue(each.value, keep))));
  return { allow: [], deny: [...new Set(deny)], pinned: true };
}

function patternsIn(value: unknown): string[] {
  const list: unknown = typeof value === 'object' && value !== null && 'deny' in value ? value.deny : [];
  return (Array.isArray(list) ? list : [list]).filter((item): item is string => typeof item === 'string' && item !== '');
}

function valuesOf(tree: ObjectNode, key: string): { value: ConfigNode | undefined; path: Path }[] {
  const steps = stepsOf(tree);
  return tree.entries.flatMap((entry, i) => (entry.key === key ? [{ value: entry.value, path: [steps[i]!] }] : []));
}

/** A field of the document that stands twice could mean either: none of its values is relied on. */
function repeatedKeys(tree: ObjectNode, problems: ProblemList): ReadonlySet<string> {
  const repeated = new Set<string>();
  for (const step of stepsOf(tree)) {
    if (typeof step !== 'object' || step.occurrence === 1) continue;
    repeated.add(step.key);
    const effect = step.key === 'servers' || step.key === 'policyVersion' ? effects.noPolicy : effects.strictest;
    problems.add([step], say('This key stands twice, and readers differ in which one counts. Keep one.'), { part: 'key', effect });
  }
  return repeated;
}

function readsVersion(tree: ObjectNode, problems: ProblemList): boolean {
  const values = valuesOf(tree, 'policyVersion');
  if (values.length === 1 && values[0]!.value?.kind === 'number' && values[0]!.value.value === 1) return true;
  problems.add(['policyVersion'], say('`policyVersion` must be 1: other formats are not understood.'), { effect: effects.noPolicy });
  return false;
}

type Header = Pick<PolicyDocument, 'serial' | 'issuer' | 'issuedAt' | 'refreshAfter' | 'expiresAt' | 'defaults'>;

/** Fields that cannot be read count as their strictest value: a serial older than any, an expiry long past. */
function readHeader(tree: ObjectNode, repeated: ReadonlySet<string>, problems: ProblemList): Header {
  for (const { key } of tree.entries) {
    if (!Object.hasOwn(policySchema.shape, key)) problems.add([key], say('`{key}` is not known here. Check its spelling, or take it out.', { key }), { part: 'key', effect: effects.ignored });
  }
  const field = (key: keyof typeof headerFields, effect: Message): { value?: unknown; wrong: boolean } => {
    const value = plainValue(valuesOf(tree, key).at(-1)?.value);
    const parsed = headerFields[key].safeParse(value);
    if (!parsed.success) {
      if (value === undefined) problems.add([], say('`{key}` is missing here.', { key }), { part: 'key', ...(effect !== effects.ignored && { effect }) });
      else problems.addIssues([key], parsed.error.issues, value, effect);
    }
    return parsed.success ? { value: parsed.data, wrong: repeated.has(key) } : { wrong: true };
  };
  const serial = field('serial', effects.strictest);
  const issuer = field('issuer', effects.ignored);
  const issuedAt = field('issuedAt', effects.ignored);
  const refreshAfter = field('refreshAfter', effects.ignored);
  const expiresAt = field('expiresAt', effects.strictest);
  return {
    serial: serial.wrong ? 0 : (serial.value as number),
    issuer: issuer.wrong ? 'your organisation' : (issuer.value as string),
    ...(!issuedAt.wrong && { issuedAt: issuedAt.value as string }),
    ...(!refreshAfter.wrong && refreshAfter.value !== undefined && { refreshAfter: refreshAfter.value as string }),
    ...(expiresAt.wrong ? { expiresAt: '1970-01-01T00:00:00Z' } : expiresAt.value !== undefined && { expiresAt: expiresAt.value as string }),
    defaults: readDefaults(tree, repeated.has('defaults'), problems),
  };
}

const usual: Defaults = { unknown: 'warn', minIdentity: 'version', whenStale: 'keep-last-then-warn' };
const strictest: Defaults = { unknown: 'error', minIdentity: 'artifact', whenStale: 'undetermined' };

function readDefaults(tree: ObjectNode, repeated: boolean, problems: ProblemList): Defaults {
  const node = valuesOf(tree, 'defaults').at(-1)?.value;
  const value = plainValue(node) ?? {};
  const parsed = defaultsSchema.safeParse(value);
  const ambiguous = repeated || !isPlain(node);
  if (parsed.success && !ambiguous) return { ...usual, ...(parsed.data as Partial<Defaults>) };
  if (!parsed.success) problems.addIssues(['defaults'], parsed.error.issues, value, effects.strictest);
  else if (!repeated) problems.add(['defaults'], say('A key stands twice in it, and readers differ in which one counts. Keep one.'), { effect: effects.strictest });
  return strictest;
}

function readLists(tree: ObjectNode, problems: ProblemList): Pick<PolicyDocument, 'registries' | 'tests'> {
  const read = <T>(key: string, schema: ZodMiniType<T>, effect: Message): (T & { path: Path })[] => {
    const list = valuesOf(tree, key).at(-1)?.value;
    if (!list) return [];
    if (list.kind !== 'array') {
      problems.add([key], say('This must be a list in `[` and `]`.'), { effect });
      return [];
    }
    return list.items.flatMap((item, i) => {
      const value = plainValue(item);
      const parsed = schema.safeParse(value);
      if (parsed.success) return [{ ...parsed.data, path: [key, i] }];
      problems.addIssues([key, i], parsed.error.issues, value, effect);
      return [];
    });
  };
  const registries = read('registries', registrySchema, effects.ignored);
  for (const { index, key, severity, message } of registryProblems(registries)) problems.add(['registries', index, key], message, { severity });
  return { registries, tests: read('tests', testSchema, effects.testLeftOut) };
}

/** What is said of lint: each part that cannot be read is left out, since none of it can approve anything. */
function readLint(tree: ObjectNode, problems: ProblemList): Pick<PolicyDocument, 'gateway' | 'contracts' | 'intake' | 'rules' | 'ignores'> {
  const one = <T>(key: string, schema: ZodMiniType<T>): T | undefined => {
    const node = valuesOf(tree, key).at(-1)?.value;
    if (!node) return undefined;
    const value = plainValue(node);
    const parsed = schema.safeParse(value);
    if (parsed.success) return parsed.data;
    problems.addIssues([key], parsed.error.issues, value, effects.ignored);
    return undefined;
  };
  const gateway = one('gateway', policySchema.shape.gateway as ZodMiniType<PolicyDocument['gateway']>);
  const contracts = one('contracts', contractRulesSchema);
  const intake = readIntake(tree, problems);
  const held = valuesOf(tree, 'rules').at(-1)?.value;
  const rules: Record<string, RuleSetting> = {};
  if (held && held.kind !== 'object') problems.add(['rules'], say('This must be a map in `{` and `}`, from rules to what holds for them.'), { effect: effects.ignored });
  else if (held) {
    for (const { key, value: node } of held.entries) {
      const value = plainValue(node);
      const parsed = ruleSettingSchema.safeParse(value);
      if (parsed.success) rules[key] = parsed.data;
      else problems.addIssues(['rules', key], parsed.error.issues, value, effects.ignored);
    }
  }
  const listed = valuesOf(tree, 'ignores').at(-1)?.value;
  const ignores: (typeof ignoreSchema extends ZodMiniType<infer T> ? T & { path: Path } : never)[] = [];
  if (listed && listed.kind !== 'array') problems.add(['ignores'], say('This must be a list in `[` and `]`.'), { effect: effects.ignored });
  else if (listed) {
    listed.items.forEach((item, i) => {
      const value = plainValue(item);
      const parsed = ignoreSchema.safeParse(value);
      if (parsed.success) ignores.push({ ...parsed.data, path: ['ignores', i] });
      else problems.addIssues(['ignores', i], parsed.error.issues, value, effects.ignored);
    });
  }
  return { ...(gateway && { gateway }), ...(contracts && { contracts }), ...(intake && { intake }), ...(held && { rules }), ...(listed && { ignores }) };
}

/** One place or a list of them; each that cannot be read is left out, and so is all of it where the key stands twice: it says to whom things are sent. */
function readIntake(tree: ObjectNode, problems: ProblemList): readonly IntakeTarget[] | undefined {
  const [only, ...others] = valuesOf(tree, 'intake');
  if (!only?.value || others.length > 0) return undefined;
  const { value } = only;
  const parts: { readonly node: ConfigNode; readonly path: Path }[] = value.kind === 'array' ? value.items.map((node, i) => ({ node, path: ['intake', i] })) : [{ node: value, path: ['intake'] }];
  return parts.flatMap(({ node, path }) => {
    const plain = plainValue(node);
    const parsed = intakeTargetSchema.safeParse(plain);
    if (parsed.success && isPlain(node)) return [parsed.data];
    if (parsed.success) problems.add(path, say('A key stands twice in it, and readers differ in which one counts. Keep one.'), { effect: effects.ignored });
    else if (plain !== null && typeof plain === 'object' && Object.hasOwn(plain, 'kind') && parsed.error.issues[0]?.code === 'invalid_union') problems.add([...path, 'kind'], say('This must be one of: {values}.', { values: intakeKinds.join(', ') }), { effect: effects.ignored });
    else if (plain !== null && typeof plain === 'object' && !Array.isArray(plain) && !Object.hasOwn(plain, 'kind')) problems.add(path, say('`{key}` is missing here.', { key: 'kind' }), { effect: effects.ignored });
    else problems.addIssues(path, parsed.error.issues, plain, effects.ignored);
    return [];
  });
}

function warnOfSameIds(servers: readonly Pick<PolicyEntry, 'id' | 'path'>[], problems: ProblemList): void {
  const seen = new Set<string>();
  for (const { id, path } of servers) {
    if (seen.has(id)) problems.add([...path, 'id'], say('Another entry has this id already. Give each its own, so that a verdict names one entry.'), { severity: 'warning' });
    seen.add(id);
  }
}
