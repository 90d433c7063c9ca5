import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { knownPathAt } from '../../src/core/clients/clients.ts';
import { readLoaded } from '../../src/core/config/read-place.ts';
import { placesNamedBy } from '../../src/host/files/named-by-plugin.ts';
import { readContent } from '../../src/host/files/read-content.ts';
import { tempFolder } from './temp.ts';

describe('files that a plugin names for its servers', () => {
  let temp: ReturnType<typeof tempFolder>;
  beforeEach(() => {
    temp = tempFolder();
  });
  afterEach(() => temp.remove());
  const named = (servers: unknown) => {
    const place = '.claude-plugin/plugin.json';
    const text = JSON.stringify({ name: 'p', mcpServers: servers });
    return placesNamedBy(readLoaded({ path: temp.write(`p/${place}`, text), root: temp.folder, known: knownPathAt(place)!.known, live: false, content: { text } }));
  };
  const paths = (servers: unknown): string[] => named(servers).map((place) => path.relative(path.join(temp.folder, 'p'), place.path).replaceAll('\\', '/'));

  it('lie in its folder', () => {
    assert.deepEqual(paths('./servers.json'), ['servers.json']);
    assert.deepEqual(paths(['a.json', 'sub/b.json', './a.json', '${CLAUDE_PLUGIN_ROOT}/c.json']), ['a.json', 'sub/b.json', 'c.json']);
    assert.deepEqual(paths({ x: { command: 'npx' } }), []);
    for (const outside of ['../x.json', '/etc/passwd', '${HOME}/x.json', 'sub/../../x.json', '.', '', 'a\0b']) assert.deepEqual(paths(outside), [], outside);
  });

  it('hold servers as the plugin’s client reads them, wherever that is live', () => {
    const [place] = named('servers.json');
    for (const text of ['{"mcpServers":{"a":{"command":"npx","args":["a"]}}}', '{"a":{"command":"npx","args":["a"]}}']) {
      const file = readLoaded({ ...place!, content: { text } });
      assert.deepEqual([file.clients, file.live, file.declarations.map(({ name }) => name)], [['claude-code'], false, ['a']]);
    }
  });

  it('are not followed out of it by a link', () => {
    const outside = tempFolder();
    fs.mkdirSync(path.join(temp.folder, 'p'), { recursive: true });
    fs.symlinkSync(outside.write('servers.json', '{}'), path.join(temp.folder, 'p/servers.json'));
    assert.ok('linkedOut' in readContent(named('servers.json')[0]!));
    outside.remove();
  });
});
