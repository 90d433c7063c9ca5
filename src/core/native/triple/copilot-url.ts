import { fits, reach, type Step } from './glob.ts';
import type { Likeness } from './identity.ts';
import { remembered } from './remembered.ts';

/**
 * How Copilot's clients compare a `serverUrl`: both sides with scheme and host in lower case, the host in punycode, decoded and without a dot
 * at its end, without default port and fragment; `*` in the host does not cross into the path
 * (https://docs.github.com/en/copilot/reference/enterprise-administrators/enterprise-managed-settings, "URL canonicalization";
 * github/docs, content/copilot/reference/enterprise-administrators/enterprise-managed-settings.md @ 04a7ad2).
 * What the page leaves open is `unknown` here: letter case in the path, a login, whether `:*` also means no port.
 */
export function likeCopilotUrl(pattern: string, url: string): Likeness {
  const open = variableAt(url);
  const named = readPattern(pattern);
  if (!named) return 'no';
  const called = canonical(open < 0 ? url : originOf(url, open));
  if (!called) return open < 0 ? 'no' : 'unknown';
  if (open >= 0) return reach(named.lenient, called.text.toLowerCase()).size === 0 ? 'no' : 'unknown';
  if (!called.login && fits(named.strict, called.text)) return 'yes';
  return fits(named.lenient, called.text.toLowerCase()) ? 'unknown' : 'no';
}

const readPattern = remembered((text) => {
  const pattern = canonicalPattern(text);
  return pattern && { strict: stepsOf(pattern, false), lenient: stepsOf(pattern, true) };
});

/** `${VARIABLE}` or `$VARIABLE`: what is not filled in, the client blocks, since it cannot verify it (configure-enterprise-allowlist, "Evaluation rules"). */
export function hasCopilotVariable(text: string): boolean {
  return variableAt(text) >= 0;
}
export const copilotVariable = /\$\{[^}]*\}|\$[A-Za-z_]\w*/g;

function variableAt(text: string): number {
  return text.search(/\$(?:\{[^}]*\}|[A-Za-z_])/);
}

/** What stands before a variable, where that says the whole host. */
function originOf(url: string, variable: number): string {
  return /^https?:\/\/[^/?#\\$@{}]+(?=[/?#\\])/i.exec(url.slice(0, variable))?.[0] ?? '';
}

const canonical = remembered((url: string): { readonly text: string; readonly login: boolean } | undefined => {
  try {
    const { protocol, host, hostname, pathname, search, username, password } = new URL(url);
    if (protocol !== 'http:' && protocol !== 'https:') return undefined;
    const port = host.slice(hostname.length);
    return { text: `${protocol}//${hostname.replace(/\.$/, '')}${port}${pathname}${search}`, login: username !== '' || password !== '' };
  } catch {
    return undefined;
  }
});

interface Pattern {
  readonly authority: string;
  readonly rest: string;
}

function canonicalPattern(pattern: string): Pattern | undefined {
  const whole = pattern.includes('*') ? undefined : canonical(pattern);
  if (whole) {
    const path = whole.text.indexOf('/', whole.text.indexOf('://') + 3);
    return { authority: whole.text.slice(0, path), rest: whole.text.slice(path) };
  }
  const parts = /^([a-z*][a-z0-9+.*-]*):\/\/([^/?#\\]*)([^#]*)/i.exec(pattern);
  if (!parts) return undefined;
  const [, scheme, authority, path] = parts as unknown as [string, string, string, string];
  const [, host, port] = /^(\[[^\]]*\]|[^:]*)(?::(.*))?$/s.exec(authority) ?? [];
  if (host === undefined) return undefined;
  const kind = scheme.toLowerCase();
  const standard = kind === 'https' ? '443' : kind === 'http' ? '80' : undefined;
  const shownPort = port === undefined || port === '' || port === standard ? '' : `:${port}`;
  const rest = path.replaceAll('\\', '/');
  return { authority: `${kind}://${canonicalHost(host)}${shownPort}`, rest: rest.startsWith('/') ? rest : `/${rest}` };
}

/** The host by the URL standard, each run of labels between wildcards by itself. */
function canonicalHost(host: string): string {
  if (!host.includes('*')) return hostBy(host) ?? host.toLowerCase();
  return host
    .toLowerCase()
    .split('.')
    .map((label) => (label.includes('*') || label === '' ? label : (hostBy(`${label}.a`)?.slice(0, -2) ?? label)))
    .join('.')
    .replace(/\.$/, '');
}

function hostBy(host: string): string | undefined {
  try {
    return new URL(`https://${host}/`).hostname.replace(/\.$/, '');
  } catch {
    return undefined;
  }
}

/** @param lenient as the page can be read, not only as it must be: letter case does not count, and `:*` may mean no port */
function stepsOf({ authority, rest }: Pattern, lenient: boolean): Step[] {
  const steps: Step[] = [];
  for (let i = 0; i < authority.length; i++) {
    const char = authority[i]!;
    if (lenient && char === ':' && authority[i + 1] === '*') steps.push({ kind: 'optional', skip: 2 });
    steps.push(char === '*' ? { kind: 'any', not: '/@\\?#' } : { kind: 'char', char });
  }
  for (const char of (lenient ? rest.toLowerCase() : rest).split('')) steps.push(char === '*' ? { kind: 'any', not: '' } : { kind: 'char', char });
  return steps;
}
