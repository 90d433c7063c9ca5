import assert from 'node:assert/strict';
import * as path from 'node:path';
import fc from 'fast-check';
import manifest from '../../package.json';
import { assessAll } from '../../src/cli/assess-files.ts';
import { filesOfFolder } from '../../src/core/places/files-of-folder.ts';
import { approves } from '../../src/core/policy/verdict.ts';
import { tempFolder } from '../files/temp.ts';

/** The organisation's, outside of every workspace: one package, one address, nothing by name. */
const organisation = {
  policyVersion: 1, serial: 5, issuer: 'Contoso', issuedAt: '2026-11-20T09:00:00Z',
  servers: [
    { id: 'ledger', state: 'approved', match: [{ package: { type: 'npm', name: '@contoso/ledger-mcp', versions: ['1.4.2'] } }] },
    { id: 'docs', state: 'approved', match: [{ url: { host: 'mcp.contoso.com', path: '/mcp' } }] },
    { id: 'evil', state: 'denied', match: [{ package: { type: 'npm', name: 'evil' } }] },
  ],
};

/** A policy that a repository would like to be held against. */
const own = JSON.stringify({ ...organisation, serial: 99, defaults: { unknown: 'info', minIdentity: 'name', whenStale: 'keep-last-then-warn' }, servers: [...['ledger', 'docs', 'other', 'evil', 'floating'].map((name) => ({ id: name, state: 'approved', match: [{ serverName: name }] })), { id: 'all', state: 'approved', match: [{ serverUrl: 'https://*/*' }] }] });

const servers = fc.dictionary(
  fc.constantFrom('ledger', 'docs', 'other', 'evil', 'floating'),
  fc.constantFrom<object>(
    { command: 'npx', args: ['-y', '@contoso/ledger-mcp@1.4.2'] },
    { command: 'npx', args: ['-y', '@contoso/ledger-mcp'] },
    { command: 'npx', args: ['@contoso/ledger-mcp@1.4.1'] },
    { type: 'http', url: 'https://mcp.contoso.com/mcp' },
    { type: 'http', url: 'https://mcp.contoso.com/other' },
    { command: 'npx', args: ['-y', 'evil@1.0.0'] },
    { command: 'uvx', args: ['other==1.0.0'] },
    { command: 'node', args: ['server.js'] },
    { command: 'sh', args: ['-c', 'npx evil'] },
    { command: '${env:RUNNER}', args: ['@contoso/ledger-mcp@1.4.2'] },
  ),
  { minKeys: 1, maxKeys: 4 },
);

/** What a repository may hold beside its config files to talk itself through: settings of ours, policies, locks, stubs, comments, links' texts. */
const settings = JSON.stringify(Object.fromEntries(Object.keys(manifest.contributes.configuration.properties).flatMap((name) => ['policy.json', true, ['policy.json'], { all: 'off' }].map((value) => [name, value]))));
const contents = fc.oneof(
  fc.constantFrom(own, settings, '', '{', '{}', '[]', JSON.stringify({ servers: {} }), JSON.stringify({ mcpServers: { evil: { command: 'npx', args: ['@contoso/ledger-mcp@1.4.2'] } } })),
  fc.constantFrom('registry=https://registry.example/\n', 'MCP_ROLL_CALL_POLICY=./policy.json\nRUNNER=npx\n', '// roll-call-ignore not-approved: all is well here\n{}', '{"lockfileVersion":3,"packages":{"":{"dependencies":{"@contoso/ledger-mcp":"*"}},"node_modules/@contoso/ledger-mcp":{"version":"1.4.2"}}}'),
  fc.constantFrom('{"name":"@contoso/ledger-mcp","version":"1.4.2"}', '{"$schema":"x","name":"io.github.me/ledger","version":"1.0.0","_meta":{"io.github.mcp-roll-call/contract":{"state":"approved","approved":true}}}', '{"format":"mcp-roll-call/accepted-launches","version":1,"value":{}}'),
  servers.map((some) => JSON.stringify({ servers: some, mcpServers: some })),
);
const paths = fc.constantFrom(
  ...filesOfFolder.map((file) => file.path).filter((file) => !file.includes('*')),
  'policy.json', 'mcp-policy.json', '.mcp-roll-call/policy.json', '.mcp-roll-call/settings.json', 'mcp-roll-call.json', 'etc/mcp-roll-call/policy.json',
  '.vscode/settings.json', '.npmrc', '.env', 'package-lock.json', 'package.json', 'pnpm-lock.yaml', 'server.json', 'mcp-registrations/ledger.server.json',
  'node_modules/@contoso/ledger-mcp/package.json', '.git/config', 'launches.json', 'CODEOWNERS', 'sub/.vscode/mcp.json', 'sub/package.json',
);

describe('a workspace', function () {
  this.timeout(120_000);

  it('property: nothing that is added to it brings an approval to a server, or takes a denial away', async () => {
    const temp = tempFolder();
    const policy = temp.write('policy.json', JSON.stringify(organisation));
    let n = 0;
    const verdicts = async (files: readonly (readonly [string, string])[]): Promise<ReadonlyMap<string, { approved: boolean; denied: boolean }>> => {
      const root = `w${n++}`;
      // The declarations themselves are written last: they are what is asked about.
      for (const [file, text] of files) {
        try {
          temp.write(`${root}/${file}`, text);
        } catch {
          // One file's name is another's folder.
        }
      }
      const { assessment } = await assessAll([path.join(temp.folder, root)], { policy, user: false });
      const asked = path.join(temp.folder, root, '.vscode', 'mcp.json');
      return new Map(assessment.servers.filter(({ file }) => file.path === asked).map(({ declaration, verdict }) => [declaration.name, { approved: approves(verdict), denied: verdict.state === 'denied' }]));
    };
    let approvedOnes = 0;
    try {
      await fc.assert(
        fc.asyncProperty(servers, fc.array(fc.tuple(paths, contents), { minLength: 1, maxLength: 6 }), async (declared, more) => {
          const config = ['.vscode/mcp.json', JSON.stringify({ servers: declared })] as const;
          const alone = await verdicts([config]);
          const crowded = await verdicts([...more.filter(([file]) => file !== config[0]), config]);
          assert.deepEqual([...crowded.keys()], [...alone.keys()]);
          for (const [name, { approved, denied }] of alone) {
            if (approved) approvedOnes++;
            else assert.ok(!crowded.get(name)!.approved, `${name} is approved`);
            if (denied) assert.ok(crowded.get(name)!.denied, `${name} is not denied any more`);
          }
        }),
        { numRuns: 150 },
      );
    } finally {
      temp.remove();
    }
    assert.ok(approvedOnes > 20, `only ${approvedOnes} approved servers were tried`);
  });
});
