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
  if (server.url && !server.command) return maskUrl(server.url.value);
  return [maskText(server.command?.value ?? ''), ...maskedArguments(server)].map(quoted).join(' ');
}

/** Each argument of a declaration with its secrets masked, in order. */
export function maskedArguments(server: ServerDeclaration): string[] {
  const spots = secretsIn(server);
  return server.args.map((arg, i) => {
    const before = server.args[i - 1]?.value ?? '';
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
  const [, scheme = '', rest = url] = /^([a-z][a-z0-9+.-]*:\/\/)(.*)$/is.exec(url) ?? [];
  const hash = rest.indexOf('#');
  const plain = hash >= 0 ? rest.slice(0, hash) : rest;
  const query = plain.indexOf('?');
  const path = query >= 0 ? plain.slice(0, query) : plain;
  const slash = path.search(/[/\\]/);
  const authority = slash >= 0 ? path.slice(0, slash) : path;
  const at = authority.lastIndexOf('@');
  const shownAuthority = at >= 0 ? `${mask}@${authority.slice(at + 1)}` : authority;
  const shownPath = slash >= 0 ? path.slice(slash).split('/').map((part) => (looksRandom(part) || knownToken(part) ? mask : part)).join('/') : '';
  const shownQuery = query >= 0 ? plain.slice(query).replace(/([?&][^=&]{0,300})=([^&]*)/g, (_, name: string, value: string) => `${name}=${hasVariable(value) ? value : mask}`) : '';
  return scheme + shownAuthority + shownPath + shownQuery;
}

/** A text with known and random-looking credentials masked. */
export function maskText(text: string): string {
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(text)) return maskUrl(text);
  let shown = withoutTokens(text, mask);
  shown = shown.replace(/([A-Za-z_][\w-]{0,100})(=|:\s{0,4}(?:Bearer\s{1,4}|Basic\s{1,4})?)("[^"]*"|'[^']*'|[^\s"']+)/g, (all, name: string, separator: string, value: string) =>
    namesSecret(name) && !hasVariable(value) ? name + separator + mask : all,
  );
  // An option and its value in a longer command line.
  shown = shown.replace(/(?<!\S)(--?[A-Za-z][\w-]{0,100})(\s{1,4})("[^"]*"|'[^']*'|[^\s"'-][^\s"']*)/g, (all, option: string, space: string, value: string) =>
    namesSecret(option) && !hasVariable(value) ? option + space + mask : all,
  );
  return shown.replace(/[A-Za-z0-9_+=-]{20,}/g, (word, offset: number) => (looksRandom(word) && !shown.startsWith('sha256:', offset - 7) ? mask : word));
}

function quoted(text: string): string {
  return /^[^\s"'\\]+$/.test(text) ? text : JSON.stringify(text);
}
