import assert from 'node:assert/strict';
import { assessFile } from '../../../src/core/assess-file.ts';
import { filesOfFolder } from '../../../src/core/places/files-of-folder.ts';
import type { ConfigFile } from '../../../src/core/config/config-file.ts';
import { isTold, readLoaded } from '../../../src/core/config/read-place.ts';
import type { ConfigSource } from '../../../src/core/config/read.ts';
import { noFacts } from '../../../src/core/facts.ts';
import { render, say } from '../../../src/core/text/message.ts';

const known = filesOfFolder.find((file) => file.path === '.env')!;
const read = (content: string | ConfigSource['content'], root = '/w', separator = '/'): ConfigFile => readLoaded({ path: `${root}${separator}.env`, root, known, live: true, content: typeof content === 'string' ? { text: content } : content });
const redirects = (text: string, root?: string, separator?: string): string[] => (read(text, root, separator).redirects ?? []).map(({ variable, target, inside, range: { start, end } }) => `${variable} -> ${target ?? '?'}${inside ? ' (inside)' : ''} at ${start.line}:${start.character}-${end.character}`);

describe('an .env that sends a client elsewhere', () => {
  const cases: [string, string[]][] = [
    ['CLAUDE_CONFIG_DIR=./.claude', ['CLAUDE_CONFIG_DIR -> /w/.claude (inside) at 0:0-27']],
    ['A=1\n  export CLAUDE_CONFIG_DIR = "conf/../x" # why', ['CLAUDE_CONFIG_DIR -> /w/x (inside) at 1:9-46']],
    ['CLAUDE_CONFIG_DIR=/home/ada/other\r\nB=2', ['CLAUDE_CONFIG_DIR -> /home/ada/other at 0:0-33']],
    ['CLAUDE_CONFIG_DIR=../up', ['CLAUDE_CONFIG_DIR -> /up at 0:0-23']],
    ['CLAUDE_CONFIG_DIR=$PWD/.claude', ['CLAUDE_CONFIG_DIR -> ? at 0:0-30']],
    ['CLAUDE_CONFIG_DIR=~/x', ['CLAUDE_CONFIG_DIR -> ~/x at 0:0-21']],
    ['CLAUDE_CONFIG_DIR=/wide', ['CLAUDE_CONFIG_DIR -> /wide at 0:0-23']],
    ['# CLAUDE_CONFIG_DIR=./.claude', []],
    ['CLAUDE_CONFIG_DIR=', []],
    ['CLAUDE_CONFIG_DIR=""', []],
    ['MY_CLAUDE_CONFIG_DIR=./x', []],
    ['HOME=./home\nXDG_CONFIG_HOME=./x\nAPPDATA=./y', []],
    ['A="\nCLAUDE_CONFIG_DIR=./.claude\n"', ['CLAUDE_CONFIG_DIR -> /w/.claude (inside) at 1:0-27']],
  ];
  for (const [text, expected] of cases) it(JSON.stringify(text), () => assert.deepEqual(redirects(text), expected));

  it('takes paths as Windows does where the folder lies on it', () => {
    assert.deepEqual(redirects('CLAUDE_CONFIG_DIR=.\\conf/x', 'C:\\Repo', '\\'), ['CLAUDE_CONFIG_DIR -> C:\\Repo\\conf\\x (inside) at 0:0-26']);
    assert.deepEqual(redirects('CLAUDE_CONFIG_DIR=c:/repo/conf', 'C:\\Repo', '\\'), ['CLAUDE_CONFIG_DIR -> c:\\repo\\conf (inside) at 0:0-30']);
  });

  it('keeps nothing of any other line', () => {
    const file = read('TOKEN=b7Qw93kdZp02mm4T\nCLAUDE_CONFIG_DIR=./x\nSECRET="zzTopSecretValue"');
    assert.equal(file.document.text, `${' '.repeat(22)}\nCLAUDE_CONFIG_DIR=./x\n${' '.repeat(25)}`);
    assert.ok(!JSON.stringify(file).includes('b7Qw93kdZp02mm4T') && !JSON.stringify(file).includes('zzTopSecretValue'));
  });

  it('is told only where it redirects something or cannot be read', () => {
    assert.equal(isTold(read('A=1')), false);
    assert.equal(isTold(read({ absent: true })), false);
    assert.equal(isTold(read('CLAUDE_CONFIG_DIR=x')), true);
    const locked = read({ unreadable: say('you have no permission to read it') });
    assert.deepEqual([locked.status, isTold(locked)], ['opaque', true]);
  });

  it('is an error where it leads into the repository, or nobody can tell, and a warning where it leads outside', () => {
    const findings = (text: string): string[] => assessFile(read(text), { policy: { kind: 'none' }, facts: noFacts, now: '2026-11-21T00:00:00Z' }).findings.map(({ severity, message }) => `${severity}: ${render(message)}`);
    assert.deepEqual(findings('CLAUDE_CONFIG_DIR=./x'), ['error: `CLAUDE_CONFIG_DIR` makes Claude Code take its own settings and servers from `./x` in this repository, as if you had set them yourself: it starts them without asking. Take the line out.']);
    assert.match(findings('CLAUDE_CONFIG_DIR=$X')[0]!, /^error: /);
    assert.match(findings('CLAUDE_CONFIG_DIR=/elsewhere')[0]!, /^warning: .*was not followed/);
  });
});
