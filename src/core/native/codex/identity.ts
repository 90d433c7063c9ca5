import { child, stringOf, type ConfigNode } from '../../config/node.ts';
import { fullMatch } from './full-match.ts';

/** How one value is compared: as a whole, by its beginning, or by an expression that must fit the whole of it. */
export type ValueMatch = { readonly match: 'exact' | 'prefix'; readonly value: string } | { readonly match: 'regex'; readonly expression: string };

/**
 * What a server must start or call, beside its name. `command` as text says nothing of arguments; as a table it fixes the executable, how many
 * arguments there are, their order, and each of them.
 */
export type CodexIdentity =
  | { readonly kind: 'command'; readonly command: string }
  | { readonly kind: 'launch'; readonly executable: string; readonly args: readonly ValueMatch[] }
  | { readonly kind: 'url'; readonly url: ValueMatch };

/** What an identity is compared with. */
export type Launched = { readonly argv: readonly string[] } | { readonly url: string };

/**
 * Reads what stands under `identity` as Codex does (openai/codex, codex-rs/config/src/mcp_requirements.rs, `RawMcpServerIdentity`): the first of
 * these that fits. Text forms overlook other keys beside them, tables allow none.
 * @returns undefined where Codex refuses it, and with it the whole file
 */
export function readIdentity(node: ConfigNode | undefined): CodexIdentity | undefined {
  if (node?.kind !== 'object') return undefined;
  const command = stringOf(child(node, 'command'));
  if (command !== undefined) return { kind: 'command', command };
  const address = stringOf(child(node, 'url'));
  if (address !== undefined) return { kind: 'url', url: { match: 'exact', value: address } };
  if (!hasOnly(node, ['command']) && !hasOnly(node, ['url'])) return undefined;
  const url = readMatch(child(node, 'url'));
  return url ? { kind: 'url', url } : readLaunch(child(node, 'command'));
}

function readLaunch(node: ConfigNode | undefined): CodexIdentity | undefined {
  const executable = stringOf(child(node, 'executable'));
  const list = child(node, 'args');
  if (executable === undefined || list?.kind !== 'array' || !hasOnly(node, ['executable', 'args'])) return undefined;
  const args = list.items.map(readMatch);
  return args.every((arg) => arg !== undefined) ? { kind: 'launch', executable, args } : undefined;
}

function readMatch(node: ConfigNode | undefined): ValueMatch | undefined {
  const match = stringOf(child(node, 'match'));
  const key = match === 'regex' ? 'expression' : 'value';
  const value = stringOf(child(node, key));
  if (value === undefined || !hasOnly(node, ['match', key])) return undefined;
  if (match === 'exact' || match === 'prefix') return { match, value };
  return match === 'regex' && fullMatch(value) !== 'invalid' ? { match, expression: value } : undefined;
}

function hasOnly(node: ConfigNode | undefined, keys: readonly string[]): boolean {
  return node?.kind === 'object' && node.entries.length === keys.length && keys.every((key) => child(node, key) !== undefined);
}

/** Whether what is launched is what an identity asks for; undefined where an expression is beyond what is understood here. */
export function fits(identity: CodexIdentity, launched: Launched): boolean | undefined {
  if (identity.kind === 'url') return 'url' in launched ? valueFits(identity.url, launched.url) : false;
  if (!('argv' in launched)) return false;
  const [command, ...args] = launched.argv;
  if (identity.kind === 'command') return identity.command === command;
  if (identity.executable !== command || identity.args.length !== args.length) return false;
  const each = new Set(identity.args.map((match, i) => valueFits(match, args[i]!)));
  return each.has(false) ? false : each.has(undefined) ? undefined : true;
}

function valueFits(match: ValueMatch, value: string): boolean | undefined {
  if (match.match !== 'regex') return match.match === 'exact' ? value === match.value : value.startsWith(match.value);
  const test = fullMatch(match.expression);
  return typeof test === 'function' ? test(value) : undefined;
}
