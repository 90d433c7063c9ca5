import type { ServerDeclaration } from '../../config/config-file.ts';
import { secretsIn } from '../../secret/find.ts';
import { maskedArguments, maskText, maskUrl } from '../../secret/mask.ts';
import { looksRandom } from '../../secret/placeholder.ts';
import { knownToken } from '../../secret/token-formats.ts';
import { parseUrl } from '../subject.ts';
import { urlPathProblem } from '../url-matcher.ts';
import type { UrlMatcher } from '../schema-parts.ts';

/** What of a declaration may be copied into a policy: never what could be a secret, and no variable, since a policy expands none. */

/** Whether a command line may stand in a policy as it is. */
export function isWritable(declaration: Pick<ServerDeclaration, 'command' | 'args'>): boolean {
  const argv = [...(declaration.command ? [declaration.command.value] : []), ...declaration.args.map((arg) => arg.value)];
  const server: ServerDeclaration = { ...nothing, ...declaration };
  if (secretsIn(server).some((spot) => spot.where === 'argument') || argv.some((word) => word.length > 200 || word.includes('${') || holdsSecret(word) || holdsLogin(word))) return false;
  const masked = [...(declaration.command ? [maskText(declaration.command.value)] : []), ...maskedArguments(server)];
  if (argv.some((word, i) => word !== masked[i])) return false;
  const line = argv.join(' ');
  return maskText(line) === line;
}

const start = { line: 0, character: 0 };
const nothing: ServerDeclaration = { name: '', path: [], range: { start, end: start }, transport: 'stdio', args: [], env: [], headers: [], disabled: false };

/** A server's own arguments, read the same way. */
export function areWritable(args: readonly string[]): boolean {
  // Each by its place, since a secret is told by what stands before it.
  return !args.includes('') && isWritable({ args: args.map((value, i) => ({ value, path: [i] })) });
}

/** The parts of an address as a policy names them, and whether anything had to be left out of path or parameters. */
export function writableUrl(url: URL, declaration: Pick<ServerDeclaration, 'env' | 'headers' | 'args' | 'url'>): { readonly match: UrlMatcher; readonly pathLeftOut: boolean; readonly queryLeftOut: boolean } {
  const secret = holdsSecret(url.pathname) || secretsIn(declaration).some((spot) => (spot.where === 'url' || spot.where === 'argument') && spot.name === 'path');
  const pathLeftOut = secret || urlPathProblem(url.pathname) !== undefined || maskUrl(url.origin + url.pathname) !== url.origin + url.pathname;
  const names = [...new Set(url.searchParams.keys())];
  const query = names.filter((name) => /^[A-Za-z_][\w.-]{0,60}$/.test(name) && !holdsSecret(name));
  const match: UrlMatcher = {
    ...(url.protocol === 'http:' && { scheme: 'http' as const }),
    host: url.hostname,
    ...(url.port !== '' && { port: Number(url.port) }),
    ...(!pathLeftOut && { path: url.pathname }),
    ...(query.length > 0 && { query }),
  };
  return { match, pathLeftOut, queryLeftOut: query.length < names.length };
}

/** A registry as a policy may name it. */
export function writableRegistry(registry: string): boolean {
  const url = parseUrl(registry);
  return url !== undefined && url.username === '' && url.password === '' && maskUrl(registry) === registry;
}

/** An address with a login, or a short option with its value joined on (`-pSecret1`). */
function holdsLogin(word: string): boolean {
  return (word.includes('://') && word.includes('@')) || /^-[A-Za-z][^-]*[A-Z\d]/.test(word);
}

function holdsSecret(text: string): boolean {
  return knownToken(text) !== undefined || text.split(/[/=?&:,\s]/).some(looksRandom);
}
