import { say, type Message } from '../text/message.ts';
import type { TextDocument } from '../text/document.ts';
import type { Located, NamedValue, ServerDeclaration, Transport } from './config-file.ts';
import { below, child, stepsOf, stringOf, type ConfigNode, type Entry, type ObjectNode, type Path } from './node.ts';

/** Spellings of transports in clients' files. */
const transports: ReadonlyMap<string, Transport> = new Map([
  ['stdio', 'stdio'], ['local', 'stdio'],
  ['http', 'http'], ['streamable-http', 'http'], ['streamableHttp', 'http'], ['streamable_http', 'http'],
  ['sse', 'sse'], ['ws', 'ws'],
]);

/** Keys that decide what is launched or called: two of them, or one in another case, could mean another thing to another reader. */
const decisive = ['command', 'args', 'env', 'envFile', 'cwd', 'url', 'type', 'headers'];
const decisiveAs = new Map(decisive.map((key, i) => [key, i]));
const decisiveLower = new Map(decisive.map((key, i) => [key.toLowerCase(), i]));

/**
 * The servers in a map of them, one for each entry that `isServer` takes, duplicates included. `disabled` holds the names the client
 * leaves off.
 */
export function declarationsIn(
  map: ObjectNode,
  way: Path,
  document: TextDocument,
  disabled: ReadonlySet<string>,
  isServer: (value: ConfigNode | undefined) => boolean = () => true,
): ServerDeclaration[] {
  const steps = stepsOf(map);
  const declarations: ServerDeclaration[] = [];
  map.entries.forEach((entry, i) => {
    if (isServer(entry.value)) declarations.push(declaration(entry, entry.key, below(way, steps[i]!), document, disabled.has(entry.key)));
  });
  return declarations;
}

/** One entry as the declaration of a server called `name`. */
export function declaration({ keySpan, value, merged }: Entry, name: string, path: Path, document: TextDocument, disabled: boolean): ServerDeclaration {
  const range = document.rangeOf({ start: keySpan.start, end: (value?.span ?? keySpan).end });
  const trouble: Message[] = merged ? [say('a merge key brings it, which only some readers follow')] : [];
  const parts = value?.kind === 'object' ? partsOf(value) : {};
  if (value?.kind === 'object') doubledKeys(value, trouble);
  else if (value) trouble.push(say('the entry is not a map'));
  const command = text(parts.command, path, 'command', trouble);
  const url = text(parts.url, path, 'url', trouble);
  if (command && url) trouble.push(say('it has both a `command` and a `url`'));
  if (!command && !url && trouble.length === 0) trouble.push(say('it has neither a `command` nor a `url`'));
  // Claude Code runs this as a shell command before each connection: the URL alone no longer says what happens.
  if (parts.headersHelper) trouble.push(say('its `headersHelper` runs a command of its own'));
  // VS Code's debugger setting may name another program to start in place of the command.
  if (child(child(parts.dev, 'debug'), 'debugpyPath')) trouble.push(say('its `debugpyPath` may be started in place of the command'));
  const type = text(parts.type, path, 'type', trouble);
  const args = list(parts.args, path, trouble);
  const envFile = text(parts.envFile, path, 'envFile', trouble);
  const cwd = text(parts.cwd, path, 'cwd', trouble);
  const env = named(parts.env, path, 'env', trouble);
  const headers = named(parts.headers, path, 'headers', trouble);
  const declared = type && (transports.get(type.value) ?? 'unknown');
  const transport = declared ?? (url ? 'http' : command ? 'stdio' : 'unknown');
  // Put in one by one: spread into a literal, what may be missing costs more than all else here.
  const server: { -readonly [key in keyof ServerDeclaration]: ServerDeclaration[key] } = { name, path, range, disabled, transport, args, env, headers };
  if (command) server.command = command;
  if (url) server.url = url;
  if (envFile) server.envFile = envFile;
  if (cwd) server.cwd = cwd;
  if (trouble[0]) server.ambiguity = trouble[0];
  return server;
}

type Parts = { [key in 'command' | 'url' | 'type' | 'args' | 'env' | 'envFile' | 'cwd' | 'headers' | 'headersHelper' | 'dev']?: ConfigNode | undefined };

/** The parts that make a server, in one walk: of a key that stands twice the last, as JSON readers do. */
function partsOf(node: ObjectNode): Parts {
  const parts: Parts = { command: undefined, url: undefined, type: undefined, args: undefined, env: undefined, envFile: undefined, cwd: undefined, headers: undefined, headersHelper: undefined, dev: undefined };
  for (const { key, value } of node.entries) {
    switch (key) {
      case 'command':
      case 'url':
      case 'type':
      case 'args':
      case 'env':
      case 'envFile':
      case 'cwd':
      case 'headers':
      case 'headersHelper':
      case 'dev':
        parts[key] = value;
        break;
      default:
    }
  }
  return parts;
}

function text(node: ConfigNode | undefined, path: Path, key: string, trouble: Message[]): Located | undefined {
  if (!node || node.kind === 'null') return undefined;
  const value = stringOf(node);
  if (value !== undefined) return { value, path: below(path, key) };
  trouble.push(say('`{key}` is not text', { key }));
  return undefined;
}

function list(node: ConfigNode | undefined, server: Path, trouble: Message[]): Located[] {
  if (!node || node.kind === 'null') return [];
  const path = below(server, 'args');
  if (node.kind !== 'array') {
    trouble.push(say('`args` is not a list'));
    const written = stringOf(node);
    return written === undefined ? [] : [{ value: written, path }];
  }
  const words: Located[] = [];
  node.items.forEach((item, i) => {
    const written = stringOf(item);
    if (written === undefined) trouble.push(say('argument {number} is not text', { number: i + 1 }));
    else words.push({ value: written, path: below(path, i) });
  });
  return words;
}

function named(node: ConfigNode | undefined, server: Path, key: string, trouble: Message[]): NamedValue[] {
  if (!node || node.kind === 'null') return [];
  if (node.kind !== 'object') {
    trouble.push(say('`{key}` is not a map', { key }));
    return [];
  }
  const path = below(server, key);
  const steps = stepsOf(node);
  return node.entries.map(({ key: name, value }, i) => {
    if (name === '__proto__') trouble.push(prototype(`\`${key}\``));
    return { name, path: below(path, steps[i]!), value: value?.kind === 'string' || value?.kind === 'number' ? String(value.value) : undefined };
  });
}

/** JavaScript readers that copy values key by key take what stands there for the values' own defaults; others do not. */
function prototype(part: string): Message {
  return say('`__proto__` stands in {part}, which readers take differently', { part });
}

function doubledKeys(node: ObjectNode, trouble: Message[]): void {
  let seen: (string | undefined)[] | undefined;
  for (const { key, merged } of node.entries) {
    if (merged) return void trouble.push(say('a merge key brings `{key}`, which only some readers follow', { key }));
    if (key === '__proto__') return void trouble.push(prototype('the entry'));
    const index = decisiveAs.get(key) ?? decisiveLower.get(key.toLowerCase());
    if (index === undefined) continue;
    const known = decisive[index]!;
    seen ??= decisive.map(() => undefined);
    const earlier = seen[index];
    if (earlier !== undefined) {
      return void trouble.push(earlier === key ? say('`{key}` stands twice in it', { key }) : say('`{key}` and `{other}` stand in it, which readers tell apart differently', { key, other: earlier }));
    }
    if (key !== known) return void trouble.push(say('`{key}` is another spelling of `{known}`, which readers tell apart differently', { key, known }));
    seen[index] = key;
  }
}
