import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';

type Said = Readonly<Record<string, unknown>>;

/** A server of the older era by hand, all of whose answers can be something else. */
export interface HandWritten {
  /** Answers this method itself; true: it has. */
  readonly instead?: (method: string, response: ServerResponse, message: Said) => boolean;
}

export function handWritten({ instead }: HandWritten = {}): RequestListener {
  return (request, response) => {
    void body(request).then((text) => {
      if (request.method !== 'POST') return response.writeHead(405).end();
      const message = JSON.parse(text) as Said;
      const method = String(message['method']);
      if (instead?.(method, response, message)) return undefined;
      if (message['id'] === undefined) return response.writeHead(202).end();
      return json(response, answerTo(message));
    });
  };
}

/** What a small, honest server of the older era answers. */
export function answerTo({ id, method }: Said): Said {
  if (method === 'initialize') return { jsonrpc: '2.0', id, result: { protocolVersion: '2025-11-25', capabilities: { tools: {} }, serverInfo: { name: 'ledger', version: '1.0.0' } } };
  if (method === 'tools/list') return { jsonrpc: '2.0', id, result: { tools: [{ name: 'read_ledger', inputSchema: { type: 'object' } }] } };
  return { jsonrpc: '2.0', id, error: { code: -32_601, message: 'Method not found' } };
}

export function json(response: ServerResponse, message: unknown, status = 200): ServerResponse {
  return response.writeHead(status, { 'content-type': 'application/json' }).end(typeof message === 'string' ? message : JSON.stringify(message));
}

export async function body(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request as AsyncIterable<Buffer>) parts.push(part);
  return Buffer.concat(parts).toString('utf8');
}

/** Goes on until whoever listens goes away. */
export function pour(response: ServerResponse, chunk: string): void {
  const more = (): void => {
    while (!response.destroyed && response.write(chunk)) continue;
    if (!response.destroyed) response.once('drain', more);
  };
  more();
}
