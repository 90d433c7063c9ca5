// Servers over HTTP for tests, on the official SDK's both lines, in this process, on a port of this machine that nobody chose.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { toNodeHandler } from '@modelcontextprotocol/node';
import { Server as ServerV1 } from '@modelcontextprotocol/sdk/server/index.js';
import { SSEServerTransport } from '@modelcontextprotocol/sdk/server/sse.js';
import { StreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/streamableHttp.js';
import { ListPromptsRequestSchema, ListResourceTemplatesRequestSchema, ListToolsRequestSchema } from '@modelcontextprotocol/sdk/types.js';
import { createMcpHandler, Server as ServerV2 } from '@modelcontextprotocol/server';
import { randomUUID } from 'node:crypto';
import { serve, type TestServer } from '../policy-host/server.ts';
import { capabilitiesOf, infoOf, pageOf } from './said.ts';
import { usualTools, type Item, type VoiceOptions } from './voice.ts';

export interface HttpVoiceOptions extends Pick<VoiceOptions, 'era' | 'name' | 'instructions' | 'tools' | 'prompts' | 'resourceTemplates' | 'pageSize'> {
  /** `v2` (the default), `v1` with a session, `v1-stateless`, or HTTP+SSE on v1. */
  readonly line?: 'v2' | 'v1' | 'v1-stateless' | 'sse';
  /** Other tools once the list was asked for so often. */
  readonly after?: { readonly lists: number; readonly tools: readonly Item[] };
  /** Answers JSON instead of a stream of events. */
  readonly json?: true;
  /** Asked before anything else; true: it has answered. */
  readonly before?: (request: IncomingMessage, response: ServerResponse) => boolean;
  readonly tls?: { readonly key: string; readonly cert: string };
}

export interface HttpVoice extends TestServer {
  readonly url: string;
  /** Sessions that are still open. */
  readonly sessions: ReadonlySet<string>;
}

/** Starts one. Its path is `/mcp`, of HTTP+SSE `/sse`. */
export async function httpVoice(options: HttpVoiceOptions = {}): Promise<HttpVoice> {
  const { line, ...said } = options;
  let lists = 0;
  const sessions = new Map<string, { handleRequest(request: IncomingMessage, response: ServerResponse): Promise<void> }>();
  const sse = new Map<string, SSEServerTransport>();
  const told = { capabilities: capabilitiesOf(said), ...(options.instructions !== undefined && { instructions: options.instructions }) };
  const toolsPage = (cursor: unknown): { tools: never[]; nextCursor?: string } => {
    if (cursor === undefined) lists++;
    const tools = options.after && lists > options.after.lists ? options.after.tools : (options.tools ?? usualTools);
    const { items, nextCursor } = pageOf(tools, options.pageSize, cursor);
    return { tools: items as never[], ...(nextCursor !== undefined && { nextCursor }) };
  };
  const v1 = (): ServerV1 => {
    const server = new ServerV1(infoOf(said), told);
    server.setRequestHandler(ListToolsRequestSchema, ({ params }) => toolsPage(params?.cursor));
    if (options.prompts) server.setRequestHandler(ListPromptsRequestSchema, () => ({ prompts: options.prompts as never[] }));
    if (options.resourceTemplates) server.setRequestHandler(ListResourceTemplatesRequestSchema, () => ({ resourceTemplates: options.resourceTemplates as never[] }));
    return server;
  };
  const v2 = (): ServerV2 => {
    const server = new ServerV2(infoOf(said), told);
    server.setRequestHandler('tools/list', ({ params }) => toolsPage(params?.cursor));
    if (options.prompts) server.setRequestHandler('prompts/list', () => ({ prompts: options.prompts as never[] }));
    if (options.resourceTemplates) server.setRequestHandler('resources/templates/list', () => ({ resourceTemplates: options.resourceTemplates as never[] }));
    return server;
  };
  const modern = toNodeHandler(createMcpHandler(v2, { legacy: options.era === 'discover' ? 'reject' : 'stateless' }));

  const streamable = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const known = sessions.get(String(request.headers['mcp-session-id']));
    if (known) return known.handleRequest(request, response);
    const transport = new StreamableHTTPServerTransport({
      ...(line === 'v1' && { sessionIdGenerator: randomUUID, onsessioninitialized: (id) => void sessions.set(id, transport), onsessionclosed: (id) => void sessions.delete(id) }),
      ...(options.json && { enableJsonResponse: true }),
    });
    await v1().connect(transport as never);
    return transport.handleRequest(request, response);
  };
  const events = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const url = new URL(request.url ?? '/', 'http://here');
    if (request.method === 'GET' && url.pathname === '/sse') {
      const transport = new SSEServerTransport('/messages', response);
      sse.set(transport.sessionId, transport);
      response.on('close', () => sse.delete(transport.sessionId));
      return v1().connect(transport as never);
    }
    const transport = sse.get(url.searchParams.get('sessionId') ?? '');
    if (request.method === 'POST' && url.pathname === '/messages' && transport) return transport.handlePostMessage(request, response);
    response.writeHead(url.pathname === '/sse' ? 405 : 404).end();
  };

  const served = await serve((request, response) => {
    if (options.before?.(request, response)) return;
    if (line === 'sse') void events(request, response);
    else if (line === 'v1' || line === 'v1-stateless') void streamable(request, response);
    else void modern(request as Parameters<typeof modern>[0], response);
  }, options.tls);
  return Object.assign(served, { url: `${served.origin}${line === 'sse' ? '/sse' : '/mcp'}`, sessions: { has: (id: string) => sessions.has(id), get size() { return sessions.size; } } as ReadonlySet<string> });
}
