import type { Client } from '../clients/client.ts';
import type { Dialect, PartName } from '../clients/dialect.ts';
import { launchLine } from './launch-line.ts';
import { slugOf } from './shelf-title.ts';
import type { Asked, ShelfLaunch } from './shelf-item.ts';

/** An input that VS Code asks its user for, as it stands in the file. */
export interface WrittenInput {
  readonly type: 'promptString';
  readonly id: string;
  readonly description: string;
  readonly password?: true;
}

/** A server's entry in a client's own spelling. */
export interface Written {
  readonly entry: Readonly<Record<string, unknown>>;
  /** To be added to the file's inputs. */
  readonly inputs: readonly WrittenInput[];
  /** Environment variables that must be set where the client is started. */
  readonly variables: readonly string[];
}

export interface HowToWrite {
  readonly name: string;
  readonly freeInput: (wanted: string) => string;
  readonly withRegistry: boolean;
}

/**
 * A launch in a client's spelling; undefined where it is not known how the client writes such a one: a transport it does not take, or a
 * secret for which it has no way but to write it out.
 */
export function written(launch: ShelfLaunch, client: Client, dialect: Dialect, { name, freeInput, withRegistry }: HowToWrite): Written | undefined {
  const { writes } = client;
  if (!writes) return undefined;
  const { target } = launch;
  const transport = target.kind === 'remote' ? target.transport : 'stdio';
  const type = writes.type[transport];
  if (type === undefined) return undefined;
  const values = new Values(client, name, freeInput);
  const entry: Record<string, unknown> = {};
  if (type !== '') entry[keyOf(dialect, 'type')] = type;
  const names = writes.names;
  try {
    if (target.kind === 'remote') {
      entry[writes.url?.[target.transport] ?? keyOf(dialect, 'url')] = target.url;
      const headers: Record<string, string> = {};
      const byName: Record<string, string> = {};
      for (const one of launch.headers) {
        if ('value' in one) headers[one.name] = one.value;
        else if (!names) headers[one.name] = values.of(one, variableName(one.name, name));
        else if (names.bearer && one.name.toLowerCase() === 'authorization' && /^bearer $/i.test(one.before ?? '') && !one.after) entry[names.bearer] = values.named(variableName(one.name, name));
        else if (names.headers && !one.before && !one.after) byName[one.name] = values.named(variableName(one.name, name));
        else return undefined;
      }
      if (Object.keys(headers).length > 0) putHeaders(entry, headers, dialect);
      if (Object.keys(byName).length > 0) entry[names!.headers!] = byName;
    } else {
      const line = launchLine(launch, (asked) => values.of(askedArgument(launch, asked), variableName(asked, name)), withRegistry);
      const [command, ...args] = line;
      if (dialect.command === 'list') entry[keyOf(dialect, 'command')] = line;
      else {
        entry[keyOf(dialect, 'command')] = command;
        entry[keyOf(dialect, 'args')] = args;
      }
      const env: Record<string, string> = {};
      const handedOn: string[] = [];
      for (const one of launch.env) {
        if ('value' in one) env[one.name] = one.value;
        else if (names && !one.before && !one.after) handedOn.push(values.named(one.name));
        else env[one.name] = values.of(one, one.name);
      }
      if (Object.keys(env).length > 0) entry[keyOf(dialect, 'env')] = env;
      if (handedOn.length > 0) entry[names!.env] = handedOn;
    }
  } catch (error) {
    if (error instanceof NoWay) return undefined;
    throw error;
  }
  return { entry: { ...entry, ...writes.also }, inputs: values.inputs, variables: values.variables };
}

function askedArgument({ args }: ShelfLaunch, name: string): Asked {
  return args.find((arg): arg is Asked => typeof arg !== 'string' && arg.name === name)!;
}

function putHeaders(entry: Record<string, unknown>, headers: Readonly<Record<string, string>>, dialect: Dialect): void {
  const holder = Object.keys(dialect.keys).find((key) => dialect.keys[key] === 'headerHolder');
  if (dialect.keys['headers'] !== 'headers' && !Object.values(dialect.keys).includes('headers')) throw new NoWay();
  // Continue keeps them in what it hands on to `fetch`.
  if (holder === 'requestOptions') entry[holder] = { headers };
  else entry[keyOf(dialect, 'headers')] = headers;
}

/** The key of a part, as the client's documentation writes it: the usual one where several are read. */
function keyOf({ keys, ranked }: Dialect, part: PartName): string {
  const all = Object.keys(keys).filter((key) => keys[key] === part);
  const best = ranked?.find((key) => all.includes(key)) ?? (all.includes(part) ? part : all[0]);
  if (best === undefined) throw new NoWay();
  return best;
}

/** The client has no way to write it. */
class NoWay extends Error {}

/** Values that are asked for, each in the client's own way; its literal is never one. */
class Values {
  readonly inputs: WrittenInput[] = [];
  readonly variables: string[] = [];
  readonly #client: Client;
  readonly #server: string;
  readonly #freeInput: (wanted: string) => string;

  constructor(client: Client, server: string, freeInput: (wanted: string) => string) {
    this.#client = client;
    this.#server = server;
    this.#freeInput = freeInput;
  }

  of(asked: Asked, variable: string): string {
    const { input, environment } = this.#client.variables;
    const around = (reference: string): string => `${asked.before ?? ''}${reference}${asked.after ?? ''}`;
    if (input) {
      const own = slugOf(asked.name);
      const id = this.#freeInput(own.startsWith(slugOf(this.#server)) ? own : slugOf(`${this.#server}-${own}`));
      this.inputs.push({ type: 'promptString', id, description: asked.description ?? `${asked.name} for ${this.#server}`, ...(asked.secret && { password: true as const }) });
      return around(input.reference(id));
    }
    if (!environment) throw new NoWay();
    return around(environment(this.named(variable)));
  }

  named(variable: string): string {
    this.variables.push(variable);
    return variable;
  }
}

/** The environment variable for a value that has no such name of its own. */
function variableName(of: string, server: string): string {
  const words = `${server}_${of.toLowerCase() === 'authorization' ? 'token' : of}`;
  const name = words.toUpperCase().replace(/[^A-Z0-9]+/g, '_').replace(/^_+|_+$/g, '').slice(0, 60);
  return /^[A-Z]/.test(name) ? name : `MCP_${name}`;
}
