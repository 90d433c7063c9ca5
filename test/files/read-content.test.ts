import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as net from 'node:net';
import * as path from 'node:path';
import { render } from '../../src/core/text/message.ts';
import { readContent } from '../../src/host/files/read-content.ts';
import { asNobody, makePipe, tempFolder } from './temp.ts';

const posix = process.platform !== 'win32';

/** What is read, or the reason why not, in one text. */
function outcome(file: string, root?: string, boundary?: string): string {
  const content = readContent({ path: file, ...(root !== undefined && { root }), ...(boundary !== undefined && { boundary }) });
  if ('absent' in content) return 'absent';
  if ('opaque' in content) return `opaque: ${render(content.opaque)}`;
  if ('unreadable' in content) return `unreadable: ${render(content.unreadable)}`;
  return content.flaw ? `${content.text} [${render(content.flaw)}]` : content.text;
}

describe('reading a config file from disk', () => {
  let temp: ReturnType<typeof tempFolder>;
  let outside: ReturnType<typeof tempFolder>;
  beforeEach(() => {
    temp = tempFolder();
    outside = tempFolder();
  });
  afterEach(() => {
    temp.remove();
    outside.remove();
  });

  const encodings: [string, Uint8Array, string][] = [
    ['UTF-8', Buffer.from('{"ä":1}'), '{"ä":1}'],
    ['UTF-8 with a byte order mark, which stays', Buffer.from('\ufeff{}'), '\ufeff{}'],
    ['UTF-16, little end first', Buffer.from('\ufeff{"ä":1}', 'utf16le'), '{"ä":1}'],
    ['UTF-16, big end first', Buffer.from('\ufeff{}', 'utf16le').swap16(), '{}'],
    ['an empty file', Buffer.alloc(0), ''],
    ['bytes that are not UTF-8: read as clients do, and said', Buffer.from([0x7b, 0x22, 0xe4, 0x22, 0x3a, 0x31, 0x7d]), '{"\ufffd":1} [it is not all UTF-8: some characters could not be read]'],
  ];
  for (const [name, bytes, expected] of encodings) it(`reads ${name}`, () => assert.equal(outcome(temp.write('f.json', bytes)), expected));

  it('reads a file of exactly the limit, and refuses one byte more', () => {
    const limit = 8 * 1024 * 1024;
    assert.equal(outcome(temp.write('full.json', Buffer.alloc(limit, ' '))).length, limit);
    assert.equal(outcome(temp.write('over.json', Buffer.alloc(limit + 1, ' '))), 'unreadable: it is larger than 8 MB, which no config file is');
  });

  it('tells absent from unreadable', () => {
    temp.write('file', '');
    assert.equal(outcome(path.join(temp.folder, 'none.json')), 'absent');
    assert.equal(outcome(path.join(temp.folder, 'none', 'below.json')), 'absent');
    assert.equal(outcome(path.join(temp.folder, 'file', 'below.json')), 'absent', 'a file where a folder would be');
    fs.mkdirSync(path.join(temp.folder, 'folder.json'));
    assert.equal(outcome(path.join(temp.folder, 'folder.json')), 'unreadable: it is a folder, not a file');
  });

  (posix ? it : it.skip)('never waits for a pipe, never opens a device', async () => {
    const pipe = path.join(temp.folder, 'pipe.json');
    makePipe(pipe);
    assert.equal(outcome(pipe), 'unreadable: it is a pipe, not a file');
    assert.equal(outcome('/dev/zero'), 'unreadable: it is a device, not a file');
    const socket = path.join(temp.folder, 's.json');
    const server = net.createServer();
    await new Promise<void>((resolve) => server.listen(socket, resolve));
    assert.equal(outcome(socket), 'unreadable: it is a socket, not a file');
    await new Promise((resolve) => server.close(resolve));
  });

  (posix ? it : it.skip)('tells of missing permission, for the file and for a folder on the way', () => {
    fs.chmodSync(temp.folder, 0o755);
    const file = temp.write('locked.json', '{}');
    fs.chmodSync(file, 0);
    const below = temp.write('locked/f.json', '{}');
    fs.chmodSync(path.dirname(below), 0);
    assert.equal(asNobody(() => outcome(file)), 'unreadable: you have no permission to read it');
    assert.equal(asNobody(() => outcome(below)), 'unreadable: you have no permission to read it');
    fs.chmodSync(path.dirname(below), 0o755);
  });

  (posix ? describe : describe.skip)('symbolic links', () => {
    const link = (to: string, name: string): string => {
      const full = path.join(temp.folder, name);
      fs.mkdirSync(path.dirname(full), { recursive: true });
      fs.symlinkSync(to, full);
      return full;
    };
    const refused = 'unreadable: it is a symbolic link that leads out of the folder, and was not followed';

    it('are followed within the folder', () => {
      temp.write('shared/mcp.json', 'shared');
      assert.equal(outcome(link('../shared/mcp.json', '.vscode/mcp.json'), temp.folder), 'shared');
    });

    it('are not followed out of it: neither of the file, nor of a folder on the way, nor to a neighbour with the same beginning', () => {
      const secret = outside.write('secret.json', 'TOP-SECRET');
      assert.equal(outcome(link(secret, 'a.json'), temp.folder), refused);
      assert.equal(outcome(path.join(link(outside.folder, '.vscode'), 'secret.json'), temp.folder), refused);
      const neighbour = `${temp.folder}-neighbour`;
      fs.mkdirSync(neighbour);
      fs.writeFileSync(path.join(neighbour, 'f.json'), 'TOP-SECRET');
      assert.equal(outcome(link(path.join(neighbour, 'f.json'), 'b.json'), temp.folder), refused);
      fs.rmSync(neighbour, { recursive: true });
    });

    it('may lead anywhere below a wider boundary', () => {
      temp.write('.mcp.json', 'root');
      const file = link('../../.mcp.json', 'packages/a/.mcp.json');
      assert.equal(outcome(file, path.dirname(file)), refused);
      assert.equal(outcome(file, path.dirname(file), temp.folder), 'root');
    });

    it('may be the folder itself', () => {
      outside.write('.mcp.json', 'there');
      const folder = link(outside.folder, 'folder');
      assert.equal(outcome(path.join(folder, '.mcp.json'), folder), 'there');
    });

    it('are followed anywhere for the user’s own files, which managers of dotfiles make links', () => {
      assert.equal(outcome(link(outside.write('dotfiles/claude.json', 'mine'), '.claude.json')), 'mine');
    });

    it('that lead nowhere or in a circle are told as that', () => {
      assert.equal(outcome(link('none.json', 'dangling.json'), temp.folder), 'unreadable: it is a symbolic link that leads nowhere');
      assert.equal(outcome(link('none.json', 'mine.json')), 'unreadable: it is a symbolic link that leads nowhere');
      assert.equal(outcome(link('circle.json', 'circle.json'), temp.folder), 'unreadable: it is a symbolic link that leads in a circle, or was changed while it was read');
    });

    it('to a device or pipe within the folder are as little opened as these', () => {
      const pipe = path.join(temp.folder, 'pipe');
      makePipe(pipe);
      assert.equal(outcome(link('pipe', 'mcp.json'), temp.folder), 'unreadable: it is a pipe, not a file');
    });
  });
});
