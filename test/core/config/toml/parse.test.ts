import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { nodeAt, spanAt, valueOf, type Part, type Path } from '../../../../src/core/config/node.ts';
import { parseToml } from '../../../../src/core/config/toml/parse.ts';
import { render } from '../../../../src/core/text/message.ts';
import { documents } from '../generated.ts';
import { otherToml } from './other-toml.ts';
import { printToml } from './print-toml.ts';

/** Codex's, as its documentation and people's files have it. */
const codex = `# Codex
model = "gpt-5-codex"
model_provider = 'azure'

[model_providers.azure]
name = "Azure"
base_url = "https://contoso.openai.azure.com/openai"
query_params = { api-version = "2025-04-01-preview" }

[mcp_servers.docs]
command = "npx"
args = [
  "-y",
  "@contoso/docs-mcp@1.4.2", # pinned
]
startup_timeout_sec = 20.5

[mcp_servers.docs.env]
TOKEN = "\${TOKEN}"

[mcp_servers."quoted.name"]
url = "https://mcp.contoso.com/mcp"
http_headers = { "X-Team" = "payments" }
enabled = false

[projects."/home/ada/shop"]
trust_level = "trusted"
`;

/** The text at a way, and what is wrong with the text. */
function at(text: string, path: Path, part?: Part): string {
  const { tree } = parseToml(text);
  const { start, end } = spanAt(tree!, path, part);
  return text.slice(start, end);
}

function problems(text: string): string[] {
  return parseToml(text).problems.map(({ span: { start, end }, message }) => `${JSON.stringify(text.slice(start, end))} ${render(message)}`);
}

describe('parseToml', () => {
  it('reads Codex’s config', () => {
    assert.deepEqual(problems(codex), []);
    assert.deepEqual(valueOf(parseToml(codex).tree), {
      model: 'gpt-5-codex',
      model_provider: 'azure',
      model_providers: { azure: { name: 'Azure', base_url: 'https://contoso.openai.azure.com/openai', query_params: { 'api-version': '2025-04-01-preview' } } },
      mcp_servers: {
        docs: { command: 'npx', args: ['-y', '@contoso/docs-mcp@1.4.2'], startup_timeout_sec: 20.5, env: { TOKEN: '${TOKEN}' } },
        'quoted.name': { url: 'https://mcp.contoso.com/mcp', http_headers: { 'X-Team': 'payments' }, enabled: false },
      },
      projects: { '/home/ada/shop': { trust_level: 'trusted' } },
    });
  });

  describe('makes the same tree of', () => {
    const expected = { mcp_servers: { x: { command: 'npx', env: { A: 'b' } } } };
    const rows: [string, string][] = [
      ['headers', '[mcp_servers.x]\ncommand = "npx"\n[mcp_servers.x.env]\nA = "b"'],
      ['headers in another order', '[mcp_servers.x.env]\nA = "b"\n[mcp_servers.x]\ncommand = "npx"\n[mcp_servers]'],
      ['dotted keys', 'mcp_servers.x.command = "npx"\nmcp_servers . x . "env".A = "b"'],
      ['both', '[mcp_servers]\nx.command = "npx"\nx.env.A = "b"'],
      ['braces', 'mcp_servers = { x = { command = "npx", env.A = "b" } }'],
      ['braces over several lines, as TOML 1.1 has them', 'mcp_servers = { # ours\n  x = {\n    command = "npx",\n    env = { A = "b", },\n  },\n}'],
      ['CRLF and a byte order mark', '\ufeff[mcp_servers.x]\r\ncommand = "npx"\r\n[mcp_servers.x.env]\r\nA = "b"\r\n'],
    ];
    for (const [what, text] of rows) {
      it(what, () => {
        assert.deepEqual(problems(text), []);
        assert.deepEqual(valueOf(parseToml(text).tree), expected);
      });
    }
    it('lists of tables', () => {
      const listed = '[[mcp_servers]]\nname = "a"\n[mcp_servers.env]\nA = "b"\n[[mcp_servers]]\nname = "c"';
      assert.deepEqual(valueOf(parseToml(listed).tree), { mcp_servers: [{ name: 'a', env: { A: 'b' } }, { name: 'c' }] });
      assert.equal(at(listed, ['mcp_servers', 1]), '[[mcp_servers]]\nname = "c"');
    });
  });

  describe('knows where', () => {
    const rows: [string, Path, Part, string][] = [
      ['a server’s name is', ['mcp_servers', 'docs'], 'key', 'docs'],
      ['a quoted one is', ['mcp_servers', 'quoted.name'], 'key', '"quoted.name"'],
      ['a server’s tables are', ['mcp_servers', 'docs'], 'value', codex.slice(codex.indexOf('[mcp_servers.docs]'), codex.indexOf('\n\n[mcp_servers."'))],
      ['a table is', ['mcp_servers', 'docs', 'env'], 'value', '[mcp_servers.docs.env]\nTOKEN = "${TOKEN}"'],
      ['an argument is', ['mcp_servers', 'docs', 'args', 1], 'value', '"@contoso/docs-mcp@1.4.2"'],
      ['a value in braces is', ['mcp_servers', 'quoted.name', 'http_headers', 'X-Team'], 'entry', '"X-Team" = "payments"'],
    ];
    for (const [what, path, part, expected] of rows) it(what, () => assert.equal(at(codex, path, part), expected));

    it('a table is that goes on elsewhere: where its own header is', () => {
      const text = '[s.a]\ncommand = "x"\n[other]\nk = 1\n[s.a.env]\nA = "b"';
      assert.equal(at(text, ['s', 'a']), '[s.a]\ncommand = "x"');
      assert.equal(at(text, ['s', 'a', 'env', 'A']), '"b"');
    });
    it('characters of two units stand before', () => assert.equal(at('"😀" = "😀" # 😀\r\nb = \'c\'', ['b']), "'c'"));
  });

  describe('of a text that is half typed', () => {
    const before = '[s.a]\ncommand = "x"\n';
    const after = '\n[s.b]\ncommand = "y"\n';
    const rows: [string, string, unknown, string[]][] = [
      ['a key', 'arg', { command: 'x', arg: undefined }, ['"arg" An equals sign and a value are missing behind this key.']],
      ['a key and an equals sign', 'args =', { command: 'x', args: undefined }, ['"args" A value is missing behind this key.']],
      ['a list', 'args = ["-y",', { command: 'x', args: ['-y'] }, ['"s.b" This is not a value in TOML. Text must stand in quotes.']],
      ['a list without a comma', 'args = ["-y"', { command: 'x', args: ['-y'] }, ['"[" A comma is missing before this.']],
      ['a list, and the next key', 'args = ["-y",\ncwd = "c"', { command: 'x', args: ['-y'], cwd: 'c' }, ['"cwd" This is not a value in TOML. Text must stand in quotes.']],
      ['a text', 'cwd = "c', { command: 'x', cwd: 'c' }, ['"\\"c" This text is not closed.']],
      ['a text over lines', 'cwd = """c', { command: 'x', cwd: 'c' }, ['"\\"\\"\\"" This text is not closed.']],
      ['braces', 'env = { A = "b"', { command: 'x', env: { A: 'b' } }, ['"{" This bracket is not closed, or something else than a value stands in it.']],
      ['a text without quotes', 'cwd = c', { command: 'x', cwd: undefined }, ['"c" This is not a value in TOML. Text must stand in quotes.']],
      ['a date that is none', 'on = 2026-02-30', { command: 'x', on: '2026-02-30' }, ['"2026-02-30" There is no such date or time.']],
      ['something behind a value', 'cwd = "c" d', { command: 'x', cwd: 'c' }, ['"d" A new line must begin before this.']],
      ['a key twice', 'command = "z"', { command: 'z' }, ['"command" This key stands here a second time.']],
    ];
    for (const [what, line, a, wrong] of rows) {
      it(`${what}: the rest is read`, () => {
        const text = before + line + after;
        assert.deepEqual(valueOf(parseToml(text).tree), { s: { a, b: { command: 'y' } } });
        assert.deepEqual(problems(text), wrong);
      });
    }
    it('a header: what follows it is no part of the table above', () => {
      assert.deepEqual(valueOf(parseToml(`${before}[s.\ncommand = "z"`).tree), { s: { a: { command: 'x' }, '': { command: 'z' } } });
      assert.deepEqual(valueOf(parseToml(`${before}[s.c\ncommand = "z"`).tree), { s: { a: { command: 'x' }, c: { command: 'z' } } });
    });
    it('a merge conflict: both sides are read, and each marker is said', () => {
      const text = '[s.a]\n<<<<<<< HEAD\ncommand = "x"\n=======\ncommand = "y"\n>>>>>>> theirs\n[s.b]';
      assert.deepEqual(problems(text), ['"<<<<<<< HEAD" A merge conflict is not resolved here.', '"=======" A merge conflict is not resolved here.', '"command" This key stands here a second time.', '">>>>>>> theirs" A merge conflict is not resolved here.']);
      const server = nodeAt(parseToml(text).tree, ['s', 'a']);
      assert.deepEqual(server?.kind === 'object' && server.entries.map(({ value }) => valueOf(value)), ['x', 'y']);
    });
  });

  it('keeps both of two tables of one name, and what a closed one is given', () => {
    for (const text of ['[a]\nb = 1\n[a]\nb = 2', 'a = { b = 1 }\n[a]\nb = 2', 'a.b = 1\n[a]\nb = 2', 'a = { b = 1 }\na.b = 2', '[[a]]\nb = 1\n[a]\nb = 2', 'a = [1]\n[[a]]\nb = 2']) {
      const { tree, problems } = parseToml(text);
      assert.deepEqual(tree?.entries.map(({ key }) => key), ['a', 'a'], text);
      assert.equal(problems.length, 1, text);
    }
  });

  it('finds right what another reader finds right, and nothing else', () => {
    const put = fc.oneof(fc.constantFrom('', '"', "'", '[', ']', '{', '}', '=', '\n', '\t', '#', '\n[a]\n', '\n[[a]]\n', '\na.b = 1\n', '\n[a.b]\n', 'a', '1', '_', '.', 'e', '0', '+', '"""', ',', '\\', '\\x41', '12:30', '2001-02-30', ' '), fc.string({ maxLength: 2 }));
    fc.assert(
      fc.property(documents(printToml), fc.nat(), put, fc.nat(2), ({ text }, pick, piece, length) => {
        const place = pick % (text.length + 1);
        const changed = text.slice(0, place) + piece + text.slice(place + length);
        // The other takes a lone carriage return for white space, and minds half characters, which no file holds.
        fc.pre(!/\r(?!\n)|\p{Surrogate}/u.test(changed));
        let value: unknown;
        try {
          value = otherToml(changed);
        } catch {
          assert.notDeepEqual(problems(changed), [], JSON.stringify(changed));
          return;
        }
        assert.deepEqual(problems(changed), [], JSON.stringify(changed));
        assert.deepEqual(valueOf(parseToml(changed).tree) ?? {}, value);
      }),
      { numRuns: 1000 },
    );
  });

  it('copes with depth and size', () => {
    for (const open of ['[', '{a=', '[{a=']) {
      const text = `a = ${open.repeat(10_000)}\n[b]\nc = 1`;
      assert.equal(render(parseToml(text).problems[0]!.message), 'This is nested too deeply.');
      assert.deepEqual(valueOf(nodeAt(parseToml(text).tree, ['b'])), { c: 1 });
    }
    assert.equal(render(parseToml(`${'a.'.repeat(10_000)}a = 1`).problems[0]!.message), 'This is nested too deeply.');
    assert.equal(render(parseToml(`[${'a.'.repeat(10_000)}a]\nb = 1`).problems[0]!.message), 'This is nested too deeply.');
    const many = Array.from({ length: 60_000 }, (_, i) => `[s.server-${i}]\ncommand = "npx"\nargs = ["-y", "package-${i}@1.0.0"]\n${'# '.padEnd(60, 'c')}`).join('\n');
    const { tree } = parseToml(many);
    const servers = nodeAt(tree, ['s']);
    assert.equal(servers?.kind === 'object' && servers.entries.length, 60_000);
  });

  it('has no tree of white space and comments', () => {
    for (const text of ['', '\ufeff', ' \r\n\t', '# only\n']) assert.deepEqual(parseToml(text), { problems: [] });
  });
});
