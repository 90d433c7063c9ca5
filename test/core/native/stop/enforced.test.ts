import assert from 'node:assert/strict';
import type { NativeFile, NativeId } from '../../../../src/core/native/native.ts';
import { natives } from '../../../../src/core/native/natives.ts';
import { targetOfUrl } from '../../../../src/core/native/stop/target.ts';
import { after, declaredIn, file, loadAll, planned } from './files.ts';

const token = 'ghp_0123456789abcdefghij0123456789abcdef';

/** What a client makes of each server of a file under lists that stand in other files, by its own reading of them. */
function judged(id: NativeId, lists: Readonly<Record<string, string>>, place: string, text: string): Record<string, string> {
  const files = Object.entries(lists).flatMap(([at, content]): NativeFile[] => {
    const read = file(at, content);
    return (read.lists ?? []).filter(({ native }) => native === id).map((list) => ({ list, path: read.path, scope: read.scope }));
  });
  const enforcement = natives.find((native) => native.id === id)!.enforce(files, { platform: 'linux', env: {} });
  return Object.fromEntries(declaredIn(file(place, text)).map(({ file: of, declaration, identity }) => [declaration.name, enforcement.judge({ file: of, server: declaration, identity }).outcome]));
}

describe('after an emergency stop, by the client’s own reading', () => {
  before(loadAll);
  const servers = JSON.stringify({
    mcpServers: {
      evil: { command: 'npx', args: ['evil-mcp'] },
      keyed: { command: 'npx', args: ['evil-mcp@1.0.0', '--token', token] },
      shelled: { command: 'bash', args: ['-c', 'npx evil-mcp | tee log'] },
      good: { command: 'npx', args: ['good-mcp'] },
    },
  });
  const stopped = { evil: 'blocked', keyed: 'blocked', shelled: 'blocked', good: 'allowed' };

  it('Claude Code refuses it in whatever project it is declared again, and starts the others', () => {
    const made = after(planned({ '~/.claude.json': servers, '~/.claude/settings.json': undefined }));
    assert.deepEqual(judged('claude-code', { '~/.claude/settings.json': made['~/.claude/settings.json']! }, '.mcp.json', servers), stopped);
    assert.ok(!made['~/.claude/settings.json']!.includes(token));
  });

  it('Gemini CLI refuses it in whatever project it is declared again, and starts the others', () => {
    const made = after(planned({ '~/.gemini/settings.json': servers }));
    assert.deepEqual(judged('gemini', { '~/.gemini/settings.json': made['~/.gemini/settings.json']! }, '.gemini/settings.json', servers), stopped);
  });

  it('Claude Code refuses an address under another name, with whatever parameters', () => {
    const remote = (name: string, url: string): string => JSON.stringify({ mcpServers: { [name]: { type: 'http', url } } });
    const made = after(planned({ '~/.claude.json': remote('a', 'https://mcp.evil.example/v1?key=a'), '~/.claude/settings.json': undefined }, targetOfUrl('https://mcp.evil.example/v1')));
    const lists = { '~/.claude/settings.json': made['~/.claude/settings.json']! };
    assert.deepEqual(judged('claude-code', lists, '.mcp.json', remote('b', 'https://mcp.evil.example/v1?key=b')), { b: 'blocked' });
    assert.deepEqual(judged('claude-code', lists, '.mcp.json', remote('c', 'https://mcp.fine.example/v1')), { c: 'allowed' });
  });
});
