import { stepsOf, type ConfigNode, type ObjectNode, type Path } from '../config/node.ts';
import { say, type Message } from '../text/message.ts';
import { denies, isApproving, type PolicyEntry, type PolicyMatch } from './document.ts';
import { ambiguityIn, isPlain, plainValue } from './plain-value.ts';
import { effects, type ProblemList } from './problems.ts';
import { compilePattern } from './url-pattern.ts';
import { recognisable } from './recognisable.ts';
import { entryFieldsSchema, entryStates, matchSchema, type EntryFields, type EntryState } from './schema.ts';

/**
 * Read one entry of `servers`. What is wrong becomes problems; what that costs depends on the state, so that a mistake never
 * approves more than is written: an approving entry is left out, or only the item of `match` that is wrong; of any other entry
 * (denying, deprecating, pending) whatever can be recognised still counts.
 */
export function readEntry(node: ConfigNode, path: Path, problems: ProblemList): PolicyEntry | undefined {
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
  const parsed = entryFieldsSchema.safeParse(written);
  if (!parsed.success) problems.addIssues(path, parsed.error.issues, written, effect);

  const match = readMatches(node, path, approving ? 'approve' : denies(state) ? 'deny' : 'tighten', problems);
  if (approving) {
    if (!parsed.success || !unambiguous) return undefined;
    if (parsed.data.state === 'conditional' && !parsed.data.conditions) {
      problems.add([...path, 'state'], say('A conditional approval needs `conditions`: a sentence that tells what to heed.'), { severity: 'warning' });
    }
    return { ...parsed.data, match, path };
  }
  if (denies(state)) warnOfConditions(parsed.data, match, path, problems);
  return { ...(parsed.success ? parsed.data : readable(written, parsed.error.issues, path)), state, match, path };
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
  return repeated.length === 0 && !tooDeep;
}

const repeatedKey = say('This key stands twice, and readers differ in which one counts. Keep one.');

/** Its items are read one by one, so it is looked at by itself. */
function reportRepeatedMatch(node: ObjectNode, path: Path, effect: Message, problems: ProblemList): boolean {
  const steps = stepsOf(node).filter((step) => typeof step === 'object' && step.key === 'match');
  for (const step of steps.slice(1)) problems.add([...path, step], repeatedKey, { part: 'key', effect });
  return steps.length < 2;
}

type Purpose = 'approve' | 'tighten' | 'deny';

function readMatches(node: ObjectNode, path: Path, purpose: Purpose, problems: ProblemList): PolicyMatch[] {
  const found: PolicyMatch[] = [];
  const nothing = purpose === 'deny' ? effects.deniesNothing : purpose === 'approve' ? effects.entryLeftOut : effects.ignored;
  const steps = stepsOf(node);
  const lists = node.entries.flatMap((entry, i) => (entry.key === 'match' ? [{ value: entry.value, way: [...path, steps[i]!] }] : []));
  if (lists.length === 0) problems.add(path, say('`{key}` is missing here.', { key: 'match' }), { effect: nothing });
  for (const { value, way } of lists) {
    if (value?.kind !== 'array') problems.add(way, say('This must be a list in `[` and `]`.'), { effect: nothing });
    else if (value.items.length === 0) problems.add(way, say('This must not be empty.'), { effect: nothing });
    else value.items.forEach((item, i) => readMatch(item, [...way, i], purpose, problems).forEach((read) => found.push(read)));
  }
  return found;
}

function readMatch(node: ConfigNode, path: Path, purpose: Purpose, problems: ProblemList): PolicyMatch[] {
  const value = plainValue(node);
  const parsed = matchSchema.safeParse(value);
  const plain = isPlain(node);
  if (parsed.success && plain) {
    if (purpose !== 'deny' && parsed.data.serverUrl !== undefined && compilePattern(parsed.data.serverUrl).pathless) {
      problems.add([...path, 'serverUrl'], say('A pattern without a path matches no URL. Write `/` behind the host, or `/*` for every path.'), { severity: 'warning' });
    }
    return [{ ...parsed.data, path }];
  }
  const kept = purpose === 'approve' ? [] : [...recognisable(value), ...(plain ? [] : recognisable(plainValue(node, 'first')))];
  const effect = purpose === 'approve' ? effects.itemLeftOut : kept.length === 0 ? effects.deniesNothing : purpose === 'deny' ? effects.deniesWider : effects.ignored;
  reportAmbiguity(node, path, effect, problems);
  if (!parsed.success) problems.addIssues(path, parsed.error.issues, value, effect);
  return kept.map((item) => Object.assign(item, { path }));
}

/** Fields of an entry that are as they should be, of one where some are not. */
function readable(written: Record<string, unknown>, issues: readonly { readonly path: readonly PropertyKey[] }[], path: Path): EntryFields {
  const wrong = new Set(issues.map((issue) => issue.path[0]));
  const good = Object.fromEntries(Object.entries(written).filter(([key]) => !wrong.has(key) && Object.hasOwn(entryFieldsSchema.shape, key)));
  const id = typeof good['id'] === 'string' ? good['id'] : `#${Number(path.at(-1)) + 1}`;
  return { ...(good as Partial<EntryFields>), id, state: 'pending' };
}

/** Nothing takes a denial back but taking it out: neither a date nor a condition, which would only be ways around it. */
function warnOfConditions(entry: EntryFields | undefined, match: readonly PolicyMatch[], path: Path, problems: ProblemList): void {
  if (entry?.expires !== undefined) {
    problems.add([...path, 'expires'], say('A denial does not expire. Take the entry out when it should no longer hold.'), { part: 'key', severity: 'warning', effect: effects.ignored });
  }
  for (const item of match) {
    for (const key of ['args', 'env', 'cwd'] as const) {
      if (item[key] === undefined) continue;
      problems.add([...item.path, key], say('An entry that denies does so whatever the arguments, environment and folder are.'), { part: 'key', severity: 'warning', effect: effects.ignored });
    }
  }
}
