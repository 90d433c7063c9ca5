import assert from 'node:assert/strict';
import { pointer } from '../../../../src/core/config/node.ts';
import { readPolicy } from '../../../../src/core/policy/read.ts';
import { runPolicyTests } from '../../../../src/core/policy/policy-tests.ts';
import { compilePolicy } from '../../../../src/core/policy/compile.ts';
import { render } from '../../../../src/core/text/message.ts';
import { approved, now, policyText } from '../subjects.ts';
import { said } from './providers.ts';

/** What reading a policy with these fields tells, and what it then says of two providers. */
function read(more: object): { problems: string[]; anthropic: string; openai: string } {
  const { document, problems } = readPolicy(policyText({ servers: [], ...more }), '/policy.json');
  const policy = compilePolicy([{ document: document!, approves: true }]);
  return {
    problems: problems.map(({ path, message, severity }) => `${severity} ${pointer(path)} ${render(message)}`),
    anthropic: said(policy, { provider: 'anthropic', models: ['claude-sonnet-4-6'] }),
    openai: said(policy, { provider: 'openai', models: ['gpt-4o'] }),
  };
}

const good = approved('a', { provider: 'anthropic' });

describe('reading what a policy says of model providers', () => {
  it('takes what is well written without a word', () => {
    assert.deepEqual(read({ providers: [good], models: { deny: ['x'], pinned: false } }), { problems: [], anthropic: 'approved', openai: 'unknown not-listed' });
  });

  it('leaves out an approval that is written wrong, and tells where', () => {
    assert.deepEqual(read({ providers: [{ ...good, typo: 1 }] }), { problems: ['error /providers/0/typo `typo` is not known here. Check its spelling, or take it out.'], anthropic: 'unknown not-listed', openai: 'unknown not-listed' });
    assert.deepEqual(read({ providers: [approved('b', { provider: 'nobody-known' }), good] }).problems, ['error /providers/0/match/0/provider This provider is not known here by its name. Name its address with `url`.']);
    assert.deepEqual(read({ providers: [approved('a', { provider: 'anthropic', url: { host: 'x.example' } })] }).anthropic, 'unknown not-listed');
    assert.deepEqual(read({ providers: [approved('a', { provider: 'anthropic' }, { minIdentity: 'launch' })] }).anthropic, 'unknown not-listed');
    assert.deepEqual(read({ providers: [approved('a', { provider: 'anthropic' }, { models: { allow: 'x' } })] }).anthropic, 'unknown not-listed');
  });

  it('lets a denial that is written wrong deny what can be read of it', () => {
    assert.equal(read({ providers: [good, { id: 'd', state: 'denied', match: [{ provider: 'anthropic', typo: 1 }] }] }).anthropic, 'denied');
    assert.equal(read({ providers: [good, { id: 'd', state: 'Denied ', match: [{ url: { host: 'api.anthropic.com', path: 'wrong' } }] }] }).anthropic, 'denied');
  });

  it('warns of what has no effect on a denial', () => {
    assert.deepEqual(read({ providers: [{ id: 'd', state: 'denied', expires: '2027-01-01', match: [{ provider: 'openai' }], models: { allow: ['x'] } }] }).problems, [
      'warning /providers/0/expires A denial does not expire. Take the entry out when it should no longer hold.',
      'warning /providers/0/models An entry that denies does so whatever the model is.',
    ]);
  });

  it('approves no provider where the list is none, or stands twice', () => {
    assert.deepEqual(read({ providers: {} }), { problems: ['error /providers `providers` must be a list in `[` and `]`.'], anthropic: 'unknown not-listed', openai: 'unknown not-listed' });
    const twice = policyText({ servers: [], providers: [good] }).replace(/\}$/, `,"providers":[${JSON.stringify({ id: 'o', state: 'denied', match: [{ provider: 'openai' }] })}]}`);
    const policy = compilePolicy([{ document: readPolicy(twice, '/p').document!, approves: true }]);
    assert.deepEqual([said(policy, { provider: 'anthropic' }), said(policy, { provider: 'openai' })], ['unknown not-listed', 'denied']);
  });

  it('takes the strictest reading of rules on models that are written wrong', () => {
    assert.equal(read({ providers: [good], models: { pin: true } }).anthropic, 'unknown constraint');
    assert.equal(read({ providers: [good], models: { deny: ['claude-*', 3] } }).anthropic, 'denied');
    assert.equal(read({ providers: [good], models: [] }).anthropic, 'unknown constraint');
  });

  it('keeps the denials of a document that cannot be used', () => {
    const { denials } = readPolicy(policyText({ servers: [], policyVersion: 2, providers: [good, { id: 'd', state: 'denied', match: [{ provider: 'openai' }] }], models: { allow: ['x'], deny: ['y'] } }), '/p');
    assert.deepEqual([denials?.providers?.map(({ id }) => id), denials?.models], [['d'], { deny: ['y'] }]);
  });

  it('gives an id once, servers and providers together', () => {
    assert.deepEqual(read({ servers: [approved('a', { serverName: 'x' })], providers: [good] }).problems, ['warning /providers/0/id Another entry has this id already. Give each its own, so that a verdict names one entry.']);
  });

  it('runs a policy’s tests on providers and models', () => {
    const { document, problems } = readPolicy(
      policyText({
        servers: [],
        providers: [good],
        models: { pinned: true },
        tests: [
          { name: 'approved', provider: { provider: 'anthropic', model: 'claude-sonnet-4-6' }, expect: 'approved' },
          { name: 'redirected', provider: { provider: 'anthropic', baseUrl: 'https://x.example' }, expect: 'constraint' },
          { name: 'floating', provider: { provider: 'anthropic', model: 'opus' }, expect: { state: 'unknown', code: 'unpinned' } },
          { name: 'wrong', provider: { provider: 'openai' }, expect: 'approved' },
          { name: 'neither', expect: 'approved' },
          { name: 'both', server: { command: 'x' }, provider: {}, expect: 'approved' },
        ],
      }),
      '/p',
    );
    assert.deepEqual(problems.map(({ path, message }) => `${pointer(path)} ${render(message)}`), ['/tests/4 A test is about one `server` or one `provider`.', '/tests/5 A test is about one `server` or one `provider`.']);
    const results = runPolicyTests(document!, () => assert.fail(), () => assert.fail(), now);
    assert.deepEqual(results.map(({ test, passed }) => [test.name, passed]), [['approved', true], ['redirected', true], ['floating', true], ['wrong', false]]);
  });
});
