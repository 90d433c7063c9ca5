import assert from 'node:assert/strict';
import * as path from 'node:path';
import { assess } from '../../../src/core/assess.ts';
import { workspaceFileAt } from '../../../src/core/clients/clients.ts';
import { readConfigFile } from '../../../src/core/config/read.ts';
import { noFacts } from '../../../src/core/facts.ts';
import { render } from '../../../src/core/text/message.ts';
import { shippedKnowledge } from '../../../src/host/knowledge/shipped-knowledge.ts';
import { cleanFiles } from './clean.ts';

describe('five hundred clean servers', () => {
  const known = shippedKnowledge(path.resolve(__dirname, '../../../..'));
  for (const { path: name, text, servers } of cleanFiles()) {
    it(`give no finding at all: ${name}`, () => {
      const file = readConfigFile({ path: `/w/${name}`, root: '/w', known: workspaceFileAt(name)!, live: true, content: { text } });
      const assessment = assess({ files: [file], policy: { kind: 'none' }, facts: noFacts, known, now: '2026-11-21T00:00:00Z' });
      assert.equal(assessment.servers.length, servers);
      assert.deepEqual(assessment.findings.map(({ ruleId, message }) => `${ruleId}: ${render(message)}`), []);
    });
  }
});
