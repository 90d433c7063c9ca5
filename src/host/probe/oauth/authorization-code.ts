import { randomBytes } from 'node:crypto';
import { exchangeAuthorization, registerClient, startAuthorization, validateAuthorizationResponseIssuer, type OAuthTokens } from '@modelcontextprotocol/client';
import { maskUrl } from '../../../core/secret/mask.ts';
import { say } from '../../../core/text/message.ts';
import { ProbeFault } from '../probe-fault.ts';
import type { Fetch } from '../remote/capped-fetch.ts';
import type { AuthorizationServer } from './authorization-server.ts';
import { openRedirect } from './loopback-redirect.ts';
import type { SigningIn } from './signing-in.ts';
import type { KeptTokens } from './token-keeper.ts';

/** As long as one takes who has to find the second factor first. */
const defaultTimeout = 5 * 60_000;

/**
 * Signs a user in with the browser: authorization code with PKCE (OAuth 2.1), back to a port of this machine. Nothing listens afterwards.
 * @throws ProbeFault, or what the SDK throws
 */
export async function signInByBrowser(server: AuthorizationServer, signing: SigningIn, fetch: Fetch, signal: AbortSignal | undefined): Promise<KeptTokens> {
  const { metadata, resource, issuer } = server;
  const at = maskUrl(issuer);
  const agreed = await signing.agree({ resource, issuer, origin: new URL(metadata.authorization_endpoint).origin, scopes: server.scopes });
  if (!agreed || signal?.aborted) throw new ProbeFault('cancelled', say('Nobody signed in at {issuer}, so the server was not listened to.', { issuer: at }));
  const state = randomBytes(32).toString('base64url');
  const redirect = await openRedirect(state);
  try {
    const scope = server.scopes.length > 0 ? { scope: server.scopes.join(' ') } : {};
    const client = await clientAt(server, signing, redirect.url, fetch);
    const clientInformation = { client_id: client.id, ...(client.secret !== undefined && { client_secret: client.secret }) };
    const { authorizationUrl, codeVerifier } = await startAuthorization(issuer, { metadata, clientInformation, redirectUrl: redirect.url, state, resource, ...scope });
    await signing.openBrowser(authorizationUrl.href);
    const answer = await within(redirect.answer, signing.timeout ?? defaultTimeout, signal, at);
    const iss = answer.get('iss') ?? undefined;
    // Before anything else is believed: whose answer it is (RFC 9207 2.4).
    validateAuthorizationResponseIssuer({ iss, expectedIssuer: issuer, issParameterSupported: (metadata as { authorization_response_iss_parameter_supported?: unknown }).authorization_response_iss_parameter_supported === true });
    const code = answer.get('code');
    if (code === null) throw declined(answer.get('error'), at);
    const tokens = await exchangeAuthorization(issuer, { metadata, clientInformation, authorizationCode: code, codeVerifier, redirectUri: redirect.url, resource, fetchFn: fetch, ...(iss !== undefined && { iss }) });
    return keepable(tokens, client, at);
  } finally {
    await redirect.close();
  }
}

/** @throws ProbeFault for a token that is no bearer token: sent as one, it would be shown for nothing */
export function keepable(tokens: OAuthTokens, client: KeptTokens['client'], issuer: string): KeptTokens {
  // RFC 6750 2.1; anything else would break the header in two.
  if (tokens.token_type.toLowerCase() !== 'bearer' || !/^[A-Za-z0-9._~+/-]+=*$/.test(tokens.access_token)) throw new ProbeFault('protocol', say('{issuer} gave out a token of a kind that cannot be sent as a header.', { issuer }));
  return {
    accessToken: tokens.access_token, client,
    ...(tokens.refresh_token !== undefined && { refreshToken: tokens.refresh_token }),
    ...(tokens.expires_in !== undefined && { expiresAt: Date.now() + tokens.expires_in * 1000 }),
    ...(tokens.scope !== undefined && { scope: tokens.scope }),
  };
}

/** Known already, by its own document, or registered now: in this order (2025-11-25, "Client Registration Approaches"). */
async function clientAt({ metadata, issuer, scopes }: AuthorizationServer, signing: SigningIn, redirectUrl: string, fetch: Fetch): Promise<KeptTokens['client']> {
  if (signing.client) return signing.client;
  if (signing.clientMetadataUrl !== undefined && metadata.client_id_metadata_document_supported === true) return { id: signing.clientMetadataUrl };
  if (metadata.registration_endpoint === undefined) throw new ProbeFault('unauthorized', say('{issuer} lets only programs in that were registered there before. Put a token into a header of the declaration, through an input.', { issuer: maskUrl(issuer) }));
  const clientMetadata = { client_name: 'MCP Roll Call', redirect_uris: [redirectUrl], grant_types: ['authorization_code', 'refresh_token'], response_types: ['code'], token_endpoint_auth_method: 'none', application_type: 'native' as const };
  // Anew for each sign-in: the port is another one, and not every server takes any port of this machine, as RFC 8252 7.3 demands.
  const registered = await registerClient(issuer, { metadata, clientMetadata, fetchFn: fetch, ...(scopes.length > 0 && { scope: scopes.join(' ') }) });
  return { id: registered.client_id, ...(registered.client_secret !== undefined && { secret: registered.client_secret }) };
}

function declined(error: string | null, issuer: string): ProbeFault {
  if (error === 'access_denied') return new ProbeFault('unauthorized', say('The sign-in at {issuer} was declined, so the server was not listened to.', { issuer }));
  return new ProbeFault('unauthorized', say('{issuer} did not let anybody sign in ({error}).', { issuer, error: error !== null && /^[a-z_]{1,60}$/.test(error) ? error : 'without a reason' }));
}

async function within<T>(answer: Promise<T>, timeout: number, signal: AbortSignal | undefined, issuer: string): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  let stop: (() => void) | undefined;
  const over = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new ProbeFault('timeout', say('Nobody signed in at {issuer} within {minutes} minutes. Nothing waits for it any more; try again.', { issuer, minutes: Math.round(timeout / 6000) / 10 }))), timeout);
    stop = () => reject(new ProbeFault('cancelled', say('The sign-in at {issuer} was given up.', { issuer })));
    signal?.addEventListener('abort', stop, { once: true });
    if (signal?.aborted) stop();
  });
  try {
    return await Promise.race([answer, over]);
  } finally {
    clearTimeout(timer);
    if (stop) signal?.removeEventListener('abort', stop);
  }
}
