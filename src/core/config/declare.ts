import { say, type Message } from '../text/message.ts';
import type { TextDocument } from '../text/document.ts';
import type { Located, NamedValue, ServerDeclaration, Transport } from './config-file.ts';
import { child, stepsOf, stringOf, type ConfigNode, type Entry, type ObjectNode, type Path } from './node.ts';

/** Spellings of transports in clients' files. */
const transports: ReadonlyMap<string, Transport> = new Map([
  ['stdio', 'stdio'], ['local', 'stdio'],
  ['http', 'http'], ['streamable-http', 'http'], ['streamableHttp', 'http'], ['streamable_http', 'http'],
  ['sse', 'sse'], ['ws', 'ws'],
]);

/** Keys that decide what is launched or called: two of them, or one in another case, could mean another thing to another reader. */
const decisive = ['command', 'args', 'env', 'envFile', 'cwd', 'url', 'type', 'headers'];
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
  return map.entries.flatMap((entry, i) => (isServer(entry.value) ? [declaration(entry, entry.key, [...way, steps[i]!], document, disabled.has(entry.key))] : []));
}

/** One entry as the declaration of a server called `name`. */
export function declaration(entry: Entry, name: string, path: Path, document: TextDocument, disabled: boolean): ServerDeclaration {
  const range = document.rangeOf({ start: entry.keySpan.start, end: entry.value?.span.end ?? entry.keySpan.end });
  return { name, path, range, disabled, ...partsOf(entry.value, path) };
}

function partsOf(node: ConfigNode | undefined, path: Path): Omit<ServerDeclaration, 'name' | 'path' | 'range' | 'disabled'> {
  const trouble: Message[] = [];
  const text = (key: string): Located | undefined => {
    const value = child(node, key);
    if (!value || value.kind === 'null') return undefined;
    const written = stringOf(value);
    if (written !== undefined) return { value: written, path: [...path, key] };
    trouble.push(say('`{key}` is not text', { key }));
    return undefined;
  };

  if (node && node.kind !== 'object') trouble.push(say('the entry is not a map'));
  if (node?.kind === 'object') trouble.push(...doubledKeys(node));
  const command = text('command');
  const url = text('url');
  if (command && url) trouble.push(say('it has both a `command` and a `url`'));
  if (!command && !url && trouble.length === 0) trouble.push(say('it has neither a `command` nor a `url`'));
  // Claude Code runs this as a shell command before each connection: the URL alone no longer says what happens.
  if (child(node, 'headersHelper')) trouble.push(say('its `headersHelper` runs a command of its own'));
  const type = text('type');
  const declared = type ? (transports.get(type.value) ?? 'unknown') : undefined;
  const args = list(child(node, 'args'), [...path, 'args'], trouble);
  const envFile = text('envFile');
  const cwd = text('cwd');
  return {
    transport: declared ?? (url ? 'http' : command ? 'stdio' : 'unknown'),
    ...(command && { command }),
    args,
    env: named(child(node, 'env'), [...path, 'env'], 'env', trouble),
    ...(envFile && { envFile }),
    ...(cwd && { cwd }),
    ...(url && { url }),
    headers: named(child(node, 'headers'), [...path, 'headers'], 'headers', trouble),
    ...(trouble[0] && { ambiguity: trouble[0] }),
  };
}

function list(node: ConfigNode | undefined, path: Path, trouble: Message[]): Located[] {
  if (!node || node.kind === 'null') return [];
  if (node.kind !== 'array') {
    trouble.push(say('`args` is not a list'));
    const written = stringOf(node);
    return written === undefined ? [] : [{ value: written, path }];
  }
  return node.items.flatMap((item, i) => {
    const written = stringOf(item);
    if (written !== undefined) return [{ value: written, path: [...path, i] }];
    trouble.push(say('argument {number} is not text', { number: i + 1 }));
    return [];
  });
}

function named(node: ConfigNode | undefined, path: Path, key: string, trouble: Message[]): NamedValue[] {
  if (!node || node.kind === 'null') return [];
  if (node.kind !== 'object') {
    trouble.push(say('`{key}` is not a map', { key }));
    return [];
  }
  const steps = stepsOf(node);
  return node.entries.map((entry, i) => {
    const value = entry.value;
    if (entry.key === '__proto__') trouble.push(prototype(`\`${key}\``));
    return {
      name: entry.key,
      path: [...path, steps[i]!],
      value: value?.kind === 'string' || value?.kind === 'number' ? String(value.value) : undefined,
    };
  });
}

/** JavaScript readers that copy values key by key take what stands there for the values' own defaults; others do not. */
function prototype(part: string): Message {
  return say('`__proto__` stands in {part}, which readers take differently', { part });
}

function doubledKeys(node: ObjectNode): Message[] {
  const seen: (string | undefined)[] = [];
  for (const { key } of node.entries) {
    if (key === '__proto__') return [prototype('the entry')];
    const index = decisiveLower.get(key.toLowerCase());
    if (index === undefined) continue;
    const known = decisive[index]!;
    const earlier = seen[index];
    if (earlier !== undefined) {
      return [earlier === key ? say('`{key}` stands twice in it', { key }) : say('`{key}` and `{other}` stand in it, which readers tell apart differently', { key, other: earlier })];
    }
    if (key !== known) return [say('`{key}` is another spelling of `{known}`, which readers tell apart differently', { key, known })];
    seen[index] = key;
  }
  return [];
}
