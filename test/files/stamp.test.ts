import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { stampOf } from '../../src/host/files/stamp.ts';
import { tempFolder } from './temp.ts';

describe('the stamp of a file', () => {
  let temp: ReturnType<typeof tempFolder>;
  beforeEach(() => {
    temp = tempFolder();
  });
  afterEach(() => temp.remove());
  // Of now, not of when the suite was loaded: a long run comes to the test later than that.
  let later = 0;
  beforeEach(() => {
    later = Date.now() + 60_000;
  });

  it('is the same while the file is, and none right after a change', () => {
    const file = temp.write('f.json', '{}');
    assert.equal(stampOf(file), undefined);
    assert.equal(stampOf(file, later), stampOf(file, later));
    assert.equal(stampOf(path.join(temp.folder, 'none'), later), 'absent');
  });

  it('is another one for the same size and the same modification time', () => {
    const file = temp.write('f.json', '{"a":1}');
    const { mtime, atime } = fs.statSync(file);
    const before = stampOf(file, later);
    fs.writeFileSync(file, '{"b":2}');
    fs.utimesSync(file, atime, mtime);
    assert.notEqual(stampOf(file, later), before);
  });

  it('sees what lies behind a link change', () => {
    temp.write('a.json', '{"a":1}');
    temp.write('b.json', '{"b":2}');
    const link = path.join(temp.folder, 'link.json');
    fs.symlinkSync('a.json', link);
    const before = stampOf(link, later);
    fs.writeFileSync(path.join(temp.folder, 'a.json'), '{"c":3}');
    const changed = stampOf(link, later);
    assert.notEqual(changed, before);
    fs.rmSync(link);
    fs.symlinkSync('b.json', link);
    assert.notEqual(stampOf(link, later), changed);
  });
});
