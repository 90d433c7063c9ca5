import { child, stringOf, type ConfigNode } from '../../config/node.ts';
import type { NativeSubject } from '../native.ts';

/** A server that the system's settings define: nobody's own definition of the name counts beside it. Names of variables and headers only. */
export interface GeminiDefinition {
  /** Absent: it has neither, or both a command and an address. */
  readonly launch?: { readonly argv: readonly string[] } | { readonly url: string };
  readonly env: readonly string[];
  readonly headers: readonly string[];
  readonly cwd?: string;
}

/** Reads an entry of `mcpServers`; an empty text stands for nothing, as it does to Gemini CLI. */
export function readDefinition(node: ConfigNode | undefined): GeminiDefinition {
  const command = textAt(node, 'command');
  const url = textAt(node, 'httpUrl') ?? textAt(node, 'url');
  const list = child(node, 'args');
  const args = list?.kind === 'array' ? list.items.flatMap((item) => stringOf(item) ?? []) : [];
  const cwd = textAt(node, 'cwd');
  return {
    ...((command === undefined) !== (url === undefined) && { launch: command === undefined ? { url: url! } : { argv: [command, ...args] } }),
    env: keysOf(child(node, 'env')),
    headers: keysOf(child(node, 'headers')),
    ...(cwd !== undefined && { cwd }),
  };
}

function textAt(node: ConfigNode | undefined, key: string): string | undefined {
  const text = stringOf(child(node, key));
  return text === '' ? undefined : text;
}

function keysOf(node: ConfigNode | undefined): string[] {
  return node?.kind === 'object' ? [...new Set(node.entries.map(({ key }) => key))].toSorted() : [];
}

/** What of a declaration differs from the definition that stands in its place; undefined where nothing of it does. */
export function differenceFrom(definition: GeminiDefinition, { server }: NativeSubject): 'launch' | 'environment' | 'headers' | 'working-directory' | undefined {
  const { launch } = definition;
  const { command, url, args } = server;
  if (!launch || server.ambiguity || server.extension || (command && url)) return 'launch';
  // A type that goes with the other kind: who else reads it may take it for something else.
  if (server.transport !== 'unknown' && (server.transport === 'stdio') !== (command !== undefined)) return 'launch';
  if ('argv' in launch ? !command || !same([command.value, ...args.map(({ value }) => value)], launch.argv) : !url || url.value !== launch.url) return 'launch';
  if (server.envFile || !same(namesOf(server.env), definition.env)) return 'environment';
  if (!same(namesOf(server.headers), definition.headers)) return 'headers';
  return server.cwd?.value === definition.cwd ? undefined : 'working-directory';
}

function namesOf(values: readonly { readonly name: string }[]): string[] {
  return [...new Set(values.map(({ name }) => name))].toSorted();
}

function same(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((text, i) => text === b[i]);
}
