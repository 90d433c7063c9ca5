import { parseJson } from '../config/json/parse.ts';
import { child, nodeAt, stringOf } from '../config/node.ts';
import { describeIdentity } from '../identity/describe.ts';
import type { Identity } from '../identity/identity.ts';
import { contractKey, inContract } from '../manifest/contract.ts';
import { layOut } from '../manifest/layout.ts';
import { findTodos } from '../manifest/todos.ts';
import { plainValue } from '../policy/plain-value.ts';
import type { Wanted } from '../policy/intake-schema.ts';
import { say, type Message } from '../text/message.ts';
import { visible } from '../text/visible.ts';
import { peopleIn } from './reviewers.ts';
import { Scrub, type Places } from './scrub.ts';

/** An exception that is asked for: until when (UTC, the last day), and why. */
export interface Exception {
  readonly until: string;
  readonly reason: string;
}

/** What is asked for, with nothing in it that must not leave this machine. */
export interface IntakeRequest {
  readonly wanted: Wanted;
  /** The server's name in its config file: data. */
  readonly label: string;
  /** What it launches or calls, in a few words: data. */
  readonly what: string;
  /** The name of the file it is to have where it goes. */
  readonly fileName: string;
  readonly manifest: Readonly<Record<string, unknown>>;
  /** The manifest as text. */
  readonly text: string;
  /** Who is likely to answer for it, and what says so. */
  readonly owner?: { readonly value: string; readonly evidence: string };
  /** Who is to look at it: what the user said, else the likely owner. Empty: whoever the target names. */
  readonly people: readonly string[];
  readonly exception?: Exception;
  /** How many fields wait for somebody to fill them in. */
  readonly open: number;
  /** How many values were taken out because they look like a credential. */
  readonly masked: number;
}

export interface RequestInput {
  /** The draft, as it was filled in. */
  readonly draft: string;
  readonly fileName: string;
  readonly label: string;
  readonly identity: Identity;
  readonly places: Places;
  readonly exception?: Exception | undefined;
  readonly people?: readonly string[] | undefined;
}

/** A request out of a draft. Refused where the draft cannot be read, or what is asked for cannot be granted. */
export function requestFor({ draft, fileName, label, identity, places, exception, people }: RequestInput): IntakeRequest | { readonly refused: Message } {
  const { tree, problems } = parseJson(draft);
  if (tree?.kind !== 'object' || problems.length > 0) return { refused: say('The draft is not valid JSON. Mend it first.') };
  const plain = plainValue(tree) as Record<string, unknown>;
  const meta = plain['_meta'];
  const contract = isMap(meta) ? meta[contractKey] : undefined;
  if (!isMap(meta) || !isMap(contract)) return { refused: say('The draft has no contract. Draft the registration again.') };
  const scrub = new Scrub(places);
  const asked = exception && { until: exception.until, reason: scrub.text(visible(exception.reason, 1000)) };
  const { contractVersion, kind: _, exception: __, detected, ...declared } = contract;
  // What was drafted and why is for the next draft on this machine; reviewers read what was found.
  const seen = isMap(detected) ? Object.fromEntries(Object.entries(detected).filter(([key]) => key !== 'evidence')) : undefined;
  const block = { contractVersion, kind: asked ? 'exception-request' : 'registration-request', ...(asked && { exception: asked }), ...(seen && { detected: seen }), ...declared };
  const manifest = scrub.value({ ...plain, _meta: { ...meta, [contractKey]: block } }) as Record<string, unknown>;
  const suggested = nodeAt(tree, inContract('detected', 'suggestedOwner'));
  const value = stringOf(child(suggested, 'value'));
  const owner = value === undefined ? undefined : { value: scrub.text(value), evidence: scrub.text(stringOf(child(suggested, 'evidence')) ?? '') };
  const text = layOut(manifest);
  return {
    wanted: asked ? 'exception' : 'registration',
    label: scrub.text(visible(label, 100)),
    what: scrub.text(describeIdentity(identity)),
    fileName: scrub.text(asked ? fileName.replace(/\.server\.json$/, '.exception.json') : fileName).replace(/[^A-Za-z0-9._-]+/g, '-'),
    manifest,
    text,
    ...(owner && { owner }),
    people: people ?? (value === undefined ? [] : peopleIn(value)),
    ...(asked && { exception: asked }),
    open: findTodos(tree).length,
    masked: scrub.masked,
  };
}

/** Whether an exception can be asked for: a day to come, and a reason that says something. */
export function exceptionProblem({ until, reason }: Exception, now: string): Message | undefined {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(until) || Number.isNaN(Date.parse(until)) || new Date(until).toISOString().slice(0, 10) !== until) return say('Write the last day of the exception as a date: `2027-05-31`.');
  if (until < now.slice(0, 10)) return say('The last day of the exception has passed already. Choose one to come.');
  return reason.trim().length < 5 ? say('Say in at least a few words why the exception is needed: whoever decides knows only what stands there.') : undefined;
}

function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
