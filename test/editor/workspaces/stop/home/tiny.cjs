// A small MCP server: answers what a client asks first, and says which process it is as long as it runs.
const fs = require('node:fs');
const path = require('node:path');
const readline = require('node:readline');

const file = path.join(__dirname, `tiny-${process.argv[2]}.pid`);
fs.writeFileSync(file, String(process.pid));
readline.createInterface({ input: process.stdin }).on('line', (line) => {
  const { id, method, params } = JSON.parse(line);
  if (id === undefined) return;
  const result = method === 'initialize' ? { protocolVersion: params.protocolVersion, capabilities: { tools: {} }, serverInfo: { name: 'tiny', version: '1.0.0' } } : method === 'tools/list' ? { tools: [] } : {};
  process.stdout.write(`${JSON.stringify({ jsonrpc: '2.0', id, result })}\n`);
}).on('close', () => process.exit(0));
