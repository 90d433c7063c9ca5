import assert from 'node:assert/strict';
import { assessFile } from '../../../src/core/assess-file.ts';
import { knownPathAt } from '../../../src/core/clients/clients.ts';
import { readConfigFile } from '../../../src/core/config/read.ts';
import { noFacts } from '../../../src/core/facts.ts';

describe('what is said of a server', () => {
  const entry = { command: 'npx', args: ['-y', 'tool'], env: { API_KEY: 'b7Qw93kdZp02mm4TxY' } };
  const rows: [string, string, object, boolean, string[]][] = [
    ['is on, in a live file', '.roo/mcp.json', entry, true, ['literal-secret', 'unpinned-package']],
    ['is off', '.roo/mcp.json', { ...entry, disabled: true }, true, ['literal-secret']],
    ['stands where its client takes none from', '.claude/settings.json', entry, true, ['literal-secret']],
    ['is said to be off where that does nothing', '.cursor/mcp.json', { ...entry, disabled: true }, true, ['disabled-in-vain', 'literal-secret', 'unpinned-package']],
    ['lies in a file that nobody reads', '.roo/mcp.json', entry, false, ['literal-secret']],
  ];
  for (const [what, path, server, live, expected] of rows) {
    it(`that ${what}`, () => {
      const text = JSON.stringify({ mcpServers: { x: server } });
      const file = readConfigFile({ path: `/repo/${path}`, root: '/repo', known: knownPathAt(path)!.known, live, content: { text } });
      const { findings } = assessFile(file, { policy: { kind: 'none' }, facts: noFacts, now: '2026-11-21T00:00:00Z' });
      assert.deepEqual(findings.map(({ ruleId }) => ruleId).toSorted((a, b) => (a < b ? -1 : 1)), expected);
    });
  }
});
