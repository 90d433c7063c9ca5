import * as http from 'node:http';
import type { AddressInfo } from 'node:net';

/** What came in, as it came. */
export interface Received {
  readonly method: string;
  readonly url: string;
  readonly rawHeaders: readonly string[];
  readonly body: string;
}

export interface IntakeServer {
  readonly url: string;
  readonly received: Received[];
  answer: (request: Received, response: http.ServerResponse) => void;
  close(): Promise<void>;
}

/** An intake of an organisation, on this machine. */
export async function intakeServer(): Promise<IntakeServer> {
  const received: Received[] = [];
  const server = http.createServer((request, response) => {
    let body = '';
    request.on('data', (part: Buffer) => (body += part.toString('utf8')));
    request.on('end', () => {
      const one = { method: request.method!, url: request.url!, rawHeaders: request.rawHeaders, body };
      received.push(one);
      intake.answer(one, response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const intake: IntakeServer = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received,
    answer: (_, response) => response.writeHead(202, { 'content-type': 'application/json' }).end('{"url":"https://intake.contoso.com/requests/7","id":7,"status":"received"}'),
    close: () => new Promise((resolve) => { server.closeAllConnections(); server.close(() => resolve()); }),
  };
  return intake;
}
