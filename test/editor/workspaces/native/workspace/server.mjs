// A server of one tool, `<name>_greet`, in the words of the protocol: one JSON message in a line.
import { createInterface } from 'node:readline';

const name = process.argv[2] ?? 'server';

const results = {
  initialize: ({ protocolVersion }) => ({ protocolVersion, capabilities: { tools: {} }, serverInfo: { name, version: '1.0.0' } }),
  'tools/list': () => ({ tools: [{ name: `${name}_greet`, description: 'Says hello.', inputSchema: { type: 'object' } }] }),
  ping: () => ({}),
};

createInterface({ input: process.stdin }).on('line', (line) => {
  const { id, method, params = {} } = JSON.parse(line);
  if (id === undefined) return;
  const make = results[method];
  const answer = make ? { result: make(params) } : { error: { code: -32601, message: `No method ${method}` } };
  process.stdout.write(`${JSON.stringify({ jsonrpc: '2.0', id, ...answer })}\n`);
});
