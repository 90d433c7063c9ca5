import { transports, type Dialect } from '../clients/dialect.ts';
import { say, type Message } from '../text/message.ts';
import type { Located, NamedValue, ServerDeclaration, Transport } from './config-file.ts';
import { below, child, stepsOf, stringOf, type ConfigNode, type ObjectNode, type Path } from './node.ts';
import { mergedKey, other, partsOf, prototype, type Part, type Parts } from './parts.ts';
import { remarksOn } from './remarks.ts';
import type { Trouble } from './trouble.ts';
import type { Range, TextDocument } from '../text/document.ts';

/** Where a server's entry is: its name, the way to it, what stands there. */
export interface Site {
  readonly name: string;
  readonly path: Path;
  readonly range: Range;
  readonly value: ConfigNode | undefined;
  /** A YAML merge key brings it from elsewhere. */
  readonly merged?: boolean | undefined;
  /** The file switches it off by name. */
  readonly off: boolean;
  /** Why the client takes no notice of it, if so. */
  readonly ignored?: Message | undefined;
}

type Building = { -readonly [key in keyof ServerDeclaration]: ServerDeclaration[key] };

/** One entry as the declaration of a server; undefined where it is none but a part of the client itself. */
export function declaration({ name, path, range, value, merged, off, ignored }: Site, dialect: Dialect): ServerDeclaration | undefined {
  const trouble: Trouble[] = merged ? [other(path, say('a merge key brings it, which only some readers follow'))] : [];
  if (value && value.kind !== 'object') trouble.push({ kind: 'type', at: path, why: say('the entry is not a map') });
  const { parts, noted } = value?.kind === 'object' ? partsOf(value, path, dialect, trouble) : nothing;
  const type = text(parts.type, trouble);
  if (type && dialect.builtIn?.includes(type.value)) return undefined;
  const launch = launchOf(parts.command, parts.args, dialect, trouble);
  const url = text(parts.url, trouble);
  const { command } = launch;
  if (command && url) trouble.push({ kind: 'both', at: parts.url!.path, part: 'key', key: parts.url!.key, other: parts.command!.key, why: say('it has both a `command` and a `url`') });
  const open = type && Object.hasOwn(dialect.openTypes ?? {}, type.value) ? dialect.openTypes![type.value] : undefined;
  if (open !== undefined) trouble.push(other(parts.type!.path, say(open)));
  const remarks = noted.length === 0 ? undefined : remarksOn(noted, trouble);
  if (!command && !url && trouble.length === 0) trouble.push({ kind: dialect.layered ? 'other' : 'neither', at: path, part: 'key', why: say('it has neither a `command` nor a `url`') });
  const envFile = text(parts.envFile, trouble);
  const cwd = text(parts.cwd, trouble);
  const env = named(parts.env, trouble);
  const headers = named(parts.headers, trouble);
  if (launch.env) env.push(...launch.env);
  if (parts.envNames) env.push(...namesOf(parts.envNames));
  if (parts.headerVariables) headers.push(...named(parts.headerVariables, trouble).map(reference));
  if (parts.bearerVariable) headers.push(...bearer(parts.bearerVariable));
  if (parts.headerHolder) headers.push(...named(inner(parts.headerHolder, 'headers'), trouble));
  const declared = type && (transports.get(type.value) ?? 'unknown');
  const transport: Transport = declared ?? (url ? (dialect.untyped?.[parts.url!.key] ?? 'http') : command ? 'stdio' : 'unknown');
  // Put in one by one: spread into a literal, what may be missing costs more than all else here.
  const server: Building = { name, path, range, disabled: off || ignored !== undefined || (remarks?.off ?? false), transport, args: launch.args, env, headers };
  if (command) server.command = command;
  if (url) server.url = url;
  if (envFile) server.envFile = envFile;
  if (cwd) server.cwd = cwd;
  if (trouble[0]) {
    server.ambiguity = trouble[0].why;
    server.troubles = trouble;
  }
  if (remarks?.approvals.length) server.approvals = remarks.approvals;
  if (remarks?.risky.length) server.risky = remarks.risky;
  if (remarks?.ignored.length) server.ignored = remarks.ignored;
  if (remarks?.startsOnOpen) server.startsOnOpen = remarks.startsOnOpen;
  if (ignored) server.ignored = [...(server.ignored ?? []), { key: name, path, why: ignored }];
  return server;
}

/** A server of which a file says no more than its command line; the clients that start one call it `mcp`. */
export function lineDeclaration(value: ConfigNode, path: Path, document: TextDocument): ServerDeclaration | undefined {
  const written = stringOf(value);
  if (written === undefined || written.trim() === '') return undefined;
  const ambiguity = say('its command line is one text, which its client takes apart in its own way');
  return { name: 'mcp', path, range: document.rangeOf(value.span), disabled: false, transport: 'stdio', command: { value: written, path }, args: [], env: [], headers: [], ambiguity };
}

const nothing: Parts = { parts: {}, noted: [] };

function isNothing(node: ConfigNode | undefined): boolean {
  return !node || node.kind === 'null';
}

function text(part: Part | undefined, trouble: Trouble[]): Located | undefined {
  if (!part || isNothing(part.value)) return undefined;
  const value = stringOf(part.value);
  if (value !== undefined) return { value, path: part.path };
  trouble.push({ kind: 'type', at: part.path, key: part.key, why: say('`{key}` is not text', { key: part.key }) });
  return undefined;
}

interface Started {
  readonly command: Located | undefined;
  readonly args: Located[];
  readonly env?: readonly NamedValue[];
}

/** Program and arguments, in whichever of the forms the dialect knows. */
function launchOf(command: Part | undefined, args: Part | undefined, dialect: Dialect, trouble: Trouble[]): Started {
  const kind = command?.value?.kind;
  if (command && kind === 'array' && (dialect.command === 'list' || dialect.command === 'any')) {
    const [program, ...rest] = words(command, trouble);
    if (args && !isNothing(args.value)) trouble.push({ kind: 'twice', at: args.path, part: 'key', key: args.key, other: command.key, why: say('`{key}` and `{other}` stand in it, which readers tell apart differently', { key: args.key, other: command.key }) });
    return { command: program, args: rest };
  }
  if (command && kind === 'object' && (dialect.command === 'map' || dialect.command === 'any')) {
    if (args && !isNothing(args.value)) trouble.push({ kind: 'twice', at: args.path, part: 'key', key: args.key, why: say('`{key}` stands twice in it', { key: args.key }) });
    return { command: text(inner(command, 'path'), trouble), args: words(inner(command, 'args'), trouble), env: named(inner(command, 'env'), trouble) };
  }
  if (command && kind === 'string' && dialect.command === 'list') trouble.push({ kind: 'type', at: command.path, key: command.key, why: say('`{key}` is not a list', { key: command.key }) });
  return { command: text(command, trouble), args: words(args, trouble) };
}

function inner(part: Part, key: string): Part {
  return { key, path: below(part.path, key), value: child(part.value, key) };
}

function words(part: Part | undefined, trouble: Trouble[]): Located[] {
  if (!part || isNothing(part.value)) return [];
  const { key, value, path } = part;
  if (value!.kind !== 'array') {
    trouble.push({ kind: 'type', at: path, key, why: say('`{key}` is not a list', { key }) });
    const written = stringOf(value);
    return written === undefined ? [] : [{ value: written, path }];
  }
  const found: Located[] = [];
  value!.items.forEach((item, i) => {
    const written = stringOf(item);
    if (written === undefined) trouble.push({ kind: 'type', at: below(path, i), key, why: say('argument {number} is not text', { number: i + 1 }) });
    else found.push({ value: written, path: below(path, i) });
  });
  return found;
}

function named(part: Part | undefined, trouble: Trouble[]): NamedValue[] {
  if (!part || isNothing(part.value)) return [];
  const { key, path, value } = part;
  if (value!.kind !== 'object') {
    trouble.push({ kind: 'type', at: path, key, why: say('`{key}` is not a map', { key }) });
    return [];
  }
  const node: ObjectNode = value!;
  const steps = stepsOf(node);
  return node.entries.map(({ key: name, value: held, merged }, i) => {
    if (merged) trouble.push(mergedKey(name, path));
    if (name === '__proto__') trouble.push(prototype(`\`${key}\``, path));
    return { name, path: below(path, steps[i]!), value: held?.kind === 'string' || held?.kind === 'number' ? String(held.value) : undefined };
  });
}

/** Variables that are handed on by their names: as text, or as a map with a `name`. */
function namesOf({ path, value }: Part): NamedValue[] {
  if (value?.kind !== 'array') return [];
  return value.items.flatMap((item, i): NamedValue[] => {
    const name = stringOf(item) ?? stringOf(child(item, 'name'));
    return name === undefined ? [] : [{ name, path: below(path, i), value: undefined }];
  });
}

/** What should be the name of a variable, unless a secret was put in its place. */
function reference({ name, path, value }: NamedValue): NamedValue {
  return { name, path, value: value !== undefined && isVariableName(value) ? undefined : value };
}

function isVariableName(text: string): boolean {
  return /^[A-Za-z_][A-Za-z0-9_]{0,63}$/.test(text) && !(text.length >= 20 && /[a-z]/.test(text) && /\d/.test(text));
}

function bearer({ path, value }: Part): NamedValue[] {
  return isNothing(value) ? [] : [reference({ name: 'Authorization', path, value: stringOf(value) })];
}
