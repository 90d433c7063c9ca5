import type { SignInChallenge } from '../../host/probe/oauth/signing-in.ts';

/** One of VS Code's own sign-ins. */
export interface Provider {
  readonly id: 'github' | 'microsoft';
  readonly title: string;
  /** Whom the token goes to. */
  readonly host: string;
}

/**
 * The sign-in of VS Code that can serve a server, if one can. Any server may name GitHub or Microsoft as who signs people in: a token of theirs must
 * not go to whoever asks. GitHub's are not bound to who is meant to read them (it does not know RFC 8707), so they go to hosts of GitHub's only;
 * Microsoft's are bound by their scopes, so each scope must be of the server's own host.
 */
export function providerFor({ url, issuer, scopes }: SignInChallenge): Provider | undefined {
  if (issuer === undefined || scopes.length === 0 || !URL.canParse(url) || !URL.canParse(issuer)) return undefined;
  const { hostname, protocol, host } = new URL(url);
  const by = new URL(issuer);
  if (protocol !== 'https:' || by.protocol !== 'https:') return undefined;
  if (by.hostname === 'github.com' && by.pathname.replace(/\/$/, '') === '/login/oauth') return isOf(hostname, 'github.com') || isOf(hostname, 'githubcopilot.com') ? { id: 'github', title: 'GitHub', host } : undefined;
  if (by.hostname === 'login.microsoftonline.com') return scopes.every((scope) => standard.has(scope) || isHosts(scope, hostname)) && scopes.some((scope) => isHosts(scope, hostname)) ? { id: 'microsoft', title: 'Microsoft', host } : undefined;
  return undefined;
}

/** OpenID Connect's own: they give nothing of anybody else's. */
const standard: ReadonlySet<string> = new Set(['openid', 'profile', 'offline_access']);

function isOf(hostname: string, domain: string): boolean {
  return hostname === domain || hostname.endsWith(`.${domain}`);
}

function isHosts(scope: string, hostname: string): boolean {
  return URL.canParse(scope) && /^(?:https|api):$/.test(new URL(scope).protocol) && new URL(scope).hostname === hostname;
}
