import type { ServerDeclaration } from '../../config/config-file.ts';
import type { Identity } from '../../identity/identity.ts';
import { secretsIn } from '../../secret/find.ts';
import { maskedArguments, maskText, maskUrl } from '../../secret/mask.ts';
import { hasVariable, looksRandom } from '../../secret/placeholder.ts';
import { visible } from '../../text/visible.ts';
import { parseUrl } from '../subject.ts';
import { urlPathProblem } from '../url-matcher.ts';

/** A server that is declared somewhere, and what it launches. */
export interface UsedServer {
  readonly declaration: ServerDeclaration;
  readonly identity: Identity;
}

/** Whether a text may be written into a policy as it stands: whatever might be a secret may not, nor what cannot be seen, nor a variable. */
export function isSafe(text: string): boolean {
  return text !== '' && text.length <= 200 && !hasVariable(text) && !text.includes('${') && !looksRandom(text) && maskText(text) === text && visible(text, text.length) === text;
}

/** The server's own arguments, behind its launcher's, that may be shown. */
export function safeArguments({ declaration, identity }: UsedServer): readonly string[] {
  const masked = maskedArguments(declaration);
  const spots = new Set(secretsIn(declaration).map(({ at }) => at));
  const shown = new Set(declaration.args.filter(({ value, path }, i) => masked[i] === value && !spots.has(path) && isSafe(value)).map(({ value }) => value));
  // One that stands twice may be a secret in the other place.
  for (const { value } of declaration.args.filter(({ value: text, path }, i) => masked[i] !== text || spots.has(path))) shown.delete(value);
  return identity.launch.args.filter((argument) => shown.has(argument));
}

/** The whole command line; undefined where any of it may not be shown. */
export function safeCommandLine({ declaration }: UsedServer): readonly string[] | undefined {
  const { command, args } = declaration;
  if (!command) return undefined;
  const line = [command.value, ...args.map(({ value }) => value)];
  const masked = [maskText(command.value), ...maskedArguments(declaration)];
  const held = secretsIn(declaration).some(({ where }) => where === 'argument');
  const whole = line.join(' ');
  return !held && line.every((word, i) => isSafe(word) && word === masked[i]) && maskText(whole) === whole ? line : undefined;
}

/** What of the address of a remote server may be shown: its path only where it holds no secret, of parameters the names. */
export function safeAddress({ declaration, identity }: UsedServer): { readonly url: URL; readonly path?: string; readonly query: readonly string[] } | undefined {
  const url = identity.kind === 'remote' ? parseUrl(identity.url) : undefined;
  if (!url || !/^https?:$/.test(url.protocol) || !isSafe(url.hostname)) return undefined;
  const secret = secretsIn(declaration).some(({ where, name }) => (where === 'url' || where === 'argument') && name === 'path');
  const whole = url.origin + url.pathname;
  const path = secret || urlPathProblem(url.pathname) !== undefined || maskUrl(whole) !== whole || !url.pathname.split('/').every((part) => part === '' || isSafe(part)) ? undefined : url.pathname;
  return { url, ...(path !== undefined && { path }), query: [...new Set(url.searchParams.keys())].filter((name) => /^[A-Za-z_][\w.-]{0,60}$/.test(name) && isSafe(name)) };
}
