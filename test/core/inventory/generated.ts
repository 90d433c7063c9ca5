import * as fc from 'fast-check';
import type { Given } from './observed.ts';

/** Tokens in the formats of their issuers. */
const token = fc.constantFrom(
  'ghp_abcdefghijklmnopqrstuvwxyz0123456789', 'github_pat_11ABCDEFG0abcdefghijkl_mnopqrstuvwxyz', 'sk-ant-api03-abcdefghijklmnopqrstuvwxyz', 'sk-proj-abcdefghijklmnopqrstuvwxyz0123',
  'xoxb-123456789012-abcdefghijkl', 'AKIAIOSFODNN7ABCDEFG', 'glpat-abcdefghijklmnopqrst', 'hf_abcdefghijklmnopqrstuvwxyzabcdefgh', 'npm_abcdefghijklmnopqrstuvwxyz0123456789',
);
/** A text that may hold a token anywhere a person might put one. */
const held = fc.tuple(fc.constantFrom('', 'x ', 'Bearer ', '--token=', 'TOKEN=', '/srv/', 'https://mcp.example.com/', '@'), token, fc.constantFrom('', ' y', '/mcp', '@1.0.0')).map((parts) => parts.join(''));
const word = fc.oneof({ weight: 3, arbitrary: fc.constantFrom('-y', 'ok@1.0.0', '@contoso/ledger', '/home/ada/bin/x', './server.js', '${workspaceFolder}/a.js', '--api-key', 'https://mcp.example.com/mcp', '-e', '-c', 'run', '--registry') }, { weight: 1, arbitrary: held });
const command = fc.oneof(fc.constantFrom('npx', 'uvx', 'docker', 'node', 'bash', '/home/ada/bin/x', './tool'), held);
const server = fc.oneof(
  fc.record({ command, args: fc.array(word, { maxLength: 5 }), env: fc.dictionary(fc.constantFrom('TOKEN', 'PATH', 'ghp_abcdefghijklmnopqrstuvwxyz0123456789'), fc.oneof(token, fc.constant('${env:X}')), { maxKeys: 2 }), disabled: fc.boolean() }, { requiredKeys: ['command'] }),
  fc.record({ url: fc.oneof(fc.constantFrom('https://mcp.example.com/mcp', 'http://127.0.0.1:3000/', 'https://mcp.example.com/mcp?tenant=7'), held, token.map((t) => `https://mcp.example.com/mcp?key=${t}`)), headers: fc.dictionary(fc.constant('Authorization'), token, { maxKeys: 1 }) }, { requiredKeys: ['url'] }),
);
const name = fc.oneof(fc.constantFrom('ledger', 'weather', 'a|b', '\u202eevil'), held);
const given: fc.Arbitrary<Given> = fc.record({ path: fc.constantFrom('.vscode/mcp.json', '.cursor/mcp.json', '.mcp.json'), servers: fc.dictionary(name, server, { maxKeys: 4, noNullPrototype: true }), live: fc.boolean(), root: fc.constantFrom('/repo', '/other/repo') });
/** Config files, each of its own place. */
export const distinct = fc.uniqueArray(given, { maxLength: 4, selector: ({ path, root }) => `${root}/${path}` });

/** What must stand in no output. */
export const anyToken = /ghp_[a-z]{5}|github_pat_1|sk-ant-a|sk-proj-a|xoxb-1|AKIAI|glpat-a|hf_abc|npm_abc/;
