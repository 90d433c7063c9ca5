// The official SDK's own authorization server (v1, express) in front of its own MCP server, with a provider in memory.
import * as http from 'node:http';
import { randomUUID } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { InvalidTokenError } from '@modelcontextprotocol/sdk/server/auth/errors.js';
import { requireBearerAuth } from '@modelcontextprotocol/sdk/server/auth/middleware/bearerAuth.js';
import type { OAuthServerProvider } from '@modelcontextprotocol/sdk/server/auth/provider.js';
import { getOAuthProtectedResourceMetadataUrl, mcpAuthRouter } from '@modelcontextprotocol/sdk/server/auth/router.js';
import { createMcpExpressApp } from '@modelcontextprotocol/sdk/server/express.js';
import type { OAuthClientInformationFull, OAuthTokens } from '@modelcontextprotocol/sdk/shared/auth.js';
import type { HttpVoice } from './http-voice.ts';

/** @param voice what answers once somebody is signed in */
export async function officialAuthorization(voice: HttpVoice): Promise<{ readonly url: string; readonly issuer: string; readonly clients: ReadonlyMap<string, unknown>; close(): Promise<void> }> {
  const app = createMcpExpressApp();
  const server = http.createServer(app as http.RequestListener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const resource = new URL('/mcp', origin);
  const clients = new Map<string, OAuthClientInformationFull>();
  const codes = new Map<string, { readonly challenge: string; readonly resource: URL | undefined; readonly scopes: string[] }>();
  const tokens = new Map<string, { readonly client: string; readonly resource: URL | undefined; readonly scopes: string[] }>();
  const give = (client: string, of: { readonly resource: URL | undefined; readonly scopes: string[] }): OAuthTokens => {
    const access_token = randomUUID();
    tokens.set(access_token, { client, ...of });
    return { access_token, token_type: 'bearer', expires_in: 3600, scope: of.scopes.join(' ') };
  };
  const provider: OAuthServerProvider = {
    clientsStore: {
      getClient: (id) => clients.get(id),
      registerClient: (client) => {
        const registered = client as OAuthClientInformationFull;
        clients.set(registered.client_id, registered);
        return registered;
      },
    },
    authorize: async (_client, { codeChallenge, redirectUri, resource, scopes = [], state }, response) => {
      const code = randomUUID();
      codes.set(code, { challenge: codeChallenge, resource, scopes });
      const back = new URL(redirectUri);
      back.searchParams.set('code', code);
      if (state !== undefined) back.searchParams.set('state', state);
      response.redirect(back.href);
    },
    challengeForAuthorizationCode: async (_client, code) => codes.get(code)!.challenge,
    exchangeAuthorizationCode: async (client, code) => give(client.client_id, codes.get(code)!),
    exchangeRefreshToken: async () => { throw new Error('none is given out'); },
    verifyAccessToken: async (token) => {
      const known = tokens.get(token);
      if (!known) throw new InvalidTokenError('unknown');
      return { token, clientId: known.client, scopes: known.scopes, expiresAt: Date.now() / 1000 + 3600, ...(known.resource && { resource: known.resource }) };
    },
  };
  app.use(mcpAuthRouter({ provider, issuerUrl: new URL(origin), resourceServerUrl: resource, scopesSupported: ['ledger:read'] }));
  app.use('/mcp', requireBearerAuth({ verifier: provider, requiredScopes: ['ledger:read'], resourceMetadataUrl: getOAuthProtectedResourceMetadataUrl(resource), expectedResource: resource }), (request: http.IncomingMessage & { readonly body?: unknown }, response: http.ServerResponse) => {
    const { 'content-length': _, ...headers } = request.headers;
    const on = http.request(voice.url, { method: request.method, headers: { ...headers, host: new URL(voice.url).host } }, (answer) => {
      response.writeHead(answer.statusCode ?? 500, answer.headers);
      answer.pipe(response);
    });
    on.end(request.body === undefined ? undefined : JSON.stringify(request.body));
  });
  return {
    url: resource.href, issuer: origin, clients,
    close: () => new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    }),
  };
}
