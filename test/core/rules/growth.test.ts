import assert from 'node:assert/strict';
import { assess } from '../../../src/core/assess.ts';
import { userFiles, workspaceFileAt } from '../../../src/core/clients/clients.ts';
import { readPlace } from '../../../src/core/config/read-place.ts';
import { noFacts } from '../../../src/core/facts.ts';
import { render } from '../../../src/core/text/message.ts';
import { policyWith } from '../policy/subjects.ts';
import { shippedKnowledge } from './findings-of.ts';
import { largeFiles } from './large-files.ts';

const policy = { kind: 'ready', parts: [], policy: policyWith({ servers: [{ id: 'a', state: 'approved', match: [{ package: { type: 'npm', name: 'a', versions: ['1.0.0'] } }] }], gateway: { url: 'https://gateway.contoso.com/{host}' } }) } as const;
const lint = { audience: 'strict', ignores: [{ rule: 'unpinned-package', server: 's1', reason: 'known, and on its way out' }] } as const;
const user = userFiles({ platform: 'linux', home: '/home/ada', env: {} });

/** Seconds of work, which other programs of the machine do not add to; what is read is all that a report could show. */
async function work(texts: Readonly<Record<string, string>>): Promise<number> {
  const from = process.cpuUsage();
  const files = await Promise.all(
    Object.entries(texts).map(async ([name, text]) => {
      const known = name.startsWith('~') ? user.find(({ path }) => path === name.replace('~', '/home/ada'))! : workspaceFileAt(name)!;
      return readPlace({ path: name.startsWith('~') ? known.path : `/w/${name}`, ...(!name.startsWith('~') && { root: '/w' }), known, live: true, content: { text } });
    }),
  );
  const { findings } = assess({ files, policy, facts: noFacts, known: shippedKnowledge(), lint, now: '2026-11-21T00:00:00Z' });
  for (const { message, fixes, range } of findings) assert.ok(render(message) && fixes && range);
  return process.cpuUsage(from).user / 1e6;
}

/** Seconds below which a measurement is mostly noise: what takes no longer may grow as it likes. */
const tooShort = 0.03;

describe('all rules together take time that grows with the file, not with its square', () => {
  for (const [name, file] of Object.entries(largeFiles)) {
    it(name, async function () {
      this.timeout(120_000);
      const [small, large] = [file(5000), file(20_000)];
      // The square would be 16. What disturbs a measurement does not disturb three.
      let growth = Infinity;
      for (let attempt = 0; attempt < 3 && growth > 9; attempt++) {
        const before = Math.min(await work(small), await work(small));
        growth = (await work(large)) / Math.max(before, tooShort);
      }
      assert.ok(growth <= 9, `four times as much takes ${growth.toFixed(1)} times as long`);
    });
  }
});
