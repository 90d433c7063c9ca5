import assert from 'node:assert/strict';
import { parseFrontMatter } from '../../../../src/core/config/front-matter/front-matter.ts';
import { nodeAt, spanAt, valueOf, type Part, type Path } from '../../../../src/core/config/node.ts';
import { parseYaml } from '../../../../src/core/config/yaml/parse.ts';
import { render } from '../../../../src/core/text/message.ts';

const continueConfig = `name: Contoso
version: 1.0.0
schema: v1
models:
  - name: GPT
    provider: openai
    apiKey: \${{ secrets.OPENAI_API_KEY }}
mcpServers:
  - name: Docs # ours
    command: npx
    args:
      - -y
      - "@contoso/docs-mcp@1.4.2"
    env:
      TOKEN: \${{ secrets.TOKEN }}
  - name: Remote
    type: streamable-http
    url: https://mcp.contoso.com/mcp
`;
const goose = `GOOSE_PROVIDER: openai
extensions:
  developer: { bundled: true, enabled: yes, type: builtin }
  docs:
    args: ['-y', '@contoso/docs-mcp']
    cmd: npx
    description: |
      The team's documents.
        # no comment
    enabled: true
    envs: {}
    timeout: 300
    type: stdio
`;
const agent = `---
name: reviewer
description: "Reviews: all of it"
tools: [read, contoso/*]
mcp-servers:
  contoso:
    type: local
    command: npx
    args: [-y, '@contoso/mcp@1.0.0']
---

# Reviewer
---
mcp-servers: { no: {} }
`;

function at(text: string, path: Path, part?: Part, parse = parseYaml): string {
  const { start, end } = spanAt(parse(text).tree!, path, part);
  return text.slice(start, end);
}

function problems(text: string): string[] {
  return parseYaml(text).problems.map(({ span: { start, end }, message }) => `${JSON.stringify(text.slice(start, end))} ${render(message)}`);
}

describe('parseYaml', () => {
  it('reads Continue’s config', () => {
    assert.deepEqual(problems(continueConfig), []);
    assert.deepEqual(valueOf(nodeAt(parseYaml(continueConfig).tree, ['mcpServers'])), [
      { name: 'Docs', command: 'npx', args: ['-y', '@contoso/docs-mcp@1.4.2'], env: { TOKEN: '${{ secrets.TOKEN }}' } },
      { name: 'Remote', type: 'streamable-http', url: 'https://mcp.contoso.com/mcp' },
    ]);
    assert.equal(at(continueConfig, ['mcpServers', 0, 'args', 1]), '"@contoso/docs-mcp@1.4.2"');
    assert.equal(at(continueConfig, ['mcpServers', 1]), 'name: Remote\n    type: streamable-http\n    url: https://mcp.contoso.com/mcp');
    assert.equal(at(continueConfig, ['mcpServers', 0, 'name']), 'Docs');
  });

  it('reads Goose’s config', () => {
    assert.deepEqual(problems(goose), []);
    assert.deepEqual(valueOf(nodeAt(parseYaml(goose).tree, ['extensions'])), {
      developer: { bundled: true, enabled: 'yes', type: 'builtin' },
      docs: { args: ['-y', '@contoso/docs-mcp'], cmd: 'npx', description: 'The team\'s documents.\n  # no comment\n', enabled: true, envs: {}, timeout: 300, type: 'stdio' },
    });
    assert.equal(at(goose, ['extensions', 'docs'], 'key'), 'docs');
  });

  it('reads the front matter of an agent’s page, and no more of it', () => {
    const { tree, problems } = parseFrontMatter(agent);
    assert.deepEqual(problems, []);
    assert.deepEqual(valueOf(tree), { name: 'reviewer', description: 'Reviews: all of it', tools: ['read', 'contoso/*'], 'mcp-servers': { contoso: { type: 'local', command: 'npx', args: ['-y', '@contoso/mcp@1.0.0'] } } });
    assert.equal(at(agent, ['mcp-servers', 'contoso', 'args', 1], 'value', parseFrontMatter), "'@contoso/mcp@1.0.0'");
    for (const eol of ['\r\n', '\r']) assert.equal(at(`\ufeff${agent.replaceAll('\n', eol)}`, ['mcp-servers', 'contoso', 'command'], 'value', parseFrontMatter), 'npx');
    for (const text of ['', '# Page\n', '---', '---\na: b\n', ' ---\na: b\n---\n', '----\na: b\n----\n', '---\n---\n', 'a\n---\nb: c\n---\n']) assert.deepEqual(parseFrontMatter(text), { problems: [] }, text);
  });

  describe('reads', () => {
    const rows: [string, string, unknown, string[]][] = [
      ['plain values', 'a: 1\nb: 1.5\nc: true\nd: no\ne: ~\nf:\ng: 2026-11-21\nh: 0x1F\ni: 1.0.0\nj: .inf', { a: 1, b: 1.5, c: true, d: 'no', e: null, f: null, g: '2026-11-21', h: 31, i: '1.0.0', j: Infinity }, []],
      ['quoted and other keys', '"a b": 1\n\'c\': 2\n? d\n: 3\n4: 5\n[e, f]: 6', { 'a b': 1, c: 2, d: 3, 4: 5, '[e, f]': 6 }, []],
      ['tags', 'a: !!str 1\nb: !custom x\nc: !custom { d: 1 }', { a: '1', b: 'x', c: { d: 1 } }, []],
      ['folded texts', 'a: >-\n  b\n  c\nd: "e\n  f"', { a: 'b c', d: 'e f' }, []],
      ['lone carriage returns', 'a: 1\rb:\r  c: 2\r', { a: 1, b: { c: 2 } }, []],
      ['a byte order mark', '\ufeff  a: 1\n  b: 2', { a: 1, b: 2 }, []],
      ['names that mean something to JavaScript', '__proto__: { a: 1 }', JSON.parse('{"__proto__":{"a":1}}'), []],
      ['the last of two keys, and says so', 'a: 1\nb: 2\na: 3', { a: 3, b: 2 }, ['"a" This key stands here a second time.']],
      ['the first document alone, and says so', 'a: 1\n---\nb: 2\n', { a: 1 }, ['"b" A second document begins before this; clients read the first one alone, or nothing.']],
      ['an alias as what it refers to', 'a: &x { b: [1] }\nc: *x', { a: { b: [1] }, c: { b: [1] } }, []],
      ['an alias of nothing', 'a: *x', { a: null }, ['"*x" This alias refers to nothing.']],
      ['an alias of what it stands in', 'a: &x [1, *x]', { a: [1, null] }, ['"*x" This alias refers to what it stands in.']],
      ['a merge key as what it brings', 'x: &x { b: 1, c: 2 }\na:\n  <<: *x\n  c: 3', { x: { b: 1, c: 2 }, a: { b: 1, c: 3 } }, []],
      ['several merges, of which the first counts', 'a:\n  <<: [{ b: 1 }, { b: 2, c: 3 }]', { a: { b: 1, c: 3 } }, []],
      ['a quoted `<<` as a key', 'a: { "<<": { b: 1 } }', { a: { '<<': { b: 1 } } }, []],
      ['both sides of a merge conflict, and says so', 'a:\n<<<<<<< HEAD\n  b: 1\n=======\n  b: 2\n>>>>>>> theirs\n  c: 3', { a: { b: 2, c: 3 } }, ['"<<<<<<< HEAD" A merge conflict is not resolved here.', '"=======" A merge conflict is not resolved here.', '"b" This key stands here a second time.', '">>>>>>> theirs" A merge conflict is not resolved here.']],
      ['what looks like a merge conflict in a text', 'a: |\n  <<<<<<< HEAD\n', { a: '<<<<<<< HEAD\n' }, []],
      ['on behind a quote that is not closed', 'a:\n  - b: "c\n  - d: e\n', { a: [{ b: 'c' }, { d: 'e' }] }, ['"\\"" This text is not closed.', '"\\n" A bracket, quote, comma or colon, or a space beside one, is missing here.']],
      ['on behind a bracket that is not closed', 'a:\n  - b: [c,\n  - d: e\n', { a: [{ b: ['c'] }, { d: 'e' }] }, ['"-" This is not indented as what it belongs to asks for.']],
    ];
    for (const [what, text, expected, wrong] of rows) {
      it(what, () => {
        assert.deepEqual(valueOf(parseYaml(text).tree), expected);
        assert.deepEqual(problems(text), wrong);
      });
    }
  });

  it('marks what a merge key brings, and where an alias stands', () => {
    const text = 'x: &x { b: 1 }\na: { <<: *x, c: 2 }\nd: *x';
    const { tree } = parseYaml(text);
    const a = nodeAt(tree, ['a']);
    assert.deepEqual(a?.kind === 'object' && a.entries.map(({ key, merged }) => [key, merged]), [['b', true], ['c', undefined]]);
    assert.equal(at(text, ['a', 'b'], 'key'), '<<');
    assert.equal(at(text, ['a', 'b']), '*x');
    assert.equal(at(text, ['d', 'b']), '*x');
  });

  it('quotes nothing of the text in a problem', () => {
    for (const text of ['a: *sEcReT', 'a: "sEcReT\nb', 'sEcReT: 1\nsEcReT: 2', 'a: b: sEcReT', '- a\nsEcReT', '%sEcReT\n---\na', '\tsEcReT: 1', '@sEcReT', '{ sEcReT', '&a &sEcReT b']) {
      const { problems } = parseYaml(text);
      assert.ok(problems.length > 0 || text.startsWith('%'), text);
      for (const { message } of problems) assert.doesNotMatch(JSON.stringify(message.args) + render(message), /sEcReT/);
    }
  });

  it('copes with depth, size and aliases that unfold', () => {
    for (const open of ['[', '{a: ', '- ', '? ', '[{a: ']) {
      const { tree, problems } = parseYaml(`b: 1\na:\n  ${open.repeat(10_000)}`);
      assert.ok(problems.some(({ message }) => render(message) === 'This is nested too deeply: nothing behind it is read.'), open);
      assert.equal(valueOf(nodeAt(tree, ['b'])), 1, open);
    }
    const bomb = `a: &a [${'x,'.repeat(10)}]\n${Array.from('bcdefghij', (c, i) => `${c}: &${c} [${`*${'abcdefghi'[i]},`.repeat(10)}]`).join('\n')}`;
    assert.equal(render(parseYaml(bomb).problems[0]!.message), 'The aliases in this file unfold to more than any config holds.');
    assert.deepEqual(valueOf(nodeAt(parseYaml(bomb).tree, ['a', 0])), 'x');
    const long = `a: ${'b'.repeat(512 * 1024)}`;
    assert.deepEqual(problems(long), ['"" It is larger than 512 kB, and too large to be read as YAML.']);
    const keys = Array.from({ length: 20_000 }, (_, i) => `key-${i}: v`).join('\n');
    assert.deepEqual(problems(keys), []);
  });

  it('has no tree of white space and comments', () => {
    for (const text of ['', '\ufeff', ' \r\n ', '# only\n', '---\n']) assert.deepEqual(parseYaml(text), { problems: [] }, JSON.stringify(text));
  });
});
