// A server in the words of the protocol, one JSON message in a line; its tools stand in voice.json, which a test changes.
import fs from 'node:fs';
import { createInterface } from 'node:readline';

const { instructions, tools } = JSON.parse(fs.readFileSync(new URL('./voice.json', import.meta.url), 'utf8'));

const results = {
  initialize: ({ protocolVersion }) => ({ protocolVersion, capabilities: { tools: {} }, serverInfo: { name: 'contoso-ledger', title: 'Contoso Ledger', version: '1.4.2' }, instructions }),
  'tools/list': () => ({ tools }),
  ping: () => ({}),
};

createInterface({ input: process.stdin }).on('line', (line) => {
  const { id, method, params = {} } = JSON.parse(line);
  if (id === undefined) return;
  const make = results[method];
  const answer = make ? { result: make(params) } : { error: { code: -32601, message: `No method ${method}` } };
  process.stdout.write(`${JSON.stringify({ jsonrpc: '2.0', id, ...answer })}\n`);
});
