import { OAuthError, refreshAuthorization } from '@modelcontextprotocol/client';
import type { ProbeFailure } from '../../../core/probe/outcome.ts';
import { maskUrl } from '../../../core/secret/mask.ts';
import { say } from '../../../core/text/message.ts';
import { ProbeFault } from '../probe-fault.ts';
import type { CappedFetchOptions, Fetch } from '../remote/capped-fetch.ts';
import { keepable, signInByBrowser } from './authorization-code.ts';
import { findAuthorizationServer, readChallenge, resourceOf, type AuthorizationServer } from './authorization-server.ts';
import { oauthFault } from './oauth-fault.ts';
import { isProtected, oauthFetch } from './oauth-fetch.ts';
import type { SigningIn } from './signing-in.ts';
import type { KeptTokens } from './token-keeper.ts';

/** What is signed in to. */
export interface SignInTarget extends Pick<CappedFetchOptions, 'reach' | 'version' | 'signal' | 'lookup'> {
  readonly url: URL;
  /** The `WWW-Authenticate` header of the refusal, empty if there was none. */
  readonly challenge: string;
}

/** A token, and what to do if the server does not take it. */
export interface SignedIn {
  readonly kind: 'signed-in';
  readonly token: string;
  /** It may have lost its force meanwhile: forget it, and sign in anew. */
  readonly old: boolean;
}

/**
 * Get a token for a server that refused to answer without: from whoever has one, from those that are kept, or by the browser. Tokens are only
 * ever looked up by who gave them out and what for, so that a server that names another authorization server than before gets none.
 * Never throws: whoever calls this has been bundled apart, and its errors are of classes of its own.
 * @param anew the kept one was not taken
 */
export async function signIn(target: SignInTarget, signing: SigningIn, anew: boolean): Promise<SignedIn | ProbeFailure> {
  try {
    return await tokenFor(target, signing, anew);
  } catch (error) {
    const { code, said } = oauthFault(error, target.url);
    return { kind: 'failed', code, message: said };
  }
}

async function tokenFor(target: SignInTarget, signing: SigningIn, anew: boolean): Promise<SignedIn> {
  const { url, challenge, signal } = target;
  if (!isProtected(url)) throw new ProbeFault('refused', say('{address} wants a token, and is not protected by https: anybody on the way could take it. Nobody is signed in.', { address: maskUrl(url.href) }));
  const faults: ProbeFault[] = [];
  const fetch = oauthFetch(target, faults);
  const found = await findAuthorizationServer(url, challenge, fetch, faults).catch((error: unknown) => oauthFault(error, url));
  const given = anew ? undefined : await signing.accessToken?.({
    url: url.href, wwwAuthenticate: challenge,
    ...(found instanceof ProbeFault ? { resource: resourceOf(url, undefined), scopes: readChallenge(challenge).scopes } : { issuer: found.issuer, resource: found.resource, scopes: found.scopes }),
  });
  if (given !== undefined) return { kind: 'signed-in', token: given, old: true };
  if (found instanceof ProbeFault) throw found;
  const key = { issuer: found.issuer, resource: found.resource };
  if (anew) await signing.tokens.delete(key);
  const kept = anew ? undefined : await keptFor(found, signing, fetch);
  if (kept) return { kind: 'signed-in', token: kept.accessToken, old: true };
  const fresh = await signInByBrowser(found, signing, fetch, signal);
  await signing.tokens.set(key, fresh);
  return { kind: 'signed-in', token: fresh.accessToken, old: false };
}

/** Those that are still good, refreshed if need be. */
async function keptFor(found: AuthorizationServer, signing: SigningIn, fetch: Fetch): Promise<KeptTokens | undefined> {
  const key = { issuer: found.issuer, resource: found.resource };
  const kept = await signing.tokens.get(key);
  if (!kept) return undefined;
  const granted = kept.scope?.split(' ');
  if (granted && found.scopes.some((scope) => !granted.includes(scope))) return undefined;
  // Half a minute for the way, and for clocks that differ.
  if (kept.expiresAt === undefined || kept.expiresAt > Date.now() + 30_000) return kept;
  if (kept.refreshToken === undefined) return undefined;
  try {
    const { client } = kept;
    const tokens = await refreshAuthorization(found.issuer, {
      metadata: found.metadata, refreshToken: kept.refreshToken, resource: found.resource, fetchFn: fetch,
      clientInformation: { client_id: client.id, ...(client.secret !== undefined && { client_secret: client.secret }) },
    });
    const fresh = keepable(tokens, client, maskUrl(found.issuer));
    await signing.tokens.set(key, { ...fresh, ...(fresh.scope === undefined && kept.scope !== undefined && { scope: kept.scope }) });
    return fresh;
  } catch (error) {
    // Used up or taken back (RFC 6749 5.2): of no use to anybody. Whatever else: signing in will tell.
    if (error instanceof OAuthError) await signing.tokens.delete(key);
    return undefined;
  }
}
