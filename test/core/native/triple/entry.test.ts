import assert from 'node:assert/strict';
import fc from 'fast-check';
import { readTriple, readTripleList, type Strictness } from '../../../../src/core/native/triple/entry.ts';
import { couldBecome } from '../../../../src/core/native/triple/identity.ts';
import { render } from '../../../../src/core/text/message.ts';

const lenient: Strictness = { wrongValue: 'absent', otherKey: 'ignored' };
const strict: Strictness = { wrongValue: 'invalid', otherKey: 'invalid' };

describe('an entry with one of serverName, serverUrl and serverCommand', () => {
  const valid: readonly (readonly [item: unknown, lenient: unknown, strict: unknown])[] = [
    [{ serverName: 'github' }, { kind: 'name', name: 'github' }, { kind: 'name', name: 'github' }],
    [{ serverUrl: 'https://a.example/*' }, { kind: 'url', pattern: 'https://a.example/*' }, { kind: 'url', pattern: 'https://a.example/*' }],
    [{ serverCommand: ['npx', '-y', 'x'] }, { kind: 'command', argv: ['npx', '-y', 'x'] }, { kind: 'command', argv: ['npx', '-y', 'x'] }],
    [{ serverName: 'github', comment: 'ours' }, { kind: 'name', name: 'github' }, '`comment` is no key of an entry: those are `serverName`, `serverUrl` and `serverCommand`.'],
    [{ serverName: 'github', serverCommand: [] }, { kind: 'name', name: 'github' }, '`serverCommand` takes a list of texts, the command and each of its arguments, with at least the command.'],
    [{ serverName: 'a', serverUrl: 'b' }, 'It has `serverName` and `serverUrl`, and an entry has exactly one of them. Write one entry for each.', 'It has `serverName` and `serverUrl`, and an entry has exactly one of them. Write one entry for each.'],
    [{ serverName: '' }, '`serverName` takes a text that is not empty.', '`serverName` takes a text that is not empty.'],
    [{ serverCommand: ['ok', 5] }, '`serverCommand` takes a list of texts, the command and each of its arguments, with at least the command.', '`serverCommand` takes a list of texts, the command and each of its arguments, with at least the command.'],
    [{}, 'It has none of `serverName`, `serverUrl` and `serverCommand`.', 'It has none of `serverName`, `serverUrl` and `serverCommand`.'],
    ['shady', 'It is no map with one of `serverName`, `serverUrl` and `serverCommand`.', 'It is no map with one of `serverName`, `serverUrl` and `serverCommand`.'],
    [{ url: 'https://a.example/' }, '`url` is no key of an entry. Is `serverUrl` meant?', '`url` is no key of an entry: those are `serverName`, `serverUrl` and `serverCommand`.'],
    [{ server_name: 'shady' }, '`server_name` is no key of an entry. Is `serverName` meant?', '`server_name` is no key of an entry: those are `serverName`, `serverUrl` and `serverCommand`.'],
  ];
  for (const [item, ...expected] of valid) {
    it(JSON.stringify(item), () => {
      const shown = [lenient, strict].map((strictness) => {
        const read = readTriple(item, strictness);
        return 'why' in read ? render(read.why) : read;
      });
      assert.deepEqual(shown, expected);
    });
  }

  it('is told apart from its neighbours by its place', () => {
    const list = readTripleList([{ serverName: 'a' }, { serverName: 5 }, 'b'], 'deny', (i) => ['list', i], lenient);
    assert.deepEqual(list?.entries, [{ effect: 'deny', path: ['list', 0], matches: { kind: 'name', name: 'a' } }]);
    assert.deepEqual(list.faults.map(({ path }) => path), [['list', 1, 'serverName'], ['list', 2]]);
    assert.equal(readTripleList({ serverName: 'a' }, 'deny', (i) => [i], lenient), undefined);
    assert.deepEqual(readTripleList([], 'allow', (i) => [i], lenient), { entries: [], faults: [] });
  });

  it('may be anything', function () {
    this.timeout(60_000);
    fc.assert(fc.property(fc.anything(), fc.constantFrom(lenient, strict), (item, strictness) => void readTriple(item, strictness)));
    assert.deepEqual(readTriple(JSON.parse('{"__proto__":{"serverName":"a"}}'), lenient), { why: readTriple({}, lenient)['why' as never] });
  });
});

describe('a command line with open variables', () => {
  const variable = /\$\{[^}]*\}/g;
  const table: readonly (readonly [entry: readonly string[], argv: readonly string[], expected: string])[] = [
    [['npx', 'x'], ['npx', 'x'], 'yes'],
    [['npx', 'x'], ['npx', 'y'], 'no'],
    [['npx', 'x'], ['npx', 'x', '--more'], 'no'],
    [['npx', '/home/a'], ['npx', '${workspaceFolder}'], 'unknown'],
    [['npx', '/home/a'], ['evil', '${workspaceFolder}'], 'no'],
    [['npx', '--root=/home/a/x'], ['npx', '--root=${workspaceFolder}/x'], 'unknown'],
    [['npx', '--root=/home/a/y'], ['npx', '--root=${workspaceFolder}/x'], 'no'],
    [['aa'], ['a${b}aa'], 'no'],
    [['a-b-c'], ['${x}-b-${y}'], 'unknown'],
    [['a-c-b'], ['${x}-b-${y}'], 'no'],
  ];
  for (const [entry, argv, expected] of table) {
    it(`${argv.join(' ')} against ${entry.join(' ')}: ${expected}`, () => {
      assert.equal(couldBecome(entry, argv, variable), expected);
    });
  }
});
