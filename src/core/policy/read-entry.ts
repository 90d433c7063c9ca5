import type { ZodMiniType } from 'zod/mini';
import { stepsOf, type ConfigNode, type ObjectNode, type Path } from '../config/node.ts';
import { say, type Message } from '../text/message.ts';
import { denies, isApproving, type PolicyEntry, type ProviderEntry } from './document.ts';
import { ambiguityIn, isPlain, plainValue } from './plain-value.ts';
import { effects, type ProblemList } from './problems.ts';
import { providerEntryFieldsSchema, providerMatchSchema, type ProviderEntryFields, type ProviderMatch } from './provider-schema.ts';
import { recognisable, recognisableProviders } from './recognisable.ts';
import { entryStates, type EntryState } from './schema-parts.ts';
import { entryFieldsSchema, matchSchema, type EntryFields, type MatchItem } from './schema.ts';
import { compilePattern } from './url-pattern.ts';

/** One kind of entry: how its own fields and the items of its `match` are read. */
interface Form<F, M> {
  readonly fields: ZodMiniType<F> & { readonly shape: object };
  readonly match: ZodMiniType<M>;
  /** What of a malformed item still counts in an entry that does not approve. */
  recognisable(value: unknown): M[];
  /** What an item says although it has no effect there. */
  warn(item: M & { readonly path: Path }, denying: boolean, problems: ProblemList): void;
}

type Read<F, M> = F & { readonly path: Path; readonly match: readonly (M & { readonly path: Path })[] };

const serverForm: Form<EntryFields, MatchItem> = {
  fields: entryFieldsSchema,
  match: matchSchema,
  recognisable,
  warn(item, denying, problems) {
    if (!denying && item.serverUrl !== undefined && compilePattern(item.serverUrl).pathless) {
      problems.add([...item.path, 'serverUrl'], say('A pattern without a path matches no URL. Write `/` behind the host, or `/*` for every path.'), { severity: 'warning' });
    }
    for (const key of denying ? (['args', 'env', 'cwd'] as const) : []) {
      if (item[key] === undefined) continue;
      problems.add([...item.path, key], say('An entry that denies does so whatever the arguments, environment and folder are.'), { part: 'key', severity: 'warning', effect: effects.ignored });
    }
  },
};

const providerForm: Form<ProviderEntryFields, ProviderMatch> = { fields: providerEntryFieldsSchema, match: providerMatchSchema, recognisable: recognisableProviders, warn: () => undefined };

/** Read one entry of `servers`. */
export function readEntry(node: ConfigNode, path: Path, problems: ProblemList): PolicyEntry | undefined {
  return readAs(serverForm, node, path, problems);
}

/** Read one entry of `providers`. */
export function readProviderEntry(node: ConfigNode, path: Path, problems: ProblemList): ProviderEntry | undefined {
  const entry = readAs(providerForm, node, path, problems);
  if (entry?.models && denies(entry.state)) problems.add([...path, 'models'], say('An entry that denies does so whatever the model is.'), { part: 'key', severity: 'warning', effect: effects.ignored });
  return entry;
}

/**
 * Read one entry. What is wrong becomes problems; what that costs depends on the state, so that a mistake never
 * approves more than is written: an approving entry is left out, or only the item of `match` that is wrong; of any other entry
 * (denying, deprecating, pending) whatever can be recognised still counts.
 */
function readAs<F extends { readonly state: EntryState; readonly id: string; readonly expires?: string | undefined; readonly conditions?: string | undefined }, M>(form: Form<F, M>, node: ConfigNode, path: Path, problems: ProblemList): Read<F, M> | undefined {
  if (node.kind !== 'object') {
    problems.add(path, say('An entry is a map in `{` and `}`.'), { effect: effects.entryLeftOut });
    return undefined;
  }
  const state = stateOf(node);
  const approving = state === undefined || isApproving(state);
  const effect = approving ? effects.entryLeftOut : denies(state) ? effects.deniesWider : effects.ignored;

  const withoutMatch: ObjectNode = { kind: 'object', span: node.span, entries: node.entries.filter((entry) => entry.key !== 'match') };
  const written = plainValue(withoutMatch) as Record<string, unknown>;
  const unambiguous = reportAmbiguity(withoutMatch, path, effect, problems) && reportRepeatedMatch(node, path, effect, problems);
  const parsed = form.fields.safeParse(written);
  if (!parsed.success) problems.addIssues(path, parsed.error.issues, written, effect);

  const match = readMatches(form, node, path, approving ? 'approve' : denies(state) ? 'deny' : 'tighten', problems);
  if (approving) {
    if (!parsed.success || !unambiguous) return undefined;
    if (parsed.data.state === 'conditional' && !parsed.data.conditions) {
      problems.add([...path, 'state'], say('A conditional approval needs `conditions`: a sentence that tells what to heed.'), { severity: 'warning' });
    }
    return { ...parsed.data, match, path };
  }
  if (denies(state) && parsed.data?.expires !== undefined) {
    // Nothing takes a denial back but taking it out: neither a date nor a condition, which would only be ways around it.
    problems.add([...path, 'expires'], say('A denial does not expire. Take the entry out when it should no longer hold.'), { part: 'key', severity: 'warning', effect: effects.ignored });
  }
  if (denies(state)) for (const item of match) form.warn(item, true, problems);
  const fields = parsed.success ? parsed.data : (readable(form, written, parsed.error.issues, path) as F);
  return { ...fields, state, match, path };
}

/** The state an entry counts under; a denying one wherever one is written, even beside another or in other letters. */
function stateOf(node: ObjectNode): EntryState | undefined {
  const written = node.entries.flatMap(({ key, value }) => (key === 'state' && value?.kind === 'string' ? [value.value as string] : []));
  for (const state of ['revoked', 'denied'] as const) {
    if (written.some((text) => text.trim().toLowerCase() === state)) return state;
  }
  return entryStates.find((state) => state === written.at(-1));
}

/** Whether a part can be read in one way only; problems where it cannot. */
function reportAmbiguity(node: ConfigNode, path: Path, effect: Message, problems: ProblemList): boolean {
  if (isPlain(node)) return true;
  const { repeated, tooDeep } = ambiguityIn(node, path);
  for (const way of repeated) problems.add(way, repeatedKey, { part: 'key', effect });
  if (tooDeep) problems.add(tooDeep, say('This is nested too deeply to be read.'), { effect });
  return false;
}

const repeatedKey = say('This key stands twice, and readers differ in which one counts. Keep one.');

/** Its items are read one by one, so it is looked at by itself. */
function reportRepeatedMatch(node: ObjectNode, path: Path, effect: Message, problems: ProblemList): boolean {
  const steps = stepsOf(node).filter((step) => typeof step === 'object' && step.key === 'match');
  for (const step of steps.slice(1)) problems.add([...path, step], repeatedKey, { part: 'key', effect });
  return steps.length < 2;
}

type Purpose = 'approve' | 'tighten' | 'deny';

function readMatches<F, M>(form: Form<F, M>, node: ObjectNode, path: Path, purpose: Purpose, problems: ProblemList): (M & { path: Path })[] {
  const found: (M & { path: Path })[] = [];
  const nothing = purpose === 'deny' ? effects.deniesNothing : purpose === 'approve' ? effects.entryLeftOut : effects.ignored;
  const steps = stepsOf(node);
  const lists = node.entries.flatMap((entry, i) => (entry.key === 'match' ? [{ value: entry.value, way: [...path, steps[i]!] }] : []));
  if (lists.length === 0) problems.add(path, say('`{key}` is missing here.', { key: 'match' }), { effect: nothing });
  for (const { value, way } of lists) {
    if (value?.kind !== 'array') problems.add(way, say('This must be a list in `[` and `]`.'), { effect: nothing });
    else if (value.items.length === 0) problems.add(way, say('This must not be empty.'), { effect: nothing });
    else value.items.forEach((item, i) => readMatch(form, item, [...way, i], purpose, problems).forEach((read) => found.push(read)));
  }
  return found;
}

function readMatch<F, M>(form: Form<F, M>, node: ConfigNode, path: Path, purpose: Purpose, problems: ProblemList): (M & { path: Path })[] {
  const value = plainValue(node);
  const parsed = form.match.safeParse(value);
  const plain = isPlain(node);
  if (parsed.success && plain) {
    const item = { ...parsed.data, path };
    if (purpose !== 'deny') form.warn(item, false, problems);
    return [item];
  }
  const kept = purpose === 'approve' ? [] : [...form.recognisable(value), ...(plain ? [] : form.recognisable(plainValue(node, 'first')))];
  const effect = purpose === 'approve' ? effects.itemLeftOut : kept.length === 0 ? effects.deniesNothing : purpose === 'deny' ? effects.deniesWider : effects.ignored;
  reportAmbiguity(node, path, effect, problems);
  if (!parsed.success) problems.addIssues(path, parsed.error.issues, value, effect);
  return kept.map((item) => ({ ...item, path }));
}

/** Fields of an entry that are as they should be, of one where some are not. */
function readable<F, M>(form: Form<F, M>, written: Record<string, unknown>, issues: readonly { readonly path: readonly PropertyKey[] }[], path: Path): object {
  const wrong = new Set(issues.map((issue) => issue.path[0]));
  const good = Object.fromEntries(Object.entries(written).filter(([key]) => !wrong.has(key) && Object.hasOwn(form.fields.shape, key)));
  const id = typeof good['id'] === 'string' ? good['id'] : `#${Number(path.at(-1)) + 1}`;
  return { ...good, id };
}
