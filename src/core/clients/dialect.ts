import type { Transport } from '../config/config-file.ts';

/**
 * What a key of a server's entry holds. `envNames`: a list of the names of variables that are handed on. `headerVariables`: headers with the
 * variables their values are taken from. `bearerVariable`: the variable that holds the token of an `Authorization` header. `headerHolder`: a
 * map that has the headers in it. `holder`: a map that has all of these in it, or a transport's name.
 */
export type PartName = 'command' | 'args' | 'env' | 'envNames' | 'envFile' | 'cwd' | 'url' | 'type' | 'headers' | 'headerVariables' | 'bearerVariable' | 'headerHolder' | 'holder';

/** Templates of sentences by the key they are about; `{key}` is filled with it. */
export type Remarks = Readonly<Record<string, string>>;

/** How a client spells a server: data that `declare.ts` reads entries by. */
export interface Dialect {
  /** What each key of an entry holds. Of several for one part, two in one entry are ambiguous unless `ranked` says which one wins. */
  readonly keys: Readonly<Record<string, PartName>>;
  /** Keys of which the first that is there counts. */
  readonly ranked?: readonly string[];
  /** `list`: `command` holds the arguments too. `map`: it may be a map of `path`, `args` and `env`. `any`: whatever some client takes. */
  readonly command?: 'list' | 'map' | 'any';
  /** The transport of an entry without a type, by the key that its URL stands under; `http` where nothing is said. */
  readonly untyped?: Readonly<Record<string, Transport>>;
  /** Values of the type that do not make an MCP server: part of the client itself. */
  readonly builtIn?: readonly string[];
  /** Values of the type that leave open what is launched, and why. */
  readonly openTypes?: Remarks;
  /** The keys that switch a server off: `disabled: true`, `enabled: false`. Only what is confirmed for the client: a server wrongly taken for off would go unseen. */
  readonly off?: readonly ('disabled' | 'enabled')[];
  /** Keys that let tools run without asking: a list of their names, `*`, or true. */
  readonly approvals?: readonly string[];
  /** Keys that do more than they seem to, and what. */
  readonly risky?: Remarks;
  /** Its files lie over each other key by key: an entry may only change what another file declares. */
  readonly layered?: true;
  /** Keys by which the server starts with the client's window. */
  readonly eager?: readonly string[];
  /** Keys that change what is launched in ways that cannot be followed, and how. */
  readonly opaque?: Remarks;
}

const standardKeys: Readonly<Record<string, PartName>> = { command: 'command', args: 'args', env: 'env', envFile: 'envFile', cwd: 'cwd', url: 'url', type: 'type', headers: 'headers' };

/** Told by the rule `header-helper`. */
export const headersByCommand = 'its `{key}` runs a command of its own';

/** In every client, since readers borrow each other's files and their keys with them. */
const everywhere = {
  opaque: { headersHelper: headersByCommand },
  risky: { envFile: 'Further variables come from the file under `envFile`, and can change which code runs.' },
} as const;

/** The spelling that nearly all clients share, with what one of them does otherwise. */
export function dialect(own: Partial<Dialect> = {}): Dialect {
  return { ...own, keys: own.keys ?? standardKeys, opaque: { ...everywhere.opaque, ...own.opaque }, risky: { ...everywhere.risky, ...own.risky }, eager: own.eager ?? ['dev'] };
}

/** The shared keys, without those in `without`, with others. */
export function keysWith(more: Dialect['keys'], without: readonly string[] = []): Dialect['keys'] {
  return { ...Object.fromEntries(Object.entries(standardKeys).filter(([key]) => !without.includes(key))), ...more };
}

export const standard: Dialect = dialect();

/** Spellings of transports in clients' files. */
export const transports: ReadonlyMap<string, Transport> = new Map([
  ['stdio', 'stdio'], ['local', 'stdio'],
  ['http', 'http'], ['streamable-http', 'http'], ['streamableHttp', 'http'], ['streamable_http', 'http'], ['remote', 'http'],
  ['sse', 'sse'], ['ws', 'ws'],
]);

/** Every client's keys: in another's file they may be meant, and read by some. */
const elsewhere: Dialect['keys'] = {
  ...standardKeys,
  cmd: 'command', environment: 'env', envs: 'env', env_keys: 'envNames', env_vars: 'envNames', working_directory: 'cwd',
  serverUrl: 'url', httpUrl: 'url', uri: 'url', baseUrl: 'url', base_url: 'url', server_url: 'url', executable: 'command', http_headers: 'headers', env_http_headers: 'headerVariables', bearer_token_env_var: 'bearerVariable',
  requestOptions: 'headerHolder', requestInit: 'headerHolder', transport: 'holder', transportType: 'type',
};

/** For files that no client is known for: whatever some client would read. */
export const anyDialect: Dialect = dialect({ keys: elsewhere, command: 'any', approvals: ['autoApprove', 'alwaysAllow'], builtIn: ['builtin', 'platform', 'frontend'] });

/** What one key of an entry means to a dialect. */
export interface Meaning {
  part?: PartName;
  /** The part is another client's name for it. */
  foreign?: true;
  /** The key itself is in other letters: the known key. */
  known?: string;
  approval?: true;
  risky?: string;
  opaque?: string;
  eager?: true;
  /** The value that switches the server off, and whether this client is known to follow it. */
  off?: { readonly value: boolean; readonly follows: boolean };
}

interface Compiled {
  readonly exact: Map<string, Meaning>;
  /** The parts' keys by their names in lower case. */
  readonly anyCase: Map<string, Meaning>;
}

const compiled = new WeakMap<Dialect, Compiled>();

/** What keys mean to a dialect; undefined for those that mean nothing. */
export function meanings(of: Dialect): (key: string) => Meaning | undefined {
  let known = compiled.get(of);
  if (!known) compiled.set(of, (known = compile(of)));
  const { exact, anyCase } = known;
  return (key) => exact.get(key) ?? (key.length <= longest ? anyCase.get(key.toLowerCase()) : undefined);
}

const longest = Math.max(...Object.keys(elsewhere).map((key) => key.length));

function compile(of: Dialect): Compiled {
  const table = new Map<string, Meaning>();
  const at = (key: string): Meaning => {
    let meaning = table.get(key);
    if (!meaning) table.set(key, (meaning = {}));
    return meaning;
  };
  for (const [key, part] of Object.entries(elsewhere)) Object.assign(at(key), { part, foreign: true });
  for (const [key, part] of Object.entries(of.keys)) {
    const meaning = at(key);
    meaning.part = part;
    delete meaning.foreign;
  }
  const anyCase = new Map([...table].map(([key, { part }]): [string, Meaning] => [key.toLowerCase(), { part: part!, known: key }]));
  for (const key of of.approvals ?? []) at(key).approval = true;
  for (const [key, why] of Object.entries(of.risky ?? {})) at(key).risky = why;
  for (const [key, why] of Object.entries(of.opaque ?? {})) at(key).opaque = why;
  for (const key of of.eager ?? []) at(key).eager = true;
  at('disabled').off = { value: true, follows: of.off?.includes('disabled') ?? false };
  at('enabled').off = { value: false, follows: of.off?.includes('enabled') ?? false };
  return { exact: table, anyCase };
}
