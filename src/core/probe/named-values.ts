import type { ConfigFile, NamedValue, ServerDeclaration } from '../config/config-file.ts';
import { dotenv } from '../config/dotenv/dotenv.ts';
import { nodeAt, stringOf } from '../config/node.ts';
import { say } from '../text/message.ts';
import { Refusal, type Filler } from './filler.ts';
import type { PlannedValue } from './plan.ts';
import type { ProbeSurroundings } from './surroundings.ts';

/** The variables a server is given: those of its environment file, and over them those that the declaration writes out. @throws Refusal */
export function environmentOf(file: ConfigFile, server: ServerDeclaration, filler: Filler, envFile: string | undefined, around: ProbeSurroundings): readonly PlannedValue[] {
  const values = new Map<string, PlannedValue>();
  for (const one of envFile === undefined ? [] : fromFile(envFile, around)) values.set(one.name, one);
  for (const one of server.env) {
    if (one.name === '' || /[=\0]/.test(one.name)) throw new Refusal(say('The name of a variable, `{name}`, cannot be one.', { name: one.name }));
    const template = one.value === undefined ? handedOn(file, one, filler) : filler.fill(one.value, 'open').template;
    if (template) values.set(one.name, { name: one.name, template });
    else values.delete(one.name);
  }
  return [...values.values()];
}

/** @throws Refusal */
export function headersOf(file: ConfigFile, server: ServerDeclaration, filler: Filler): readonly PlannedValue[] {
  return server.headers.flatMap((one): PlannedValue[] => {
    // RFC 9110, 5.1: a token.
    if (!/^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/.test(one.name)) throw new Refusal(say('`{name}` cannot be the name of a header.', { name: one.name }));
    if (one.value !== undefined) return [{ name: one.name, template: filler.fill(one.value, 'open').template }];
    const template = handedOn(file, one, filler);
    if (!template) return [];
    // Codex: `bearer_token_env_var` names the variable that holds the token; `env_http_headers` has the header's own name as its key.
    const bearer = one.name === 'Authorization' && one.path.at(-1) !== one.name;
    return [{ name: one.name, template: bearer ? ['Bearer ', ...template] : template }];
  });
}

/** What has no value of its own: the name of a variable to hand on, or nothing at all (`null`), which clients leave out. */
function handedOn({ tree }: ConfigFile, { name, path }: NamedValue, filler: Filler): PlannedValue['template'] | undefined {
  const node = nodeAt(tree, path);
  if (node?.kind === 'null' || node === undefined) return undefined;
  // In a list of names one may be a map with a `name`; in a map of variables a map is no value.
  const variable = node.kind === 'object' ? (typeof path.at(-1) === 'number' ? name : undefined) : stringOf(node);
  if (variable !== undefined && /^[A-Za-z_][A-Za-z0-9_]{0,200}$/.test(variable)) return filler.variable(variable).template;
  throw new Refusal(say('The value of `{name}` is not text, which clients take differently. Write it in quotes.', { name }));
}

/** An environment file's own variables are not filled in: clients do so differently. */
function fromFile(path: string, { envFile }: ProbeSurroundings): readonly PlannedValue[] {
  const read = envFile?.(path);
  if (!read) throw new Refusal(say('It takes variables from the file {path}, which cannot be read here.', { path }));
  if ('unreadable' in read) throw new Refusal(say(`It takes variables from the file {path}: ${read.unreadable.template}.`, { ...read.unreadable.args, path }));
  const { tree } = dotenv.parse(read.text);
  if (tree?.kind !== 'object') return [];
  return tree.entries.flatMap(({ key, value }) => (value?.kind === 'string' ? [{ name: key, template: [String(value.value)] }] : []));
}
