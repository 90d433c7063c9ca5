import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { emptyCatalog } from '../../src/core/catalog/catalog.ts';
import type { Message } from '../../src/core/text/message.ts';
import { placesOfFolder } from '../../src/host/files/places.ts';
import { readContent } from '../../src/host/files/read-content.ts';
import { InventoryKeeper } from '../../src/live/inventory-keeper.ts';
import { RollCall } from '../../src/live/roll-call.ts';
import { tempFolder } from '../files/temp.ts';

const config = (...names: string[]): string => JSON.stringify({ servers: Object.fromEntries(names.map((name) => [name, { command: 'npx', args: ['-y', `${name}@1.0.0`] }])) });

describe('the inventory of a window', () => {
  let temp: ReturnType<typeof tempFolder>;
  let rollCall: RollCall;
  let keeper: InventoryKeeper;
  let file: string;
  let loads: number;
  let unsaved: string[];
  let failures: unknown[];
  let now: string;
  const stored = (): string[] => {
    const place = path.join(temp.folder, 'state', 'inventory.json');
    if (!fs.existsSync(place)) return [];
    return (JSON.parse(fs.readFileSync(place, 'utf8')) as { value: { rows: { id: string }[] } }).value.rows.map(({ id }) => id);
  };
  const shown = async (): Promise<string[]> => (await keeper.inventory(await rollCall.settled())).rows.map(({ id, state }) => `${id} ${state}`);

  beforeEach(async () => {
    temp = tempFolder();
    loads = 0;
    unsaved = [];
    failures = [];
    now = '2026-11-21T10:00:00.000Z';
    const folder = path.join(temp.folder, 'w');
    file = temp.write('w/.vscode/mcp.json', config('a', 'b'));
    rollCall = new RollCall({
      delay: 1,
      places: () => Promise.resolve(placesOfFolder(folder).places),
      read: (place) => Promise.resolve(readContent(place)),
      facts: () => Promise.resolve({ locked: new Map(), installed: new Map(), registries: new Map() }),
      policy: () => Promise.resolve({ kind: 'none' }),
      packagesOf: () => [],
      now: () => now,
      failed: (error) => failures.push(error),
    });
    keeper = new InventoryKeeper(rollCall, {
      tools: async () => {
        loads++;
        return import('../../src/host/inventory/inventory-tools.ts');
      },
      environment: { platform: 'linux', home: temp.folder, env: { MCP_ROLL_CALL_STATE: path.join(temp.folder, 'state') } },
      folders: () => [folder],
      registrations: () => 'mcp-registrations',
      catalog: () => emptyCatalog,
      unsaved: () => unsaved,
      now: () => now,
      delay: 20,
      failed: (error) => failures.push(error),
      cannotRemember: (reason) => failures.push(reason),
    });
    rollCall.configure([folder]);
    await rollCall.settled();
  });
  afterEach(() => {
    keeper.dispose();
    rollCall.dispose();
    temp.remove();
    assert.deepEqual(failures, []);
  });

  it('is remembered a while after an assessment, and loads nothing before', async () => {
    assert.deepEqual([loads, stored()], [0, []]);
    await new Promise((resolve) => setTimeout(resolve, 100));
    await keeper.remembered();
    assert.deepEqual(stored(), ['pkg:npm/a', 'pkg:npm/b']);
  });

  it('shows what went since it was remembered', async () => {
    await keeper.remembered();
    fs.writeFileSync(file, config('a'));
    rollCall.touched(file);
    assert.deepEqual(await shown(), ['pkg:npm/a active', 'pkg:npm/b gone']);
  });

  it('shows what is typed, and does not remember it until it is saved', async () => {
    await keeper.remembered();
    unsaved = [file];
    rollCall.edited(file, config('a', 'typing'), undefined);
    assert.deepEqual(await shown(), ['pkg:npm/a active', 'pkg:npm/b active', 'pkg:npm/typing active']);
    await keeper.remembered();
    assert.deepEqual(stored(), ['pkg:npm/a', 'pkg:npm/b']);
    unsaved = [];
    await keeper.remembered();
    assert.deepEqual(stored(), ['pkg:npm/a', 'pkg:npm/b', 'pkg:npm/typing']);
  });

  it('keeps when a row was first seen, and when its launch changed', async () => {
    await keeper.remembered();
    now = '2026-11-22T10:00:00.000Z';
    fs.writeFileSync(file, config('a').replace('a@1.0.0', 'a@2.0.0'));
    rollCall.touched(file);
    await rollCall.settled();
    await keeper.remembered();
    now = '2026-11-23T10:00:00.000Z';
    const [a] = (await keeper.inventory()).rows;
    assert.deepEqual([a!.firstSeen, a!.lastSeen, a!.lastChange], ['2026-11-21T10:00:00.000Z', '2026-11-23T10:00:00.000Z', '2026-11-22T10:00:00.000Z']);
  });

  it('says that nothing can be remembered, and is shown all the same', async () => {
    temp.write('state', 'a file where the folder should be');
    await keeper.remembered();
    assert.equal(failures.length, 1);
    assert.match((failures[0] as Message).template, /could not be written/);
    failures = [];
    const { rows, notes } = await keeper.inventory();
    assert.deepEqual([rows.map(({ id }) => id), notes.map(({ template }) => template)], [['pkg:npm/a', 'pkg:npm/b'], ['{file} could not be read ({code})']]);
  });
});
