import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { filesOfFolder } from '../../src/core/places/files-of-folder.ts';
import { readLoaded } from '../../src/core/config/read-place.ts';
import { readContent } from '../../src/host/files/read-content.ts';
import { placesRedirectedTo } from '../../src/host/files/redirected.ts';
import { tempFolder } from './temp.ts';

describe('places that an .env sends a client to', () => {
  let temp: ReturnType<typeof tempFolder>;
  beforeEach(() => {
    temp = tempFolder();
  });
  afterEach(() => temp.remove());
  const places = (text: string) => {
    const known = filesOfFolder.find((file) => file.path === '.env')!;
    const file = readLoaded({ path: temp.write('.env', text), root: temp.folder, known, live: true, content: { text } });
    return placesRedirectedTo(file, { platform: 'linux', home: '/home/ada', env: {} });
  };

  it('are that client’s own, below the folder it names, read as part of the workspace', () => {
    const [place, ...others] = places('CLAUDE_CONFIG_DIR=./.claude');
    assert.deepEqual([path.relative(temp.folder, place!.path), place!.root, place!.boundary, place!.known.scope, place!.live], ['.claude/.claude.json', temp.folder, temp.folder, 'workspace', true]);
    assert.ok(others.every(({ known }) => known.clients.includes('claude-code')));
  });

  it('are none outside of the folder, and no link out of it is followed', () => {
    assert.deepEqual(places('CLAUDE_CONFIG_DIR=/home/ada/x\nCLAUDE_CONFIG_DIR=$X/y'), []);
    const outside = tempFolder();
    outside.write('.claude.json', '{}');
    fs.symlinkSync(outside.folder, path.join(temp.folder, 'out'));
    const [place] = places('CLAUDE_CONFIG_DIR=out');
    assert.ok('linkedOut' in readContent(place!));
    outside.remove();
  });
});
