import assert from 'node:assert/strict';
import { render } from '../../../../src/core/text/message.ts';
import { enforced, inGemini, outcomes } from './settings.ts';

const a = inGemini('a', { command: 'npx', args: ['-y', 'a@1.0.0'] });
const b = inGemini('b', { command: 'npx', args: ['-y', 'b@1.0.0'] });
const defined = { command: 'npx', args: ['-y', 'a@1.0.0'] };

describe('what Gemini CLI makes of its settings', () => {
  it('goes by names: what is not allowed or is excluded does not start', () => {
    assert.deepEqual(outcomes({}, a), ['allowed']);
    assert.deepEqual(outcomes({ system: { mcp: { allowed: ['a'] } } }, a, b), ['allowed', 'blocked']);
    assert.equal(enforced({ system: { mcp: { allowed: ['a'] } } }).judge(a).level, 'name');
    assert.deepEqual(outcomes({ system: { mcp: { excluded: ['a'] } } }, a, b), ['blocked', 'allowed']);
    assert.deepEqual(outcomes({ system: { mcp: { allowed: ['a'], excluded: ['a'] } } }, a), ['blocked']);
    assert.deepEqual(outcomes({ system: { mcp: { allowed: ['A'] } } }, a), ['blocked'], 'letter case counts');
    assert.deepEqual(outcomes({ system: { mcp: { allowed: ['*'] } } }, a), ['blocked'], '`*` is a name');
  });

  it('an empty list allows everything', () => {
    assert.deepEqual(outcomes({ system: { mcp: { allowed: [] } } }, a, b), ['allowed', 'allowed']);
    assert.equal(enforced({ system: { mcp: { allowed: [] } } }).restricts, false);
    assert.deepEqual(outcomes({ system: { mcp: { allowed: 'a' } } }, b), ['allowed'], 'as does what is no list');
  });

  it('of several lists the names that all have count, in the first one’s spelling', () => {
    assert.deepEqual(outcomes({ system: { mcp: { allowed: ['a', 'b'] } }, user: { mcp: { allowed: ['A '] } } }, a, b), ['allowed', 'blocked']);
    assert.deepEqual(outcomes({ system: { mcp: { allowed: ['A'] } }, workspace: { mcp: { allowed: ['a'] } } }, a), ['blocked']);
    assert.deepEqual(outcomes({ system: { mcp: { excluded: ['a'] } }, workspace: { mcp: { excluded: [] } } }, a), ['blocked'], 'nobody takes back what another excludes');
  });

  it('lists with no name in common void each other', () => {
    const settings = { system: { mcp: { allowed: ['a'] } }, workspace: { mcp: { allowed: ['x'] } } };
    assert.deepEqual(outcomes(settings, a, b), ['allowed', 'allowed']);
    const enforcement = enforced(settings);
    const { problems } = enforcement;
    assert.deepEqual(problems.map(({ rule, file, severity }) => [rule, file.path, severity]), [['native-ignored-list', '/w/.gemini/settings.json', 'error']]);
    assert.match(render(problems[0]!.message), /No name stands both here and in \/etc\/gemini-cli\/settings\.json/);
    assert.match(render(enforcement.judge(b).reason), /none is left/);
  });

  it('what the system’s settings define stands in place of everybody’s own', () => {
    const system = { mcp: { allowed: ['a'] }, mcpServers: { a: defined } };
    assert.deepEqual(outcomes({ system }, a, inGemini('a', { command: 'npx', args: ['-y', 'evil'] }), inGemini('a', { url: 'https://evil.example' })), ['allowed', 'blocked', 'blocked']);
    assert.equal(enforced({ system }).judge(a).level, 'launch');
    assert.deepEqual(enforced({ system }).judge(a).by?.path, ['mcpServers', 'a']);
    assert.deepEqual(outcomes({ system }, inGemini('a', { ...defined, env: { NODE_OPTIONS: '-r ./x.js' } }), inGemini('a', { ...defined, cwd: '/tmp' })), ['blocked', 'blocked']);
    assert.deepEqual(outcomes({ system: { mcpServers: { a: { ...defined, env: { TOKEN: '${TOKEN}' } } } } }, inGemini('a', { ...defined, env: { TOKEN: 'x' } })), ['allowed']);
  });

  it('definitions in other files fix nothing', () => {
    assert.deepEqual(outcomes({ defaults: { mcp: { allowed: ['a'] }, mcpServers: { a: defined } }, user: { mcpServers: { a: defined } } }, inGemini('a', { command: 'evil' })), ['allowed']);
  });

  it('a definition without an allow list leaves other names open', () => {
    assert.deepEqual(outcomes({ system: { mcpServers: { a: defined } } }, b, inGemini('a', { command: 'evil' })), ['allowed', 'blocked']);
  });

  it('an extension adds to what is defined', () => {
    const at = '/home/me/.gemini/extensions/x/gemini-extension.json';
    const system = { mcp: { allowed: ['a'] }, mcpServers: { a: defined } };
    assert.deepEqual(outcomes({ system }, inGemini('a', { ...defined, env: { NODE_OPTIONS: 'x' } }, at), inGemini('a', { command: 'evil' }, at), inGemini('a', { url: 'https://evil.example' }, at), inGemini('b', defined, at)), ['allowed', 'blocked', 'undetermined', 'blocked']);
  });

  it('the command line under `mcp` is a server called `mcp`', () => {
    const line = { ...inGemini('mcp', { command: 'x' }), server: { ...inGemini('x', { command: 'x' }).server, path: ['mcp', 'serverCommand'] } };
    assert.deepEqual(outcomes({ system: { mcp: { allowed: ['a'] } } }, line), ['blocked']);
    assert.deepEqual(outcomes({ system: { mcp: { allowed: ['mcp'] }, mcpServers: { mcp: defined } } }, line), ['allowed'], 'and goes before a definition');
  });
});
