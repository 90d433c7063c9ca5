import assert from 'node:assert/strict';
import fc from 'fast-check';
import { assessFile } from '../../../src/core/assess-file.ts';
import { userFiles } from '../../../src/core/clients/clients.ts';
import { readPlace } from '../../../src/core/config/read-place.ts';
import { noFacts } from '../../../src/core/facts.ts';
import { describeIdentity } from '../../../src/core/identity/describe.ts';
import { render } from '../../../src/core/text/message.ts';

const known = userFiles({ platform: 'linux', home: '/home/ada', env: {} }).find(({ path }) => path.endsWith('/.docker/mcp/registry.yaml'))!;
const registry = 'registry:\n  duckduckgo:\n    ref: ""\n  docs:\n    ref: ""\n';
const digest = 'sha256:68eb20db6109f5c312a695fc5ec3386ad15d93ffb765a0b4eb1baf4328dec14f';

async function servers(text: string, ...catalogs: string[]) {
  const file = await readPlace({ path: '/home/ada/.docker/mcp/registry.yaml', known, live: true, content: { text, catalogs: catalogs.map((catalog, i) => ({ path: `/c${i}.yaml`, text: catalog })) } });
  return assessFile(file, { policy: { kind: 'none' }, facts: noFacts, now: '2026-11-21T00:00:00Z' });
}
const shown = async (text: string, ...catalogs: string[]): Promise<string[]> =>
  (await servers(text, ...catalogs)).servers.map(({ declaration, identity }) => `${declaration.name}: ${declaration.ambiguity ? render(declaration.ambiguity) : describeIdentity(identity)}`);

describe('servers behind Docker’s gateway', () => {
  it('are those its registry names, as its catalog defines them', async () => {
    const catalog = `name: docker-mcp\nregistry:\n  ais-fleet:\n    type: server\n    image: mcp/other:1\n  # a comment\n  "duckduckgo":\n    description: Search\n    type: server\n    image: mcp/duckduckgo@${digest}\n    secrets:\n      - name: duckduckgo.key\n        env: DDG_KEY\n  docs:\n    type: remote\n    remote:\n      transport_type: sse\n      url: https://docs.example.com/sse\n`;
    assert.deepEqual(await shown(registry, catalog), [`duckduckgo: container image docker.io/mcp/duckduckgo@${digest}`, 'docs: https://docs.example.com/sse']);
    const [first] = (await servers(registry, catalog)).servers;
    assert.deepEqual(first!.declaration.env.map(({ name }) => name), ['DDG_KEY']);
    assert.deepEqual(first!.declaration.range.start, { line: 1, character: 2 });
  });

  const untold: [string, string[], string][] = [
    ['no catalog', [], 'no catalog of Docker’s gateway that can be read says what it starts'],
    ['none that defines it', ['registry:\n  x:\n    image: a\n'], 'no catalog of Docker’s gateway that can be read says what it starts'],
    ['two that define it', ['registry:\n  duckduckgo:\n    image: a\n', 'registry:\n  duckduckgo:\n    image: b\n'], 'it is defined more than once in the catalogs of Docker’s gateway'],
    ['one that defines it twice', ['registry:\n  duckduckgo:\n    image: a\n  duckduckgo:\n    image: b\n'], 'it is defined more than once in the catalogs of Docker’s gateway'],
    ['one in another place', ['duckduckgo:\n  image: a\nregistry:\n  x:\n    duckduckgo:\n      image: a\n'], 'no catalog of Docker’s gateway that can be read says what it starts'],
    ['a damaged one', ['registry:\n  duckduckgo:\n    image: [a\n'], 'its entry in the catalog of Docker’s gateway cannot be read'],
    ['a container for each call', ['registry:\n  duckduckgo:\n    type: poci\n    image: a\n'], 'its tools are containers of their own, one for each call'],
    ['a command that is no list', ['registry:\n  duckduckgo:\n    image: a\n    command: x\n'], 'its entry in the catalog of Docker’s gateway cannot be read'],
  ];
  for (const [name, catalogs, expected] of untold) {
    it(`cannot be told with ${name}`, async () => assert.equal((await shown('registry:\n  duckduckgo: {ref: ""}\n', ...catalogs))[0], `duckduckgo: ${expected}`));
  }

  it('are offered no fix, since no edit of the registry could make it', async () => {
    const { findings } = await servers(registry, 'registry:\n  duckduckgo:\n    image: mcp/duckduckgo\n');
    assert.deepEqual(findings.map(({ ruleId, fixes }) => [ruleId, fixes.length]), [['unpinned-package', 0], ['ambiguous-entry', 0]]);
  });

  it('never make reading throw, whatever a catalog holds', async () => {
    const line = fc.constantFrom('registry:', '  duckduckgo:', '  "duckduckgo":', '    image: a', '    image: [', '\t', '  - x', '    command:', '      - {{x}}', 'a: &a *a', "  'duckduckgo' :", '---', '');
    await fc.assert(fc.asyncProperty(fc.array(line, { maxLength: 12 }), async (lines) => assert.equal((await servers(registry, lines.join('\n'))).servers.length, 2)), { numRuns: 300 });
  });
});
