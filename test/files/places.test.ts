import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { userFiles } from '../../src/core/clients/clients.ts';
import { readConfigFile } from '../../src/core/config/read.ts';
import { placeOfNamedFile } from '../../src/host/files/named-file.ts';
import { placesOfFolder, placesOfUser } from '../../src/host/files/places.ts';
import { readContent } from '../../src/host/files/read-content.ts';
import { tempFolder } from './temp.ts';

describe('places of config files', () => {
  let temp: ReturnType<typeof tempFolder>;
  beforeEach(() => {
    temp = tempFolder();
  });
  afterEach(() => temp.remove());
  const user = () => placesOfUser(userFiles({ platform: 'linux', home: temp.folder, env: {} })).places;
  const relative = (files: readonly { path: string }[]): string[] => files.map((place) => path.relative(temp.folder, place.path).replaceAll('\\', '/'));

  it('are the same in every folder: every client’s, and the `.env` files that may send one elsewhere', () => {
    const places = relative(placesOfFolder(temp.folder).places);
    for (const file of ['.vscode/mcp.json', '.mcp.json', '.cursor/mcp.json', '.env', '.gemini/.env']) assert.ok(places.includes(file), file);
  });

  it('of the user: a pattern stands for what is there, and for itself where nothing is', () => {
    fs.mkdirSync(path.join(temp.folder, '.config/Code/User/profiles/-1a2b'), { recursive: true });
    fs.mkdirSync(path.join(temp.folder, '.config/Code/User/profiles/team'), { recursive: true });
    temp.write('.config/Code/User/profiles/not-a-folder', '');
    const places = relative(user());
    assert.deepEqual(
      places.filter((place) => place.startsWith('.config/Code/') && place.endsWith('/mcp.json')),
      ['.config/Code/User/mcp.json', '.config/Code/User/profiles/-1a2b/mcp.json', '.config/Code/User/profiles/team/mcp.json'],
    );
    assert.ok(places.includes('.config/VSCodium/User/profiles/*/mcp.json'));
    assert.ok(places.includes('.claude.json') && places.includes('.cursor/mcp.json'));
  });

  it('named by a person: a known place, a user’s file, or any other, whose servers are found under any client’s key', () => {
    const nested = placeOfNamedFile(path.join(temp.folder, 'a/.vscode/mcp.json'), user());
    assert.deepEqual([nested.root, nested.known.spelling, nested.live], [path.join(temp.folder, 'a'), 'vscode', true]);
    const own = placeOfNamedFile(path.join(temp.folder, '.cursor/mcp.json'), user());
    assert.deepEqual([own.root, own.known.scope], [undefined, 'user']);
    for (const text of ['{"servers":{"x":{"command":"a"}}}', '{"mcpServers":{"x":{"command":"a"}}}', '{"mcp":{"servers":{"x":{"command":"a"}}}}', '{"x":{"command":"a"}}']) {
      const place = placeOfNamedFile(temp.write('some-config.json', text), user());
      const file = readConfigFile({ ...place, content: readContent(place) });
      assert.deepEqual([file.clients, file.live, file.declarations.map(({ name }) => name)], [[], true, ['x']], text);
    }
  });
});
