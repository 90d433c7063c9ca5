import assert from 'node:assert/strict';
import * as path from 'node:path';
import { assess } from '../../../../src/core/assess.ts';
import { userFiles, workspaceFileAt } from '../../../../src/core/clients/clients.ts';
import type { ConfigFile } from '../../../../src/core/config/config-file.ts';
import { readConfigFile } from '../../../../src/core/config/read.ts';
import { noFacts } from '../../../../src/core/facts.ts';
import { render } from '../../../../src/core/text/message.ts';
import { shippedKnowledge } from '../../../../src/host/knowledge/shipped-knowledge.ts';

const known = shippedKnowledge(path.resolve(__dirname, '../../../../..'));
const own = userFiles({ platform: 'linux', home: '/home/you', env: {} });

const fetch = { command: 'uvx', args: ['mcp-server-fetch==2026.11.12'] };
const files = { command: 'npx', args: ['-y', '@modelcontextprotocol/server-filesystem@2.5.0', './notes'] };
const github = { url: 'https://api.githubcopilot.com/mcp/' };

function inFolder(servers: object): ConfigFile {
  return readConfigFile({ path: '/w/.cursor/mcp.json', root: '/w', known: workspaceFileAt('.cursor/mcp.json')!, live: true, content: { text: JSON.stringify({ mcpServers: servers }) } });
}

function ofUser(servers: object): ConfigFile {
  const full = '/home/you/.cursor/mcp.json';
  return readConfigFile({ path: full, known: own.find((one) => one.path === full)!, live: true, content: { text: JSON.stringify({ mcpServers: servers }) } });
}

const told = (...all: ConfigFile[]): string[] =>
  assess({ files: all, policy: { kind: 'none' }, facts: noFacts, known, lint: { audience: 'strict' }, now: '2026-11-21T00:00:00Z' })
    .findings.filter(({ ruleId }) => ruleId === 'exfiltration-path')
    .map(({ file, message }) => `${file}: ${render(message)}`);

describe('exfiltration-path', () => {
  it('names the path through several servers of one client', () => {
    assert.deepEqual(told(inFolder({ fetch, files })), [
      '/w/.cursor/mcp.json: In Cursor, `fetch` brings in text that others can write, `files` reads private data and `fetch` can send data out: a hidden instruction in the first can send the second away through the third. Use them apart, or restrict what they may reach.',
    ]);
  });

  it('is told at the folder’s server where the user has the rest, and of one server that has all three (the GitHub MCP incident of May 2025)', () => {
    assert.deepEqual(told(ofUser({ files }), inFolder({ fetch })).map((line) => line.slice(0, 20)), ['/w/.cursor/mcp.json:']);
    assert.match(told(inFolder({ github, notes: { command: 'npx', args: ['x@1.0.0'] } }))[0]!, /^\/w\/\.cursor\/mcp\.json: `github` brings in text that others can write, reads private data and can send data out/);
  });

  it('is not told where one of the three is missing, is off, is in another client, or is nothing the catalog knows', () => {
    assert.deepEqual(told(inFolder({ files, other: { command: 'npx', args: ['-y', 'mcp-server-fetch@1.0.0'] } })), []);
    assert.deepEqual(told(inFolder({ fetch, other: files.args })), []);
    assert.deepEqual(told(ofUser({ files }), readConfigFile({ path: '/w/.roo/mcp.json', root: '/w', known: workspaceFileAt('.roo/mcp.json')!, live: true, content: { text: JSON.stringify({ mcpServers: { fetch } }) } })), []);
    assert.deepEqual(told(readConfigFile({ path: '/w/.roo/mcp.json', root: '/w', known: workspaceFileAt('.roo/mcp.json')!, live: true, content: { text: JSON.stringify({ mcpServers: { fetch, files: { ...files, disabled: true } } }) } })), []);
  });

  it('takes a package from another registry, or one that other code can hide behind, for unknown', () => {
    assert.deepEqual(told(inFolder({ files, fetch: { ...fetch, env: { UV_INDEX_URL: 'https://packages.example/simple' } } })), []);
  });
});
