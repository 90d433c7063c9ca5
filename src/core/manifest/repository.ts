import { isPlainSegment } from './plain.ts';

/** A source repository in the manifest's format. */
export interface Repository {
  readonly url: string;
  /** The service that hosts it, by the registry's name where it has one. */
  readonly source: string;
}

const services: Readonly<Record<string, string>> = { 'github.com': 'github', 'gitlab.com': 'gitlab', 'bitbucket.org': 'bitbucket' };
const hosts: Readonly<Record<string, string>> = { github: 'github.com', gitlab: 'gitlab.com', bitbucket: 'bitbucket.org' };

const shorthand = /^(?:(github|gitlab|bitbucket):)?([\w.-]{1,100}\/[\w.-]{1,100})$/;
const secureShell = /^git@([a-z0-9.-]{1,200}):([\w./~-]{1,300})$/i;
const address = /^(?:git\+)?(?:https?|ssh|git):\/\/(?:[^\s/?#@]{0,500}@)?([a-z0-9.-]{1,200})(?::\d{1,5})?\/([\w./~-]{1,300})(?:[?#].*)?$/i;

/**
 * The repository a package says it comes from (https://docs.npmjs.com/cli/configuring-npm/package-json#repository), as a web
 * address without login. Undefined for what is none, or holds what may be a credential.
 */
export function repositoryOf(text: string): Repository | undefined {
  const trimmed = text.length > 1000 ? '' : text.trim();
  const short = shorthand.exec(trimmed);
  const long = secureShell.exec(trimmed) ?? address.exec(trimmed);
  const host = (short ? hosts[short[1] ?? 'github'] : long?.[1])?.toLowerCase();
  const path = short ? short[2] : long?.[2];
  if (host === undefined || path === undefined || !/^[a-z0-9-]+(?:\.[a-z0-9-]+)+$/.test(host)) return undefined;
  const parts = path.split('/').filter((part) => part !== '' && part !== '.');
  // What stands behind owner and name on these services is a page in it.
  const source = Object.hasOwn(services, host) ? services[host]! : host;
  const kept = (source === host || source === 'gitlab' ? parts : parts.slice(0, 2)).map((part, i, all) => (i === all.length - 1 ? part.replace(/\.git$/, '') : part));
  if (kept.length < 2 || !kept.every((part) => part !== '' && part !== '..' && isPlainSegment(part))) return undefined;
  return { url: `https://${host}/${kept.join('/')}`, source };
}
