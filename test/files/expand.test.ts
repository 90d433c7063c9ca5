import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { render } from '../../src/core/text/message.ts';
import { expandPattern } from '../../src/host/files/expand.ts';
import { asNobody, tempFolder } from './temp.ts';

describe('expanding a pattern on disk', () => {
  let temp: ReturnType<typeof tempFolder>;
  beforeEach(() => {
    temp = tempFolder();
  });
  afterEach(() => temp.remove());
  const expanded = (pattern: string, options: Parameters<typeof expandPattern>[2] = { within: temp.folder }): string[] => expandPattern(temp.folder, pattern.split('/'), options).paths.map((file) => path.relative(temp.folder, file).replaceAll('\\', '/'));

  it('`*` is any one name or a part of it, `**` any folders, none included', () => {
    for (const file of ['a/x.md', 'a/y.md', 'a/z.txt', 'a/b/x.md', 'a/b/c/x.md', 'c/x.md']) temp.write(file, '');
    assert.deepEqual(expanded('a/*.md'), ['a/x.md', 'a/y.md']);
    assert.deepEqual(expanded('*/x.md'), ['a/x.md', 'c/x.md']);
    assert.deepEqual(expanded('a/**/x.md'), ['a/x.md', 'a/b/x.md', 'a/b/c/x.md']);
    assert.deepEqual(expanded('a/x.md'), ['a/x.md']);
    assert.deepEqual(expanded('none/*.md'), []);
  });

  it('compares without case where it is asked to', () => {
    temp.write('a/X.MD', '');
    assert.deepEqual(expanded('a/*.md', { anyCase: false }), []);
    assert.deepEqual(expanded('a/*.md', { anyCase: true }), ['a/X.MD']);
  });

  it('lists no folder that lies outside, and names the link to it instead', () => {
    const outside = tempFolder();
    outside.write('secret.md', '');
    temp.write('agents/own.md', '');
    fs.symlinkSync(outside.folder, path.join(temp.folder, 'agents/out'));
    fs.symlinkSync(outside.folder, path.join(temp.folder, 'linked'));
    assert.deepEqual(expanded('agents/**/*.md'), ['agents/own.md', 'agents/out']);
    assert.deepEqual(expanded('linked/*.md'), ['linked']);
    assert.deepEqual(expanded('agents/**/*.md', {}), ['agents/own.md', 'agents/out/secret.md'], 'the user’s own links lead anywhere');
    outside.remove();
  });

  it('goes round no circle, and not below what was installed', () => {
    temp.write('a/b/x.md', '');
    temp.write('a/node_modules/p/x.md', '');
    fs.symlinkSync('..', path.join(temp.folder, 'a/b/up'));
    fs.symlinkSync('b', path.join(temp.folder, 'a/same'));
    assert.deepEqual(expanded('a/**/x.md'), ['a/b/x.md', 'a/same/x.md']);
  });

  (process.platform === 'win32' ? it.skip : it)('says what it could not list, and where it stopped', () => {
    temp.write('locked/x.md', '');
    fs.chmodSync(temp.folder, 0o755);
    fs.chmodSync(path.join(temp.folder, 'locked'), 0);
    const { cut } = asNobody(() => expandPattern(temp.folder, ['locked', '*.md']));
    assert.equal(cut && render(cut), 'you have no permission to read it');
    fs.chmodSync(path.join(temp.folder, 'locked'), 0o755);
    fs.mkdirSync(path.join(temp.folder, ...Array.from({ length: 20 }, () => 'd')), { recursive: true });
    const deep = expandPattern(temp.folder, ['**', 'x.md']).cut;
    assert.equal(deep && render(deep), 'folders lie more than 12 levels deep');
  });
});
