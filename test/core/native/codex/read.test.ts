import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { parseJson } from '../../../../src/core/config/json/parse.ts';
import { parseToml } from '../../../../src/core/config/toml/parse.ts';
import { enforceCodex } from '../../../../src/core/native/codex/enforce.ts';
import { codexLists } from '../../../../src/core/native/codex/read.ts';
import { userFiles } from '../../../../src/core/clients/clients.ts';
import { loadSyntax } from '../../../../src/core/config/syntaxes.ts';
import { readConfigFile } from '../../../../src/core/config/read.ts';
import { problemsIn } from '../../../../src/core/native/problems/problems-in.ts';
import { inCodex, listIn, problems } from './requirements.ts';

const docs = inCodex('docs', { command: 'codex-mcp' });

describe('lists of Codex as findings', () => {
  it('a command without its arguments', () => {
    assert.deepEqual(problems('[mcp_servers.docs]\nidentity = { command = "npx" }'), [
      'native-args-unchecked mcp_servers/docs/identity/command: Every server called `docs` that is started with `npx` passes, whatever its arguments say: Codex does not look at them here. Write `command = { executable = …, args = [ … ] }` to fix them too.',
    ]);
  });

  it('names that no server has, and what stands beside text', () => {
    assert.deepEqual(problems('[mcp_servers."my docs".identity]\nurl = "https://example.com/mcp"').map((text) => text.slice(0, 50)), ['native-dead-entry mcp_servers/my docs: Codex takes']);
    assert.deepEqual(problems('[mcp_servers.docs.identity]\nurl = "https://example.com/mcp"\ncommand = { executable = "x" }').map((text) => text.slice(0, 55)), ['native-dead-entry mcp_servers/docs/identity/command: Co']);
    assert.ok(problems('[mcp_servers.docs.identity]\nurl = "https://example.com/mcp"\ncommand = "x"').some((text) => text.startsWith('native-dead-entry mcp_servers/docs/identity/url')));
  });

  it('what floats, and a prefix that ends within the host', () => {
    const floating = (spec: string): string[] => problemsIn(listIn(`[mcp_servers.docs.identity]\ncommand = { executable = "npx", args = [{ match = "exact", value = "-y" }, { match = "exact", value = "${spec}" }] }`)!, { scope: 'managed', declarations: [] }).map(({ rule }) => rule);
    assert.deepEqual(floating('x@latest'), ['native-floating-version']);
    assert.deepEqual(floating('x'), ['native-floating-version']);
    assert.deepEqual(floating('x@1.0.0'), []);
    const prefix = (value: string): string[] => problems(`[mcp_servers.docs.identity]\nurl = { match = "prefix", value = "${value}" }`).map((text) => text.split(' ')[0]!);
    assert.deepEqual(prefix('https://example.com'), ['native-open-prefix']);
    assert.deepEqual(prefix('https://example.com/'), []);
  });

  it('one bad entry, with what it does to the file', () => {
    assert.deepEqual(problems('[mcp_servers.docs]\nidentity = { comand = "x" }'), [
      'native-invalid-entry mcp_servers/docs: Codex cannot read the `identity` of `docs`, and does not start at all with a requirements file that it cannot read. Write `command` or `url` there: as text, or as a table with only the keys that Codex knows.',
    ]);
  });

  it('never throws, whatever the file holds', () => {
    const keys = fc.constantFrom('mcp_servers', 'plugins', 'features', 'identity', 'command', 'url', 'executable', 'args', 'match', 'value', 'expression', 'docs', '__proto__', 'constructor', 'a@b');
    const leaf = fc.oneof(fc.constantFrom('exact', 'prefix', 'regex', '(', '[a-', 'codex-mcp', '__proto__'), fc.string(), fc.integer(), fc.boolean(), fc.constant(null));
    const { tree: value } = fc.letrec<{ tree: unknown }>((tie) => ({ tree: fc.oneof({ depthSize: 'large', withCrossShrink: true }, leaf, fc.array(tie('tree'), { maxLength: 3 }), fc.dictionary(keys, tie('tree'), { maxKeys: 4 })) }));
    fc.assert(
      fc.property(fc.dictionary(keys, value), (given) => {
        const { tree } = parseJson(JSON.stringify(given));
        const list = tree && codexLists.read(tree);
        const enforcement = enforceCodex(list ? [{ list, path: '/etc/codex/requirements.toml', scope: 'managed' }] : []);
        assert.ok(['allowed', 'blocked', 'undetermined'].includes(enforcement.judge(docs).outcome));
      }),
      { numRuns: 700 },
    );
    fc.assert(fc.property(fc.string(), (text) => void codexLists.read(parseToml(`mcp_servers.x = ${text}`).tree ?? parseJson('{}').tree!)));
  });

  it('is read where Codex has it on each system', async () => {
    await loadSyntax('toml');
    for (const [platform, path, env] of [['linux', '/etc/codex/requirements.toml', {}], ['darwin', '/etc/codex/requirements.toml', {}], ['win32', 'D:\\Data/OpenAI/Codex/requirements.toml', { ProgramData: 'D:\\Data' }]] as const) {
      const known = userFiles({ platform, home: '/home/me', env }).find((file) => file.path === path);
      assert.ok(known, `${platform}: ${path}`);
      const file = readConfigFile({ path, known, live: true, content: { text: '[mcp_servers]\n' } });
      assert.equal(file.status, 'read');
      assert.equal(file.lists?.[0]?.allows, true);
    }
  });
});
