import { createHash, randomUUID } from 'node:crypto';
import { serve, type TestServer } from '../policy-host/server.ts';
import { httpVoice, type HttpVoice, type HttpVoiceOptions } from './http-voice.ts';
import { body, json } from './hostile-http.ts';

/** What an authorization server does, as far as it is not what it should do. */
export interface AuthorizationOptions {
  /** Its metadata, with changes. */
  readonly metadata?: Readonly<Record<string, unknown>>;
  /** What it adds to, or changes in, the answer that the browser takes back; undefined takes away. */
  readonly answer?: Readonly<Record<string, string | undefined>>;
  /** The browser gets a page that leads nowhere. */
  readonly waits?: true;
  readonly token?: Readonly<Record<string, unknown>>;
  readonly refusesRefresh?: true;
}

export interface AuthorizationServer extends TestServer {
  readonly issuer: string;
  options: AuthorizationOptions;
  /** Every request's parameters, by path. */
  readonly got: { readonly path: string; readonly parameters: Readonly<Record<string, string>> }[];
  /** Tokens that are good, and what they were given out for. */
  readonly good: Map<string, { readonly resource: string; readonly scope: string }>;
}

/** A small OAuth 2.1 authorization server: RFC 8414, 7591, 7636 (checked), 8707 (checked), 9207. It lets everybody in at once. */
export async function authorizationServer(options: AuthorizationOptions = {}): Promise<AuthorizationServer> {
  const codes = new Map<string, URLSearchParams>();
  const refreshable = new Map<string, { readonly client: string; readonly resource: string; readonly scope: string }>();
  const good: AuthorizationServer['good'] = new Map();
  const got: AuthorizationServer['got'] = [];
  const give = (client: string, resource: string, scope: string): Record<string, unknown> => {
    const [access, refresh] = [`access-${randomUUID()}`, `refresh-${randomUUID()}`];
    good.set(access, { resource, scope });
    refreshable.set(refresh, { client, resource, scope });
    return { access_token: access, token_type: 'Bearer', expires_in: 3600, refresh_token: refresh, ...(scope !== '' && { scope }), ...served.options.token };
  };
  const served: AuthorizationServer = Object.assign(
    await serve((request, response) => {
      const url = new URL(request.url ?? '/', served.origin);
      void body(request).then((text) => {
        const given = request.headers['content-type'] === 'application/json' ? (JSON.parse(text) as Record<string, string>) : Object.fromEntries(request.method === 'POST' ? new URLSearchParams(text) : url.searchParams);
        got.push({ path: url.pathname, parameters: given });
        if (url.pathname === '/.well-known/oauth-authorization-server') {
          return json(response, {
            issuer: served.issuer, authorization_endpoint: `${served.origin}/authorize`, token_endpoint: `${served.origin}/token`, registration_endpoint: `${served.origin}/register`,
            response_types_supported: ['code'], code_challenge_methods_supported: ['S256'], token_endpoint_auth_methods_supported: ['none'], authorization_response_iss_parameter_supported: true,
            ...served.options.metadata,
          });
        }
        if (url.pathname === '/register') return json(response, { ...given, client_id: `client-${randomUUID()}` }, 201);
        if (url.pathname === '/authorize') {
          if (served.options.waits) return response.end('Who are you?');
          const code = randomUUID();
          codes.set(code, url.searchParams);
          const back = new URL(given['redirect_uri']!);
          for (const [name, value] of Object.entries({ code, state: given['state'], iss: served.issuer, ...served.options.answer })) if (value !== undefined) back.searchParams.set(name, value);
          return response.writeHead(302, { location: back.href }).end();
        }
        if (url.pathname === '/token' && given['grant_type'] === 'authorization_code') {
          const asked = codes.get(given['code']!);
          codes.delete(given['code']!);
          const proven = createHash('sha256').update(given['code_verifier'] ?? '').digest('base64url') === asked?.get('code_challenge');
          if (!asked || !proven || asked.get('client_id') !== given['client_id'] || asked.get('redirect_uri') !== given['redirect_uri'] || asked.get('resource') !== given['resource']) return json(response, { error: 'invalid_grant', error_description: 'secret words' }, 400);
          return json(response, give(given['client_id']!, given['resource'] ?? '', asked.get('scope') ?? ''));
        }
        if (url.pathname === '/token') {
          const kept = refreshable.get(given['refresh_token']!);
          refreshable.delete(given['refresh_token']!);
          if (!kept || served.options.refusesRefresh || kept.client !== given['client_id'] || kept.resource !== given['resource']) return json(response, { error: 'invalid_grant' }, 400);
          return json(response, give(kept.client, kept.resource, kept.scope));
        }
        return response.writeHead(404).end();
      });
    }),
    { issuer: '', options, got, good },
  );
  return Object.assign(served, { issuer: served.origin });
}

/** What an MCP server says of who gives out its tokens. */
export interface ProtectedOptions extends HttpVoiceOptions {
  /** Its protected resource metadata (RFC 9728), with changes. */
  readonly metadata?: Readonly<Record<string, unknown>>;
  readonly scope?: string;
  /** Says 403 to a token with less. */
  readonly needs?: string;
}

/** An MCP server that answers only to a token that was given out for it. */
export async function protectedVoice(authorization: AuthorizationServer, options: ProtectedOptions = {}): Promise<HttpVoice> {
  const server: HttpVoice = await httpVoice({
    ...options,
    before: (request, response) => {
      if (request.url?.startsWith('/.well-known/oauth-protected-resource')) {
        json(response, { resource: server.url, authorization_servers: [authorization.issuer], scopes_supported: ['ledger:read', 'ledger:write'], ...options.metadata });
        return true;
      }
      const token = authorization.good.get((request.headers.authorization ?? '').replace(/^Bearer /, ''));
      const lacks = options.needs !== undefined && !token?.scope.split(' ').includes(options.needs);
      if (token?.resource === server.url && !lacks) return false;
      const scope = lacks && token ? options.needs : options.scope;
      response.writeHead(token && lacks ? 403 : 401, { 'www-authenticate': `Bearer ${lacks && token ? 'error="insufficient_scope", ' : ''}${scope === undefined ? '' : `scope="${scope}", `}resource_metadata="${server.origin}/.well-known/oauth-protected-resource/mcp"` }).end();
      return true;
    },
  });
  return server;
}
