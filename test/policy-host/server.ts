import * as http from 'node:http';
import * as https from 'node:https';
import type { AddressInfo } from 'node:net';

/** A server on this machine that tests talk to, over a real connection. */
export interface TestServer {
  /** Without a slash at the end. */
  readonly origin: string;
  /** Every request so far, as `GET /path`, with its headers. */
  readonly asked: { readonly line: string; readonly headers: http.IncomingHttpHeaders }[];
  /** What it answers from now on. */
  answer: http.RequestListener;
  close(): Promise<void>;
}

/** @param tls the certificate of an https server; plain http if not given */
export async function serve(answer: http.RequestListener, tls?: { readonly key: string; readonly cert: string }): Promise<TestServer> {
  const listener: http.RequestListener = (request, response) => {
    served.asked.push({ line: `${request.method} ${request.url}`, headers: request.headers });
    served.answer(request, response);
  };
  const server = tls ? https.createServer(tls, listener) : http.createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const served: TestServer = {
    origin: tls ? `https://localhost:${port}` : `http://127.0.0.1:${port}`,
    asked: [],
    answer,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return served;
}
