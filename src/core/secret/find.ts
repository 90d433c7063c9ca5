import type { Located, NamedValue, ServerDeclaration } from '../config/config-file.ts';
import { stepsOf, type ConfigNode, type Path } from '../config/node.ts';
import type { Confidence } from '../finding/finding.ts';
import { hostInLogin } from '../identity/login-host.ts';
import { namesSecret } from './names.ts';
import { isPlaceholder } from './placeholder.ts';
import { roleIn } from './jwt.ts';
import { jwtIssuer, knownToken } from './token-formats.ts';

/** A credential written out in a declaration. Tells where it is and what it is under, never what it is. */
export interface SecretSpot {
  readonly where: 'env' | 'header' | 'argument' | 'url' | 'setting';
  /** The way to the text that holds it, and its offsets in that text (decoded). */
  readonly at: Path;
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** What it is under: a variable, header, option or query parameter; empty when it stands by itself. */
  readonly name: string;
  /** Whose format it has, when that is known. */
  readonly issuer?: string;
  readonly confidence: Confidence;
}

type Place = Pick<SecretSpot, 'where' | 'at' | 'text'>;

/** What may hold a credential: a server, or a model provider with its settings. */
export interface SecretHolder extends Pick<ServerDeclaration, 'env' | 'headers' | 'args' | 'url'> {
  readonly settings?: readonly NamedValue[];
}

/** Every credential written out in a declaration's settings, environment, headers, arguments and URL. */
export function secretsIn(server: SecretHolder): SecretSpot[] {
  const found: SecretSpot[] = [];
  for (const { name, path, value } of server.settings ?? []) {
    if (value !== undefined) push(found, inValue({ where: 'setting', at: path, text: value }, name));
  }
  for (const { name, path, value } of server.env) {
    if (value === undefined) continue;
    const spot = inValue({ where: 'env', at: path, text: value }, name);
    push(found, spot ?? inJson({ where: 'env', at: path, text: value }));
  }
  for (const { name, path, value } of server.headers) {
    if (value !== undefined) push(found, inHeader({ where: 'header', at: path, text: value }, name, 0));
  }
  for (let i = 0; i < server.args.length; i++) pushAll(found, inArgument(server.args[i]!, server.args[i - 1]));
  if (server.url) pushAll(found, inUrl({ where: 'url', at: server.url.path, text: server.url.value }, 0));
  return found;
}

/**
 * Credentials in the rest of a server's entry: what stands under a key that names one (`oauth.clientSecret`), and what has a known format, at any
 * depth. A value without a digit is rather a word of configuration: names of keys there are the client's own, and mean many things.
 * @param skip the entry's keys that are read as parts of the declaration
 */
export function secretsInSettings(entry: ConfigNode | undefined, way: Path, skip: (key: string) => boolean): readonly SecretSpot[] {
  if (entry?.kind !== 'object') return none;
  let found: SecretSpot[] | undefined;
  const visit = (node: ConfigNode | undefined, at: Path, name: string, depth: number): void => {
    if (node?.kind === 'string') {
      const text = String(node.value);
      const spot = inValue({ where: 'setting', at, text }, name);
      if (spot && (spot.issuer !== undefined || (/\d/.test(text) && text.length >= 12 && !space.test(text)))) (found ??= []).push(spot);
    } else if (node?.kind === 'object' && depth < deepest) {
      const steps = stepsOf(node);
      node.entries.forEach(({ key, value }, i) => {
        if (depth > 0 || !skip(key)) visit(value, [...at, steps[i]!], key, depth + 1);
      });
    } else if (node?.kind === 'array' && depth < deepest) {
      node.items.forEach((item, i) => visit(item, [...at, i], name, depth + 1));
    }
  };
  visit(entry, way, '', 0);
  return found ?? none;
}

const deepest = 8;

function push(found: SecretSpot[], spot: SecretSpot | undefined): void {
  if (spot) found.push(spot);
}

function pushAll(found: SecretSpot[], spots: readonly SecretSpot[]): void {
  for (const spot of spots) found.push(spot);
}

const none: readonly SecretSpot[] = [];
const scheme = /^(?:Bearer|Basic|Token|ApiKey|Api-Key)\s+/i;
const jsonMap = /^\s{0,100}\{\s{0,100}"/;
const webAddress = /^https?:\/\//i;
const headerName = /^(?:--?[\w-]+=)?([A-Za-z][\w-]{0,60}):\s*(?=\S)/;
const assigned = /^(-{0,2}[A-Za-z_][\w.-]{0,100})=/;
const environment = /^(?:-e|--env)$/;
const optionName = /^--?[A-Za-z][\w-]*$/;
const space = /\s/;
/** Of an address that is a key by itself. */
const signature = /^(?:sig|signature|x-(?:amz|goog)-signature)$/i;
const ordinary = /^(?:[\d.]+|(?:https?|file):\/\/\S*|~?[./\\].*|[A-Za-z]:\\.*)$/;

/** A value under a name, from `from` to the text's end. */
function inValue(place: Place, name: string, from = 0): SecretSpot | undefined {
  const value = place.text.slice(from);
  const token = knownToken(value);
  if (token && !isPlaceholder(value.slice(token.start, token.end))) {
    // The key that Supabase means for browsers: what it may do, row-level security says.
    if (token.issuer === jwtIssuer && roleIn(value.slice(token.start, token.end)) === 'anon') return undefined;
    return { ...place, start: from + token.start, end: from + token.end, name, issuer: token.issuer, confidence: 'high' };
  }
  const login = loginIn(value);
  if (login) return { ...place, start: from + login.start, end: from + login.end, name, confidence: 'high' };
  if (!namesSecret(name) || isPlaceholder(value) || ordinary.test(value)) return undefined;
  return { ...place, start: from, end: place.text.length, name, confidence: value.length >= 12 ? 'high' : 'medium' };
}

/** Headers or settings as JSON in a variable, like Notion's `OPENAPI_MCP_HEADERS`: the first of their values that is a credential. */
function inJson(place: Place): SecretSpot | undefined {
  if (!jsonMap.test(place.text)) return undefined;
  for (const match of place.text.matchAll(/"([A-Za-z][\w-]{0,60})"(\s{0,20}:\s{0,20}")([^"\\]{8,4000})"/g)) {
    const start = match.index + match[1]!.length + 2 + match[2]!.length;
    const end = start + match[3]!.length;
    const spot = namesSecret(match[1]!) ? inHeader({ ...place, text: place.text.slice(0, end) }, match[1]!, start) : undefined;
    if (spot) return { ...spot, text: place.text };
  }
  return undefined;
}

/** The password of a `scheme://user:password@host` address. */
function loginIn(value: string): { start: number; end: number } | undefined {
  if (!value.includes('://')) return undefined;
  const match = /\b[a-z][a-z0-9+.-]{1,30}:\/\/([^\s/:@]{0,200}):([^\s/@]{1,500})@/i.exec(value);
  if (!match || isPlaceholder(match[2]!) || hostInLogin(match[1]!) !== undefined) return undefined;
  const end = match.index + match[0].length - 1;
  return { start: end - match[2]!.length, end };
}

function inHeader(place: Place, name: string, from: number): SecretSpot | undefined {
  return inValue(place, name, from + (scheme.exec(place.text.slice(from))?.[0].length ?? 0));
}

/** What each form needs is looked for before the form itself: nearly all arguments have none of it, and there are many. */
function inArgument(arg: Located, before: Located | undefined): readonly SecretSpot[] {
  const text = arg.value;
  const place: Place = { where: 'argument', at: arg.path, text };
  const colon = text.includes(':');
  if (colon && webAddress.test(text)) {
    const spots = inUrl(place, 0);
    if (spots.length > 0) return spots;
  }
  // `--header "Authorization: Bearer …"`, also as one argument.
  const header = colon ? headerName.exec(text) : null;
  if (header && namesSecret(header[1]!)) return listOf(inHeader(place, header[1]!, header[0].length));
  if (space.test(text)) return inCommandText(place);
  // `--api-key=…`, `API_KEY=…` (as behind `docker run -e`).
  const assignment = text.includes('=') ? assigned.exec(text) : null;
  if (assignment) {
    const start = assignment[0].length;
    // `--env=API_KEY=…`: the name is the inner one.
    const inner = environment.test(assignment[1]!) ? assigned.exec(text.slice(start)) : null;
    if (inner) return listOf(inValue(place, inner[1]!, start + inner[0].length));
    const spots = webAddress.test(text.slice(start)) ? inUrl(place, start) : none;
    return spots.length > 0 ? spots : listOf(inValue(place, assignment[1]!, start));
  }
  // `--api-key …`: the value is the next argument.
  const option = before && before.value.startsWith('-') && !text.startsWith('-') && optionName.test(before.value) ? before.value : '';
  return listOf(inValue(place, option));
}

function listOf(spot: SecretSpot | undefined): readonly SecretSpot[] {
  return spot ? [spot] : none;
}

/** A command line in one argument (`sh -c "API_KEY=… server"`): assignments in it, else a token by its format. */
function inCommandText(place: Place): SecretSpot[] {
  const found: SecretSpot[] = [];
  const assignments = /(?<![\w-])(-{0,2}[A-Za-z_][\w-]{0,100})=("[^"]*"|'[^']*'|[^\s"';&|]+)/g;
  for (let match = assignments.exec(place.text); match; match = assignments.exec(place.text)) {
    const value = match[2]!;
    const quote = /^["']/.test(value) ? 1 : 0;
    const start = match.index + match[1]!.length + 1 + quote;
    const end = start + value.length - 2 * quote;
    const spot = inValue({ ...place, text: place.text.slice(0, end) }, match[1]!, start);
    if (spot) found.push({ ...spot, text: place.text });
  }
  const options = /(?<![\w-])(--?[A-Za-z][\w-]{0,60})(\s{1,4})("[^"]*"|'[^']*'|[^\s"'-][^\s"';&|]*)/g;
  for (let match = options.exec(place.text); match; match = options.exec(place.text)) {
    const value = match[3]!;
    const quote = /^["']/.test(value) ? 1 : 0;
    const start = match.index + match[1]!.length + match[2]!.length + quote;
    const end = start + value.length - 2 * quote;
    const spot = namesSecret(match[1]!) ? inValue({ ...place, text: place.text.slice(0, end) }, match[1]!, start) : undefined;
    if (spot) found.push({ ...spot, text: place.text });
  }
  if (found.length > 0) return found;
  const spot = inValue(place, '');
  return spot ? [spot] : [];
}

function inUrl(place: Place, from: number): SecretSpot[] {
  const found: SecretSpot[] = [];
  const url = place.text.slice(from);
  const login = url.includes('@') ? (loginIn(url) ?? userOnly(url)) : undefined;
  if (login) found.push({ ...place, start: from + login.start, end: from + login.end, name: 'login', confidence: 'high' });
  const query = url.indexOf('?');
  if (query >= 0) {
    const pairs = /[?&]([^=&#]{1,200})=([^&#]*)/g;
    pairs.lastIndex = query;
    for (let match = pairs.exec(url); match; match = pairs.exec(url)) {
      const start = from + match.index + 1 + match[1]!.length + 1;
      const value = match[2]!;
      const name = match[1]!;
      const token = knownToken(value);
      if (isPlaceholder(value) || (!token && !namesSecret(name) && !(signature.test(name) && value.length >= 16))) continue;
      found.push({ ...place, start, end: start + value.length, name, ...(token && { issuer: token.issuer }), confidence: token || value.length >= 12 ? 'high' : 'medium' });
    }
  }
  const path = query >= 0 ? url.slice(0, query) : url;
  const token = knownToken(path);
  if (token && !login) found.push({ ...place, start: from + token.start, end: from + token.end, name: 'path', issuer: token.issuer, confidence: 'high' });
  return found;
}

/** A token given as user name: `https://token@host`. */
function userOnly(url: string): { start: number; end: number } | undefined {
  const match = /^[a-z][a-z0-9+.-]{1,30}:\/\/([^\s/:@?#]{8,500})@/i.exec(url);
  // A host before the `@` is there to deceive: `look-alike-host` speaks of it.
  if (!match || isPlaceholder(match[1]!) || hostInLogin(match[1]!) !== undefined) return undefined;
  const end = match[0].length - 1;
  return { start: end - match[1]!.length, end };
}
