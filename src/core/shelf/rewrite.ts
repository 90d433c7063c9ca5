import type { Client } from '../clients/client.ts';
import { meanings, type Dialect } from '../clients/dialect.ts';
import type { ServerDeclaration } from '../config/config-file.ts';
import { below, child, nodeAt, stepsOf, stringOf, type ConfigNode, type ObjectNode } from '../config/node.ts';
import type { Change } from '../finding/finding.ts';
import type { ShelfLaunch } from './shelf-item.ts';
import { written } from './written.ts';

/** What an entry of a file becomes, and what whoever changes it must know. */
export interface Rewrite {
  readonly changes: readonly Change[];
  /** Names of variables and headers that go. */
  readonly gone: readonly string[];
  readonly inputs: readonly string[];
  readonly variables: readonly string[];
}

/**
 * Makes an entry start or call another server: everything that says what runs, and what only the other one was given, goes; its name, its
 * place, its comments and what else the client keeps there stay. Undefined where the client has no way to write it, or the entry is of a shape
 * that would have to be taken apart.
 */
export function rewrite(launch: ShelfLaunch, server: ServerDeclaration, tree: ConfigNode, client: Client, dialect: Dialect, withRegistry: boolean): Rewrite | undefined {
  const entry = nodeAt(tree, server.path);
  if (entry?.kind !== 'object' || new Set(entry.entries.map(({ key }) => key)).size !== entry.entries.length) return undefined;
  const list = client.variables.input?.list;
  const inputs = list && nodeAt(tree, list);
  const taken = new Set(inputs?.kind === 'array' ? inputs.items.flatMap((item) => stringOf(child(item, 'id')) ?? []) : []);
  const freeInput = (wanted: string): string => {
    let id = wanted;
    for (let n = 2; taken.has(id); n++) id = `${wanted}-${n}`;
    taken.add(id);
    return id;
  };
  // What is there already under the same name is of the same kind, and is not asked for again.
  const kept = new Set(server.env.flatMap(({ name, value }) => (value === undefined ? [] : [name])));
  const made = written({ ...launch, env: launch.env.filter(({ name }) => launch.target.kind === 'remote' || !kept.has(name)) }, client, dialect, { name: server.name, freeInput, withRegistry });
  const whole = written(launch, client, dialect, { name: server.name, freeInput: (wanted) => wanted, withRegistry });
  if (!made || !whole) return undefined;
  const changes: Change[] = [];
  const gone: string[] = [];
  const meaning = meanings(dialect);
  // The command line names every variable it hands on, kept ones too.
  const wanted = new Map(Object.entries({ ...made.entry, ...commandLine(whole.entry, made.entry) }));
  const envNames = new Set(launch.env.map(({ name }) => name));
  const steps = stepsOf(entry);
  for (const [i, { key, value }] of entry.entries.entries()) {
    const { part, approval, risky } = meaning(key) ?? {};
    const at = below(server.path, steps[i]!);
    if (part === 'holder' || part === 'headerHolder') return undefined;
    const target = wanted.get(key);
    if (part === 'env' && launch.target.kind !== 'remote' && value?.kind === 'object') {
      changes.push(...inMap(value, at, envNames, target, gone));
      wanted.delete(key);
    } else if (target !== undefined) {
      if (value && part === 'headers') gone.push(...namesIn(value));
      if (!value || !same(value, target)) changes.push({ op: 'replace', at, value: target });
      wanted.delete(key);
    } else if (part || approval || risky || (client.id === 'vscode' && installer.has(key))) {
      // Consent to the tools of the one is none to those of the other.
      if (value && (part === 'env' || part === 'headers')) gone.push(...namesIn(value));
      changes.push({ op: 'remove', at });
    }
  }
  for (const [key, value] of wanted) if (key !== 'enabled' && key !== 'timeout') changes.push({ op: 'insert', at: server.path, key, value });
  if (list) for (const value of made.inputs) changes.push({ op: 'append', at: list, value });
  return { changes, gone, inputs: made.inputs.map(({ id }) => id), variables: made.variables };
}

/** What VS Code's gallery notes of what it installed. */
const installer = new Set(['gallery', 'version']);

/** Of the whole entry what stands in arguments: `docker run -e NAME`. */
function commandLine(whole: Readonly<Record<string, unknown>>, made: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(whole).filter(([key, value]) => Array.isArray(value) && Array.isArray(made[key])));
}

/** Variables one by one, so that the values of those that stay are not touched. */
function inMap(map: ObjectNode, at: ServerDeclaration['path'], names: ReadonlySet<string>, target: unknown, gone: string[]): Change[] {
  const added = typeof target === 'object' && target !== null ? Object.entries(target) : [];
  const steps = stepsOf(map);
  const goes = map.entries.flatMap(({ key }, i) => (names.has(key) ? [] : [{ key, step: steps[i]! }]));
  gone.push(...goes.map(({ key }) => key));
  if (goes.length === map.entries.length && added.length === 0) return [{ op: 'remove', at }];
  return [
    ...goes.map(({ step }): Change => ({ op: 'remove', at: below(at, step) })),
    ...added.map(([key, value]): Change => ({ op: map.entries.some((one) => one.key === key) ? 'replace' : 'insert', ...(map.entries.some((one) => one.key === key) ? { at: below(at, key) } : { at, key }), value }) as Change),
  ];
}

function namesIn(node: ConfigNode): readonly string[] {
  return node.kind === 'object' ? node.entries.map(({ key }) => key) : [];
}

function same(node: ConfigNode, value: unknown): boolean {
  if (node.kind === 'array') return Array.isArray(value) && node.items.length === value.length && node.items.every((item, i) => same(item, value[i]));
  return node.kind !== 'object' && node.value === value;
}
