import { checkResourceAllowed, discoverOAuthServerInfo, extractWWWAuthenticateParams, type AuthorizationServerMetadata } from '@modelcontextprotocol/client';
import { maskUrl } from '../../../core/secret/mask.ts';
import { say } from '../../../core/text/message.ts';
import { ProbeFault } from '../probe-fault.ts';
import type { Fetch } from '../remote/capped-fetch.ts';
import { isProtected } from './oauth-fetch.ts';

/** Who gives out a server's tokens, and for what. */
export interface AuthorizationServer {
  readonly issuer: string;
  readonly metadata: AuthorizationServerMetadata;
  readonly resource: string;
  /** As they are asked for. */
  readonly scopes: readonly string[];
}

/** What a refusal says by itself, before anything is looked up. */
export function readChallenge(header: string): { readonly metadataUrl?: URL; readonly scopes: readonly string[] } {
  const { resourceMetadataUrl, scope } = extractWWWAuthenticateParams(new Response(null, { status: 401, headers: { 'www-authenticate': header } }));
  return { ...(resourceMetadataUrl && { metadataUrl: resourceMetadataUrl }), scopes: words(scope) };
}

/**
 * Find a server's authorization server (RFC 9728, RFC 8414 or OpenID Connect Discovery, by the SDK), and hold what it says against what MCP
 * demands of it.
 * @param faults what the fetch was refused, which the SDK would pass over
 * @throws ProbeFault, or what the SDK throws
 */
export async function findAuthorizationServer(url: URL, challenge: string, fetch: Fetch, faults: readonly ProbeFault[]): Promise<AuthorizationServer> {
  const { metadataUrl, scopes } = readChallenge(challenge);
  const address = maskUrl(url.href);
  let found: Awaited<ReturnType<typeof discoverOAuthServerInfo>>;
  try {
    found = await discoverOAuthServerInfo(url, { ...(metadataUrl && { resourceMetadataUrl: metadataUrl }), fetchFn: fetch });
  } finally {
    // The SDK takes a refused address for one where nothing is, and goes on without.
    const refused = faults.find((fault) => fault.code === 'refused' || fault.code === 'limit');
    // eslint-disable-next-line no-unsafe-finally
    if (refused) throw refused;
  }
  const { authorizationServerMetadata: metadata, resourceMetadata } = found;
  if (!metadata) throw new ProbeFault('unauthorized', say('{address} wants somebody to sign in and does not publish where (RFC 9728, RFC 8414). Put a token into a header of the declaration, through an input.', { address }));
  // MCP: without this word there is no telling whether PKCE is understood, and clients must not go on (2025-11-25, "Authorization Code Protection").
  if (!metadata.code_challenge_methods_supported?.includes('S256')) throw new ProbeFault('refused', say('{issuer} does not say that it protects sign-ins by PKCE (S256), so that a code could be stolen on its way. MCP forbids to go on.', { issuer: maskUrl(metadata.issuer) }));
  for (const endpoint of [metadata.authorization_endpoint, metadata.token_endpoint]) {
    // A browser would open anything else, programs included (CVE-2025-6514).
    if (!URL.canParse(endpoint) || !isProtected(new URL(endpoint))) throw new ProbeFault('refused', say('{issuer} names {endpoint} for signing in, which is not protected by https. It is not opened.', { issuer: maskUrl(metadata.issuer), endpoint: maskUrl(endpoint) }));
  }
  return {
    issuer: metadata.issuer, metadata, resource: resourceOf(url, resourceMetadata?.resource),
    // Never all that the authorization server knows; and no `offline_access` that nobody asked for.
    scopes: scopes.length > 0 ? scopes : (resourceMetadata?.scopes_supported ?? []),
  };
}

/** What the token is to be for: what the server calls itself if that is true, otherwise its address (RFC 8707 2). */
export function resourceOf(url: URL, named: string | undefined): string {
  if (named !== undefined) {
    if (checkResourceAllowed({ requestedResource: url, configuredResource: named })) return named;
    throw new ProbeFault('refused', say('{address} asks for a token that is meant for another server, {resource}. Whoever got it could use it there, so nobody is signed in.', { address: maskUrl(url.href), resource: maskUrl(named) }));
  }
  const own = new URL(url);
  // A key in the address is nobody else's business.
  own.search = '';
  own.hash = '';
  return own.pathname === '/' ? own.origin : own.href;
}

export function words(scope: string | undefined): string[] {
  return [...new Set((scope ?? '').split(/\s+/).filter((word) => word !== ''))];
}
