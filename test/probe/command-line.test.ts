import assert from 'node:assert/strict';
import * as path from 'node:path';
import fc from 'fast-check';
import { ProbeFault } from '../../src/host/probe/probe-fault.ts';
import { render } from '../../src/core/text/message.ts';
import { commandLine } from '../../src/host/probe/stdio/command-line.ts';

const env = { Path: '"C:\\Program Files\\nodejs";relative;C:\\Windows\\System32', PATHEXT: '.COM;.EXE;.BAT;.CMD', ComSpec: 'C:\\Windows\\System32\\cmd.exe' };
const files = new Set(['C:\\Program Files\\nodejs\\npx.CMD', 'C:\\Program Files\\nodejs\\node.EXE', 'C:\\work\\own.bat', 'C:\\w\\node_modules\\.bin\\tool.cmd', 'relative\\evil.EXE', 'C:\\work\\here.EXE', 'C:\\work\\sub\\x.EXE']);
const onWindows = (command: string, ...args: string[]): ReturnType<typeof commandLine> => commandLine('win32', command, args, env, 'C:\\work', (file) => files.has(file));

describe('how a command is started', () => {
  it('elsewhere than on Windows: as it is, without a shell', () => {
    assert.deepEqual(commandLine('linux', 'npx', ['-y', 'a b; rm -rf "$HOME"'], {}, '/', () => false), { file: 'npx', args: ['-y', 'a b; rm -rf "$HOME"'], verbatim: false });
  });

  it('on Windows: a program is found along PATH, and started without a shell', () => {
    assert.deepEqual(onWindows('node', 'a "b" & c'), { file: 'C:\\Program Files\\nodejs\\node.EXE', args: ['a "b" & c'], verbatim: false });
    assert.deepEqual(onWindows('sub\\x'), { file: 'C:\\work\\sub\\x.EXE', args: [], verbatim: false });
  });

  it('on Windows: nothing that merely lies in the working folder, or in a folder that PATH names relatively', () => {
    assert.deepEqual([onWindows('here').file, onWindows('evil').file], ['here', 'evil']);
  });

  it('on Windows: a batch file by cmd.exe, every word quoted', () => {
    assert.deepEqual(onWindows('npx', '-y', '@scope/a@1.0.0', 'C:\\end\\', 'a&calc', '%PATH%'), {
      file: 'C:\\Windows\\System32\\cmd.exe',
      args: ['/d', '/s', '/c', '"C:\\Program^ Files\\nodejs\\npx.CMD ^"-y^" ^"@scope/a@1.0.0^" ^"C:\\end\\\\^" ^"a^&calc^" ^"^%PATH^%^""'],
      verbatim: true,
    });
  });

  it('on Windows: a shim of npm reads its words once more', () => {
    assert.equal(onWindows('C:\\w\\node_modules\\.bin\\tool.cmd', 'a&b').args[3], '"C:\\w\\node_modules\\.bin\\tool.cmd ^^^"a^^^&b^^^""');
  });

  it('on Windows: a word that no quoting makes safe for a batch file is refused, and told by its number only', () => {
    for (const word of ['"&calc', 'a\nb', 'a\rb']) {
      assert.throws(() => onWindows('npx', 'fine', word), (error: unknown) => error instanceof ProbeFault && error.code === 'not-started' && render(error.said) === 'Its argument 2 holds a quote or a line break, which cannot be handed to the batch file npx.CMD safely. Start the program behind it instead.');
    }
    // A program that is none takes them.
    assert.equal(onWindows('node', '"&calc').args[0], '"&calc');
  });

  it('on Windows: whatever the words, none of them gets out of its quotes', () => {
    fc.assert(fc.property(fc.array(fc.string({ unit: fc.constantFrom('a', ' ', '&', '|', '^', '%', '!', '(', ')', '<', '>', '\\', ';', ',', '*', '?', '`', '[', ']') }), { maxLength: 4 }), (words) => {
      const line = onWindows('npx', ...words).args[3]!.slice(1, -1);
      // What cmd.exe makes of it: a caret takes the meaning of the next character, so that nothing but blanks has one left.
      const plain = line.replace(/\^[\s\S]/g, '');
      assert.doesNotMatch(plain, /[&|<>^"%!()]/);
      const read = line.replace(/\^([\s\S])/g, '$1').slice(path.win32.join('C:\\Program Files\\nodejs\\npx.CMD').length);
      assert.equal(read, words.map((word) => ` "${word.replace(/(\\+)$/, '$1$1')}"`).join(''));
    }));
  });
});
