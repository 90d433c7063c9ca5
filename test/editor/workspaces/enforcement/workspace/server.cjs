// A server that leaves a trace that it was started, and has one tool that does nothing.
const fs = require('node:fs');
const path = require('node:path');
const readline = require('node:readline');

fs.writeFileSync(path.join(__dirname, `${process.argv[2]}.started`), '');
readline.createInterface({ input: process.stdin }).on('line', (line) => {
  const { id, method, params } = JSON.parse(line);
  if (id === undefined) return;
  const results = {
    initialize: { protocolVersion: params?.protocolVersion, capabilities: { tools: {} }, serverInfo: { name: process.argv[2], version: '1.0.0' } },
    'tools/list': { tools: [{ name: 'nothing', inputSchema: { type: 'object' } }] },
  };
  process.stdout.write(`${JSON.stringify({ jsonrpc: '2.0', id, result: results[method] ?? {} })}\n`);
});
