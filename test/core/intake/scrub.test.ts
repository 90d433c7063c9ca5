import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { prepare } from '../../../src/core/intake/prepare.ts';
import { usualLimits, windowsLimits } from '../../../src/core/intake/prepared.ts';
import { previewOf } from '../../../src/core/intake/preview.ts';
import { Scrub } from '../../../src/core/intake/scrub.ts';
import { intakeTargetSchema } from '../../../src/core/policy/intake-schema.ts';
import { filled, owned, requestOf } from './requests.ts';

const home = '/home/zoe-quill';
const root = '/home/zoe-quill/projects/quarterly-numbers';
const places = [{ folder: home, shown: '~' }, { folder: root, shown: '.' }];

describe('what leaves this machine', () => {
  it('names no folder of it', () => {
    const scrub = new Scrub({ platform: 'linux', places });
    const cases: [string, string][] = [
      [`${root}/tools/x.js`, './tools/x.js'],
      [`program:${home}/bin/ledger`, 'program:~/bin/ledger'],
      ['~/.claude.json#/projects/~1home~1zoe-quill~1projects~1quarterly-numbers/mcpServers/x', '~/.claude.json#/projects/./mcpServers/x'],
      ['/home/somebody/x.py', '~/x.py'],
      ['/Users/Some One/x.py', '~ One/x.py'],
      [String.raw`C:\Users\somebody\tools\x.exe`, String.raw`~\tools\x.exe`],
      [String.raw`D:\build\agent 1\x.exe`, '…/agent 1\\x.exe'],
      ['started from /opt/contoso/bin/ledger, daily', 'started from …/ledger, daily'],
      ['file:///srv/data/ledger.db', '…/ledger.db'],
      [['', 'root', '.config', 'x'].join('/'), '~/.config/x'],
      ['/var/folders/xy/T/x.sock', '…/x.sock'],
      // Not places of a machine.
      ['https://mcp.contoso.com/home/users/v1/mcp', 'https://mcp.contoso.com/home/users/v1/mcp'],
      ['.vscode/mcp.json#/servers/ledger', '.vscode/mcp.json#/servers/ledger'],
      ['reads /v1/accounts and read/write', 'reads /v1/accounts and read/write'],
      ['ghcr.io/contoso/usr/ledger:1', 'ghcr.io/contoso/usr/ledger:1'],
      ['pkg:npm/%40contoso/ledger-mcp@1.4.2', 'pkg:npm/%40contoso/ledger-mcp@1.4.2'],
      ['./tools/x.js', './tools/x.js'],
      ['', ''],
    ];
    for (const [given, wanted] of cases) assert.equal(scrub.text(given), wanted);
    assert.equal(scrub.masked, 0);
  });

  it('holds no credential, and says how many it left out', () => {
    const scrub = new Scrub({ platform: 'linux', places: [] });
    const value = scrub.value({
      a: 'token ghp_16C7e42F292c6912E7710c838347Ae178B4a',
      packageArguments: [{ type: 'named', name: '--api-key', value: 'hunter2' }, { type: 'named', name: '--api-key', value: '{key}' }],
      headers: [{ name: 'Authorization', value: 'Bearer {token}', isSecret: true }, { name: 'Authorization', value: 'Bearer b7Qw93kdZp02mm4T' }],
      url: 'https://mcp.contoso.com/mcp?key={key}',
      fileSha256: 'a'.repeat(60) + 'b0c1',
      fingerprint: `sha256:${'0123456789abcdef'.repeat(4)}`,
      identity: { auth: 'static-key' },
      password: 'swordfish-7',
      n: [1, null, true],
    });
    assert.deepEqual(value, {
      a: 'token •••',
      packageArguments: [{ type: 'named', name: '--api-key', value: '•••' }, { type: 'named', name: '--api-key', value: '{key}' }],
      headers: [{ name: 'Authorization', value: 'Bearer {token}', isSecret: true }, { name: 'Authorization', value: '•••' }],
      url: 'https://mcp.contoso.com/mcp?key={key}',
      fileSha256: 'a'.repeat(60) + 'b0c1',
      fingerprint: `sha256:${'0123456789abcdef'.repeat(4)}`,
      identity: { auth: 'static-key' },
      password: '•••',
      n: [1, null, true],
    });
    assert.equal(scrub.masked, 4);
  });

  const targets = [
    { kind: 'repository', url: 'https://github.com/contoso/registry' },
    { kind: 'repository', url: 'https://dev.azure.com/contoso/AI/_git/registry' },
    { kind: 'issue', url: 'https://gitlab.com/contoso/registry' },
    { kind: 'issue', url: 'https://dev.azure.com/contoso/AI' },
    { kind: 'post', url: 'https://intake.contoso.com/mcp' },
    { kind: 'api-center', environment: 'production', metadata: { purpose: 'purpose', args: '/packages/0/packageArguments' } },
    { kind: 'backstage' },
  ].map((target) => intakeTargetSchema.parse(target));

  it('never holds a secret of the declaration, or of the draft as somebody filled it in, nor the home folder', function () {
    this.timeout(60_000);
    const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'.split('');
    const secret = fc.oneof(
      fc.array(fc.constantFrom(...letters), { minLength: 36, maxLength: 36 }).map((all) => `ghp_${all.join('')}`),
      fc.array(fc.constantFrom(...letters), { minLength: 48, maxLength: 48 }).map((all) => `sk-ant-api03-${all.join('')}`),
    );
    const path = fc.constantFrom(`${root}/x`, `${home}/y`, '/home/zoe-quill/.ssh/id', '/home/zoe-quill');
    fc.assert(
      fc.property(secret, path, fc.constantFrom('env', 'header', 'argument', 'query', 'login', 'name', 'purpose', 'team', 'reason', 'command'), (planted, place, where) => {
        const entry =
          where === 'env' ? { command: 'npx', args: ['x@1.0.0', place], env: { K: planted } }
          : where === 'header' ? { type: 'http', url: 'https://x.example/mcp', headers: { Authorization: `Bearer ${planted}` } }
          : where === 'argument' ? { command: 'npx', args: ['x@1.0.0', '--api-key', planted, `--root=${place}`] }
          : where === 'query' ? { type: 'http', url: `https://x.example/mcp?k=${planted}` }
          : where === 'login' ? { type: 'http', url: `https://u:${planted}@x.example/mcp` }
          : where === 'command' ? { command: `${place}/server`, args: [planted], cwd: place }
          : { command: 'npx', args: ['x@1.0.0'] };
        const request = requestOf({
          entry,
          name: where === 'name' ? `x ${planted}` : `at ${place}`,
          evidence: [{ ...owned, source: `git log ${place}` }],
          places,
          ...(where === 'reason' && { exception: { until: '2030-01-01', reason: `because ${planted} in ${place}` } }),
          edited: filled({ purpose: `${where === 'purpose' ? planted : ''} reads ${place}/z`, 'owner.team': where === 'team' ? `team ${planted}` : `team ${place}`, 'review.note': place }),
        });
        for (const target of targets) {
          for (const limits of [usualLimits, windowsLimits]) {
            const prepared = prepare(target, request, { limits, version: '1.0.0' });
            const all = JSON.stringify(prepared) + (prepared.how === 'page' ? decodeURIComponent(prepared.url.replaceAll('+', ' ')) : '') + previewOf(prepared, request);
            assert.ok(!all.includes(planted), `${where}: ${target.kind} holds the secret`);
            assert.ok(!/zoe-quill|quarterly-numbers/.test(all), `${where}: ${target.kind} holds the folder`);
          }
        }
      }),
      { numRuns: 60 },
    );
  });
});
