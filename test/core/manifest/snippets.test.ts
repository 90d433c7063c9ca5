import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { assess } from '../../../src/core/assess.ts';
import { assessManifest } from '../../../src/core/assess-manifest.ts';
import { workspaceFileAt } from '../../../src/core/clients/clients.ts';
import { readConfigFile } from '../../../src/core/config/read.ts';
import { noFacts } from '../../../src/core/facts.ts';
import { readPolicy } from '../../../src/core/policy/read.ts';
import { render } from '../../../src/core/text/message.ts';

interface Snippet {
  readonly prefix: string;
  readonly include: readonly string[];
  readonly body: readonly string[];
}

const file = path.resolve(__dirname, '../../../../media/snippets/mcp.code-snippets');
const snippets = Object.entries(JSON.parse(fs.readFileSync(file, 'utf8')) as Record<string, Snippet>);

/** What a snippet puts there if nothing is typed. */
function expanded({ body }: Snippet): string {
  return body
    .join('\n')
    .replace(/\$\{\d+\|([^,|]+)[^|]*\|\}/g, '$1')
    .replaceAll(/\$\{\d+:([^}]*)\}/g, '$1')
    .replace(/\$\{CURRENT_YEAR\}-\$\{CURRENT_MONTH\}-\$\{CURRENT_DATE\}/, '2026-11-21')
    .replace(/(?<!\\)\$\d/g, '')
    .replaceAll('\\$', '$');
}

describe('snippets', () => {
  for (const [name, snippet] of snippets) {
    it(`${name}: what it puts there is as it should be`, () => {
      const text = expanded(snippet);
      assert.ok(snippet.include.length > 0, 'it would be offered in every JSON file');
      if (snippet.include.includes('server.json')) {
        const told = assessManifest('/w/server.json', text.startsWith('{') ? text : `{ "name": "a/b", "description": "d", "version": "1.0.0", ${text} }`);
        assert.deepEqual(told.filter(({ severity }) => severity === 'error').map(({ message }) => render(message)), []);
      } else if (snippet.include.includes('mcp-policy.json')) {
        const entry = snippet.prefix === 'mcp-policy' ? text : `{ "policyVersion": 1, "serial": 1, "issuer": "c", "issuedAt": "2026-11-21T00:00:00Z", "defaults": { "unknown": "warn", "minIdentity": "version", "whenStale": "keep-last-then-warn" }, "servers": [${text}] }`;
        const { document, problems } = readPolicy(entry, '/p.json');
        assert.deepEqual(problems.map(({ message }) => render(message)), []);
        assert.equal(document?.servers.length, 1);
      } else {
        const content = { text: text.startsWith('{') ? text : `{ "servers": { ${text} } }` };
        const { findings, servers } = assess({ files: [readConfigFile({ path: '/w/.vscode/mcp.json', root: '/w', known: workspaceFileAt('.vscode/mcp.json')!, live: true, content })], policy: { kind: 'none' }, facts: noFacts, now: '2026-11-21T00:00:00Z' });
        assert.equal(servers.length, 1);
        assert.deepEqual(findings.map(({ message }) => render(message)), []);
      }
    });
  }
});
