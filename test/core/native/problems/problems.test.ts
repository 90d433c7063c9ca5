import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { pointer } from '../../../../src/core/config/node.ts';
import type { NativeEntry, NativeList, NativeProblem } from '../../../../src/core/native/native.ts';
import { differences, saidBy } from '../../../../src/core/native/problems/differs.ts';
import { problemsIn } from '../../../../src/core/native/problems/problems-in.ts';
import { render, say } from '../../../../src/core/text/message.ts';

const plain = { scope: 'managed', declarations: [] } as const;

function list(native: NativeList['native'], entries: readonly NativeEntry[], problems: readonly NativeProblem[] = []): NativeList {
  return { native, allows: true, entries, switches: [], problems };
}

function entry(matches: NativeEntry['matches'], effect: NativeEntry['effect'] = 'allow', at = 0): NativeEntry {
  return { effect, path: ['allowedMcpServers', at], matches };
}

function told(one: NativeList, file: Parameters<typeof problemsIn>[1] = plain, together: readonly NativeProblem[] = []): string[] {
  return problemsIn(one, file, together).map(({ rule, path, severity }) => `${rule} ${pointer(path).slice(1)}${severity ? ` ${severity}` : ''}`);
}

describe('what can be asked of any list', () => {
  describe('addresses', () => {
    const url = (pattern: string, effect?: NativeEntry['effect']): NativeEntry => entry({ kind: 'url', pattern }, effect);
    const open = (pattern: string): boolean => problemsIn(list('vscode', [url(pattern)]), plain).some(({ rule }) => rule === 'native-open-prefix');
    it('of hosts that anybody can have', () => {
      for (const pattern of ['https://*', 'https://*/*', '*://*/mcp', 'https://*contoso.com/*', 'https://ledger.*/mcp', 'https://ledger.contoso.com*', 'https://*.com/*', 'https://*:8080/x', 'https://l*r.contoso.com/']) assert.ok(open(pattern), pattern);
      for (const pattern of ['https://contoso.com/*', 'https://*.contoso.com/*', 'https://*.contoso.com:*/x', '*://mcp.contoso.com/*', 'https://contoso.com/*/x', 'http://localhost:*/']) assert.ok(!open(pattern), pattern);
      assert.deepEqual(problemsIn(list('vscode', [url('https://*', 'deny')]), plain).filter(({ rule }) => rule === 'native-open-prefix'), []);
    });
  });
  describe('names', () => {
    const name = (text: string, effect?: NativeEntry['effect'], at?: number): NativeEntry => entry({ kind: 'name', name: text }, effect, at);
    it('approve whatever has them', () => {
      assert.deepEqual(told(list('vscode', [name('a'), name('b', 'allow', 1)])), ['native-name-only allowedMcpServers/0', 'native-name-only allowedMcpServers/1']);
    });
    it('may be denied', () => assert.deepEqual(told(list('vscode', [name('a', 'deny')])), []));
    it('are all that some clients know: told once, and mildly', () => {
      assert.deepEqual(told(list('cline', [name('a'), name('b', 'allow', 1)])), ['native-name-only allowedMcpServers/0 info']);
    });
    it('are Gemini CLI’s approval in the system’s file, where nothing there says what has them', () => {
      const declared = { scope: 'managed', declarations: [{ name: 'a' }] } as unknown as Parameters<typeof problemsIn>[1];
      assert.deepEqual(told(list('gemini', [name('a')])), ['native-name-only allowedMcpServers/0 info']);
      assert.deepEqual(told(list('gemini', [name('a')]), declared), []);
      assert.deepEqual(told(list('gemini', [name('a')]), { ...plain, scope: 'user' }), []);
    });
  });

  describe('command lines', () => {
    const rows: [string, readonly string[], boolean][] = [
      ['a package without a version', ['npx', '-y', '@contoso/ledger-mcp'], true],
      ['its latest version', ['npx', '-y', '@contoso/ledger-mcp@latest'], true],
      ['a range', ['npx', '-y', '@contoso/ledger-mcp@^1.4.0'], true],
      ['one version', ['npx', '-y', '@contoso/ledger-mcp@1.4.2'], false],
      ['behind a shell of Windows', ['cmd', '/c', 'uvx', 'markitdown-mcp'], true],
      ['an image by a tag', ['docker', 'run', '-i', '--rm', 'ghcr.io/contoso/ledger:1.4'], true],
      ['an image by digest', ['docker', 'run', '-i', '--rm', `ghcr.io/contoso/ledger@sha256:${'a'.repeat(64)}`], false],
      ['a repository without a commit', ['uvx', '--from', 'git+https://github.com/contoso/ledger', 'ledger'], true],
      ['a program', ['/opt/contoso/ledger'], false],
      ['a bridge without a version', ['npx', '-y', 'mcp-remote', 'https://mcp.contoso.com'], true],
      ['nothing', [], false],
    ];
    for (const [what, argv, floats] of rows) {
      it(`${floats ? 'tell of' : 'are silent on'} ${what}`, () => {
        assert.deepEqual(told(list('copilot', [entry({ kind: 'command', argv })])), floats ? ['native-floating-version allowedMcpServers/0'] : []);
        assert.deepEqual(told(list('copilot', [entry({ kind: 'command', argv }, 'deny')])), []);
      });
    }
    it('count for Codex where every word of them is fixed', () => {
      const args = (match: 'exact' | 'prefix'): NativeEntry => entry({ kind: 'identity', name: 'x', identity: { kind: 'launch', executable: 'uvx', args: [{ match, value: 'ledger' }] } });
      assert.deepEqual(told(list('codex', [args('exact')])), ['native-floating-version allowedMcpServers/0']);
      assert.deepEqual(told(list('codex', [args('prefix')])), []);
    });
  });

  it('credentials in command lines and addresses are told, denied or allowed, and never shown', () => {
    const secret = ['ghp', 'a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8'].join('_');
    const entries = [entry({ kind: 'command', argv: ['ledger', `--token=${secret}`] }), entry({ kind: 'url', pattern: `https://ada:${secret}@mcp.contoso.com` }, 'deny', 1), entry({ kind: 'command', argv: ['ledger', '--token=${TOKEN}'] }, 'allow', 2)];
    assert.deepEqual(told(list('copilot', entries)), ['native-secret allowedMcpServers/0', 'native-secret allowedMcpServers/1']);
    assert.doesNotMatch(problemsIn(list('copilot', entries), plain).map(({ message }) => render(message)).join(' '), /ghp_/);
  });

  it('of an entry that does nothing only that is told, by whomever', () => {
    const dead: NativeProblem = { rule: 'native-dead-entry', path: ['allowedMcpServers', 0], message: say('x') };
    const named = list('vscode', [entry({ kind: 'name', name: 'a' })]);
    assert.deepEqual(told({ ...named, problems: [dead] }), ['native-dead-entry allowedMcpServers/0']);
    assert.deepEqual(told(named, plain, [dead]), ['native-dead-entry allowedMcpServers/0']);
    assert.deepEqual(told({ ...named, problems: [{ ...dead, path: ['allowedMcpServers'] }] }), ['native-dead-entry allowedMcpServers']);
    assert.deepEqual(told(named, plain, [{ ...dead, severity: 'info' }]), ['native-dead-entry allowedMcpServers/0 info', 'native-name-only allowedMcpServers/0']);
  });

  it('what the reader says itself is not said again', () => {
    const own: NativeProblem = { rule: 'native-name-only', path: ['allowedMcpServers', 0], severity: 'error', message: say('x') };
    assert.deepEqual(told(list('vscode', [entry({ kind: 'name', name: 'a' })], [own])), ['native-name-only allowedMcpServers/0 error']);
  });

  it('whatever command line stands there, a message comes of it, and without control characters', function () {
    this.timeout(60_000);
    const word = fc.oneof(fc.constantFrom('npx', '-y', 'docker', 'run', 'uvx', '--from', 'git+https://x/y', 'a@latest', '@x/y', '-c', 'cmd', '/c'), fc.string({ unit: 'binary', maxLength: 12 }));
    fc.assert(
      fc.property(fc.array(word, { maxLength: 6 }), (argv) => {
        for (const { message } of problemsIn(list('vscode', [entry({ kind: 'command', argv })]), plain)) assert.doesNotMatch(render(message), /\p{Cc}|\p{Cf}/u);
      }),
      { numRuns: 200 },
    );
  });
});

describe('an entry in lists of two clients', () => {
  const url = (native: NativeList['native'], pattern: string, effect: NativeEntry['effect'] = 'deny'): NativeList => list(native, [entry({ kind: 'url', pattern }, effect)]);
  const told = (pattern: string, ...natives: readonly NativeList['native'][]): string[] => {
    const lists = natives.map((native) => url(native, pattern));
    return differences(lists[0]!, saidBy(lists)).map(({ message }) => render(message));
  };

  it('may mean the whole host to one and a page to the other', () => {
    assert.deepEqual(told('https://ledger.contoso.com', 'vscode', 'claude-code'), [
      'This stands in lists of Claude Code and of VS Code, and means different things there: Claude Code takes it for `https://ledger.contoso.com/mcp` too, VS Code does not. Write the address so that both mean the same: with scheme, host and path, and `*` only at the end.',
    ]);
  });
  it('may mean letters of a path or not', () => assert.match(told('https://ledger.contoso.com/Mcp', 'claude-code', 'vscode')[0]!, /VS Code takes it for `https:\/\/ledger\.contoso\.com\/mcp` too, Claude Code does not/));
  it('is silent where both mean the same, where only one has it, and where one allows what the other denies', () => {
    assert.deepEqual(told('https://ledger.contoso.com/*', 'vscode', 'claude-code'), []);
    assert.deepEqual(told('https://ledger.contoso.com', 'claude-code'), []);
    assert.deepEqual(differences(url('vscode', 'https://ledger.contoso.com'), saidBy([url('vscode', 'https://ledger.contoso.com'), url('claude-code', 'https://ledger.contoso.com', 'allow')])), []);
  });
  it('is compared without throwing, whatever it is', function () {
    this.timeout(60_000);
    fc.assert(fc.property(fc.oneof(fc.string(), fc.webUrl(), fc.string().map((rest) => `*://${rest}*`)), (pattern) => void told(pattern, 'vscode', 'copilot', 'claude-code')), { numRuns: 300 });
  });
});
