import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { visit } from 'jsonc-parser';
import { outcome, read, summary } from './sources.ts';

type Tree = Record<string, unknown>;

/**
 * What VS Code 1.139 makes of its own `mcp.json`, in its own words: `ConfigurationModelParser.doParseContent` and `toValuesTree`.
 * Seen to give the same in a real one for each text in the table below.
 */
function serversInVSCode(text: string): Tree {
  let property: string | null = null;
  let parent: unknown = [];
  const parents: unknown[] = [];
  const onValue = (value: unknown): void => {
    if (Array.isArray(parent)) parent.push(value);
    else if (property !== null) (parent as Tree)[property] = value;
  };
  const begin = (value: unknown) => {
    onValue(value);
    parents.push(parent);
    parent = value;
    property = null;
  };
  const end = (): void => {
    parent = parents.pop();
  };
  visit(text, { onObjectBegin: () => begin({}), onObjectProperty: (name) => void (property = name), onObjectEnd: end, onArrayBegin: () => begin([]), onArrayEnd: end, onLiteralValue: onValue }, { allowTrailingComma: true });
  const content = ((parent as unknown[])[0] || {}) as Tree;
  const tree = Object.create(null) as Tree;
  for (const key in content) {
    const segments = key.split('.');
    const last = segments.pop()!;
    let current: unknown = tree;
    for (const segment of segments) {
      if (typeof current !== 'object' || current === null) break;
      current = (current as Tree)[segment] ??= Object.create(null);
    }
    if (typeof current === 'object' && current !== null) (current as Tree)[last] = content[key];
  }
  const { servers } = tree;
  return typeof servers === 'object' && servers !== null && !Array.isArray(servers) ? (servers as Tree) : {};
}

describe('what VS Code starts is never hidden from us', () => {
  const rows: [string, string, string, string[]][] = [
    ['a key with a dot', '{"servers":{"a":{"command":"x"}},"servers.evil":{"command":"e","args":["1"]}}', 'read', ['a: x', 'evil: e 1 (the key `servers.evil` is about it, which VS Code takes apart at its dots and other readers do not)']],
    ['a key with a dot and no map of servers', '{"servers.evil":{"command":"e"}}', 'read', ['evil: e (the key `servers.evil` is about it, which VS Code takes apart at its dots and other readers do not)']],
    ['a key with two dots', '{"servers.evil.command":"e"}', 'read', ['evil:  (the key `servers.evil.command` is about it, which VS Code takes apart at its dots and other readers do not)']],
    [
      'a key with two dots that changes a server declared elsewhere',
      '{"servers":{"a":{"command":"npx"}},"servers.a.args":["evil"]}',
      'read',
      ['a: npx (the key `servers.a.args` is about it, which VS Code takes apart at its dots and other readers do not)', 'a:  (the key `servers.a.args` is about it, which VS Code takes apart at its dots and other readers do not)'],
    ],
    ['a key with two dots and a map', '{"servers.a.env":{"command":"e"}}', 'read', ['a:  (the key `servers.a.env` is about it, which VS Code takes apart at its dots and other readers do not)']],
    ['the root’s prototype', '{"__proto__":{"servers":{"evil":{"command":"e"}}}}', 'read', ['evil: e (it stands in `__proto__`, where VS Code finds it and other readers do not)']],
    ['the prototype of the root’s prototype', '{"__proto__":{"__proto__":{"servers.evil":{"command":"e"}}}}', 'read', ['evil: e (the key `servers.evil` is about it, which VS Code takes apart at its dots and other readers do not)']],
    ['brackets that do not match', '{"x":[}],"servers":{"evil":{"command":"e"}}}', 'partial: line 1: A bracket opened before this one is not closed.', ['evil: e (the text is damaged here, and what is left of the server depends on who reads it)']],
    ['a bracket that closes too early', '{"servers":{"a":{"command":"x","args":[}],"command":"e"}}}', 'partial: line 1: A bracket opened before this one is not closed.', ['a: x (the text is damaged here, and what is left of the server depends on who reads it)', 'command:  (the entry is not a map)']],
    ['a server with a dot in its name, which is no trick', '{"servers":{"a.b":{"command":"x"}}}', 'read', ['a.b: x']],
    ['a key that only begins alike', '{"servers":{},"serversX.evil":{"command":"e"}}', 'read: no server is declared in it', []],
  ];
  for (const [what, text, expected, servers] of rows) {
    it(`by ${what}`, () => {
      const file = read('.vscode/mcp.json', text);
      assert.equal(outcome(file), expected);
      assert.deepEqual(summary(file), servers);
    });
  }

  it('and only VS Code’s own files are read that way', () => {
    assert.deepEqual(summary(read('.mcp.json', '{"mcpServers":{},"mcpServers.evil":{"command":"e"},"__proto__":{"mcpServers":{"evil":{"command":"e"}}}}')), []);
    assert.deepEqual(summary(read('.cursor/mcp.json', '{"x":[}],"mcpServers":{"evil":{"command":"e"}}}')), []);
  });

  it('shows the server where it stands', () => {
    const [server] = read('.vscode/mcp.json', '{"x":[}],\n"servers":{\n  "evil":{"command":"e"}\n}}').declarations;
    assert.deepEqual(server?.range, { start: { line: 2, character: 2 }, end: { line: 2, character: 24 } });
  });

  it('whatever the text', () => {
    const token = fc.constantFrom('{', '}', '[', ']', ',', ':', '"servers":', '"servers"', '"a":', '"b":', '{"command":"x"}', '"command":"y"', '"args":["1"]', '"command":', '"args":[', '"z"', '1', '"__proto__":', '"servers.a":', '"servers.b.command":"w"', '"servers":{"a":{"command":"v"}}', '/*', '*/', '// c\n', '?', '"');
    const soup = fc.tuple(fc.constantFrom('', '{', '{"servers":{'), fc.array(token, { maxLength: 14, size: 'max' }), fc.constantFrom('', '}', '}}')).map(([start, tokens, end]) => start + tokens.join('') + end);
    let started = 0;
    fc.assert(
      fc.property(soup, (text) => {
        const { declarations } = read('.vscode/mcp.json', text);
        for (const [name, server] of Object.entries(serversInVSCode(text))) {
          if (typeof server !== 'object' || server === null || !('command' in server) || typeof server.command !== 'string') continue;
          started++;
          const args = 'args' in server && Array.isArray(server.args) ? server.args.filter((arg) => typeof arg === 'string') : [];
          const ours = declarations.filter((declaration) => declaration.name === name);
          const same = ours.some(({ ambiguity, command, args: words }) => ambiguity !== undefined || (command?.value === server.command && JSON.stringify(words.map(({ value }) => value)) === JSON.stringify(args)));
          assert.ok(same, `VS Code starts ${name}: ${JSON.stringify(server)}; we see ${JSON.stringify(ours)}`);
        }
      }),
      { numRuns: 6000 },
    );
    assert.ok(started > 100, `only ${started} servers`);
  });
});
