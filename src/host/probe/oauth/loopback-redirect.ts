import * as http from 'node:http';
import type { AddressInfo } from 'node:net';
import { say } from '../../../core/text/message.ts';
import { ProbeFault } from '../probe-fault.ts';

const path = '/callback';
const headers = { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store', 'content-security-policy': "default-src 'none'", 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer', connection: 'close' };

/** Where the browser comes back to after a sign-in (RFC 8252 7.3): a port of this machine, for one request, and nobody else's. */
export interface LoopbackRedirect {
  readonly url: string;
  /** What came back. Rejects with a `ProbeFault` for an answer to something else. */
  readonly answer: Promise<URLSearchParams>;
  /** Nothing listens afterwards. Never throws. */
  close(): Promise<void>;
}

/**
 * @param state what the answer must repeat (RFC 6749 10.12): the first one that does not ends it, so that nobody can try
 * @throws ProbeFault when no port can be had
 */
export async function openRedirect(state: string): Promise<LoopbackRedirect> {
  let settle: (answer: URLSearchParams) => void = () => undefined;
  let fail: (fault: ProbeFault) => void = () => undefined;
  let answered = false;
  const answer = new Promise<URLSearchParams>((resolve, reject) => [settle, fail] = [resolve, reject]);
  answer.catch(() => undefined);
  const server = http.createServer({ requestTimeout: 10_000, headersTimeout: 10_000 }, (request, response) => {
    const told = (status: number, text: string): void => void response.writeHead(status, headers).end(text);
    const { port } = server.address() as AddressInfo;
    // Another name that leads here (DNS rebinding) is not the one that was registered.
    if (request.headers.host !== `127.0.0.1:${port}`) return told(400, 'Not here.\n');
    const url = new URL(request.url ?? '/', `http://127.0.0.1:${port}`);
    if (request.method !== 'GET' || url.pathname !== path) return told(404, 'Not here.\n');
    if (answered) return told(410, 'This sign-in is over.\n');
    answered = true;
    if (url.searchParams.getAll('state').length !== 1 || url.searchParams.get('state') !== state) {
      told(400, 'This is not the sign-in that was waited for. Nothing was taken over. You can close this page.\n');
      fail(new ProbeFault('unauthorized', say('What came back from the browser belongs to another sign-in (its `state` differs), so it was not taken. Try again; if it happens again, something else on this machine interferes.')));
      return;
    }
    told(200, url.searchParams.has('code') ? 'Thank you. MCP Roll Call goes on in its own window; you can close this page.\n' : 'Nobody was signed in. You can close this page and go back to MCP Roll Call.\n');
    settle(url.searchParams);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', () => reject(new ProbeFault('not-started', say('No port of this machine could be had for the browser to come back to after the sign-in.'))));
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`,
    answer,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeIdleConnections();
        // The page may still be on its way to the browser.
        setTimeout(() => server.closeAllConnections(), 500).unref();
      }),
  };
}
