import type { ServerDeclaration } from '../config/config-file.ts';
import { secretsIn } from './find.ts';
import { namesSecret } from './names.ts';
import { hasVariable, looksRandom } from './placeholder.ts';
import { knownToken, withoutTokens } from './token-formats.ts';

/** What stands in place of a secret. */
export const mask = '•••';

/**
 * A declaration's launch on one line, for a person to read, with every secret masked. Masks more than the rule
 * `literal-secret` reports: what merely might be one is not shown either. Environment and header values are not part of it.
 */
export function maskedCommandLine(server: ServerDeclaration): string {
  if (server.extension) return `${server.extension.id}@${server.extension.version}`;
  if (server.url && !server.command) return maskUrl(server.url.value);
  return [maskText(server.command?.value ?? ''), ...maskedArguments(server)].map(quoted).join(' ');
}

/** Each argument of a declaration with its secrets masked, in order. */
export function maskedArguments(server: ServerDeclaration): string[] {
  const spots = secretsIn(server);
  return server.args.map((arg, i) => {
    const before = server.args[i - 1]?.value ?? '';
    if (headerOption.test(before)) return maskHeader(arg.value);
    // `node -e` is followed by a program instead.
    if (environmentOption.test(before) && environmentValue.test(arg.value)) return maskAssignment(arg.value);
    if (loginOption.test(before)) return maskLogin(arg.value);
    const own = spots.filter((spot) => spot.at === arg.path);
    if (own.length > 0) {
      let text = arg.value;
      for (const spot of own.sort((a, b) => b.start - a.start)) text = text.slice(0, spot.start) + mask + text.slice(spot.end);
      return maskText(text);
    }
    if (!arg.value.startsWith('-') && /^--?[A-Za-z]/.test(before) && !before.includes('=') && namesSecret(before) && !hasVariable(arg.value)) return mask;
    return maskText(arg.value);
  });
}

/** An address with login, query values and random-looking path parts masked. Never throws, whatever is written. */
export function maskUrl(url: string): string {
  const [, scheme = '', rest = url] = /^((?:[a-z][a-z0-9+.-]*:)?\/\/)(.*)$/is.exec(url) ?? [];
  const hash = rest.indexOf('#');
  const plain = hash >= 0 ? rest.slice(0, hash) : rest;
  const query = plain.indexOf('?');
  const path = query >= 0 ? plain.slice(0, query) : plain;
  const slash = path.search(/[/\\]/);
  const authority = slash >= 0 ? path.slice(0, slash) : path;
  const at = authority.lastIndexOf('@');
  const host = authority.slice(at + 1);
  // What is no port, and what stands there without being an address, may be anything.
  const shownHost = scheme === '' ? withoutRandom(host) : host.replace(/^(\[[^\]]*\]|[^:[]*):(?!\d{0,5}$)[^${}%<>]+$/, `$1:${mask}`);
  const shownAuthority = at >= 0 ? `${mask}@${shownHost}` : shownHost;
  const shownPath = slash >= 0 ? path.slice(slash).split('/').map((part) => (looksRandom(part) || knownToken(part) ? mask : withoutRandom(part))).join('/') : '';
  const shownQuery = query >= 0 ? plain.slice(query).replace(/([?&][^=&]{0,300})=([^&]*)/g, (_, name: string, value: string) => `${name}=${hasVariable(value) ? value : mask}`) : '';
  // What is written need not be an address at all.
  return withoutTokens(scheme + shownAuthority + shownPath + shownQuery, mask);
}

/** A text with known and random-looking credentials masked. */
export function maskText(text: string): string {
  if (/^[a-z][a-z0-9+.-]{0,30}:\/\/\S*$/i.test(text)) return maskUrl(text);
  const header = /^--?[A-Za-z][\w-]{0,60}=/.exec(text)?.[0];
  if (header && headerOption.test(header.slice(0, -1))) return header + maskHeader(text.slice(header.length));
  if (header && environmentOption.test(header.slice(0, -1))) return header + maskAssignment(text.slice(header.length));
  let shown = withoutTokens(text, mask);
  if (shown.includes('://')) shown = shown.replace(address, (url) => maskUrl(url));
  // Header, variable and login options within a longer command line.
  shown = shown.replace(lineOption, (all, option: string, separator: string, value: string) => {
    if (headerOption.test(option)) return option + separator + inQuotes(value, maskHeader);
    if (environmentOption.test(option)) return option + separator + inQuotes(value, maskAssignment);
    return loginOption.test(option) ? option + separator + inQuotes(value, maskLogin) : all;
  });
  // `mysql -ppassword`: the value stands right behind the letter.
  if (database.test(shown)) shown = shown.replace(/(?<!\S)-p(?=[^\s"';&|])[^\s;&|]{1,200}/g, `-p${mask}`);
  shown = shown.replace(/([A-Za-z_][\w-]{0,100})(["']?\s{0,4}[=:]\s{0,4}(?:Bearer\s{1,4}|Basic\s{1,4})?)("[^"]*"|'[^']*'|[^\s"']+)/g, (all, name: string, separator: string, value: string) =>
    namesSecret(name) && !hasVariable(value) ? name + separator + mask : all,
  );
  // An option and its value in a longer command line.
  shown = shown.replace(/(?<!\S)(--?[A-Za-z][\w-]{0,100})(\s{1,4})("[^"]*"|'[^']*'|[^\s"'-][^\s"']*)/g, (all, option: string, space: string, value: string) =>
    namesSecret(option) && !hasVariable(value) ? option + space + mask : all,
  );
  return withoutRandom(shown);
}

function withoutRandom(text: string): string {
  return text.length < 20 ? text : text.replace(/[A-Za-z0-9_+=-]{20,}/g, (word, offset: number) => (looksRandom(word) && !text.startsWith('sha256:', offset - 7) ? mask : word));
}

const headerOption = /^(?:-H|--headers?)$/;
const environmentOption = /^(?:-e|--env)$/;
const environmentValue = /^[A-Za-z_][\w.-]{0,100}=|^[A-Z][A-Z0-9_]{0,100}$/;
const loginOption = /^(?:-u|--user|--proxy-user|-U)$/;
const database = /\b(?:mysql|mysqldump|mysqladmin|mariadb|sshpass)\b/;
/** An address within a text, up to what may end it in a shell line or in JSON. */
const address = /(?<![A-Za-z0-9+.-])[A-Za-z][A-Za-z0-9+.-]{0,30}:\/\/[^\s"'`;|<>]+/g;
const lineOption = /(?<!\S)(-H|-e|-u|-U|--headers?|--env|--user|--proxy-user)(\s{1,4}|=)("[^"]*"|'[^']*'|[^\s"'][^\s]*)/g;

/** A header's value may be anything, so its name alone is shown. */
function maskHeader(text: string): string {
  const name = /^[A-Za-z][\w-]{0,60}(?:\s{0,4}:\s{0,4}(?:(?:Bearer|Basic)\s{1,4})?|=)/i.exec(text)?.[0] ?? '';
  return name === text || (name !== '' && isVariable(text.slice(name.length))) ? withoutTokens(text, mask) : withoutTokens(name, mask) + mask;
}

/** `NAME=value` as `NAME=•••`; a name alone takes its value from the environment. */
function maskAssignment(text: string): string {
  const end = text.indexOf('=');
  if (end < 0 || isVariable(text.slice(end + 1))) return withoutTokens(text, mask);
  return withoutTokens(text.slice(0, end + 1), mask) + mask;
}

/** `user:password` as `user:•••`. */
function maskLogin(text: string): string {
  const end = text.indexOf(':');
  return end < 0 || isVariable(text.slice(end + 1)) ? withoutTokens(text, mask) : withoutTokens(text.slice(0, end + 1), mask) + mask;
}

/** Nothing but a variable, maybe behind a scheme (`Bearer ${input:token}`). */
function isVariable(value: string): boolean {
  return hasVariable(value) && /^(?:[A-Za-z-]{1,20}\s{1,4})?(?:\$\{[^$}]*\}|\$\([^$)]*\)|\{(?:env|file):[^{}]*\}|\{\{[^{}]*\}\}|\$[A-Za-z_]\w*|%[A-Za-z_]\w*%)$/.test(value);
}

function inQuotes(value: string, of: (text: string) => string): string {
  const quote = /^["']/.exec(value)?.[0];
  return quote === undefined ? of(value) : quote + of(value.slice(1, -1)) + quote;
}

function quoted(text: string): string {
  return /^[^\s"'\\]+$/.test(text) ? text : JSON.stringify(text);
}
