import assert from 'node:assert/strict';
import { planOf, type PlanOptions } from '../../../../src/core/native/compile/plan-of.ts';
import type { Plan } from '../../../../src/core/native/compile/plan.ts';
import type { NativeSubject } from '../../../../src/core/native/native.ts';
import { compilePolicy } from '../../../../src/core/policy/compile.ts';
import { readPolicy } from '../../../../src/core/policy/read.ts';
import { render } from '../../../../src/core/text/message.ts';
import { now, policyText } from '../../policy/subjects.ts';
import { declaredIn } from '../proof/declared.ts';

const sha = `sha256:${'a'.repeat(64)}`;

function plan(servers: readonly unknown[], options: Partial<PlanOptions> = {}, ...more: readonly (readonly unknown[])[]): Plan {
  const layers = [servers, ...more].map((entries, i) => ({ document: readPolicy(policyText({ servers: entries }), `/p${i}.json`).document!, approves: true }));
  return planOf(compilePolicy(layers), { now, mode: 'allow-and-deny', seen: [], ...options });
}
const lines = ({ commands }: Plan): string[] => commands.map(({ argv }) => argv.join(' '));
const places = ({ addresses }: Plan): string[] => addresses.map(({ scheme, host, below, port, path, pathMatch }) => `${scheme}://${below ? '*.' : ''}${host}${port === undefined ? '' : `:${port}`}${path ?? ''}${pathMatch === 'prefix' ? ' …' : ''}`);
const approved = (match: unknown, more: object = {}): object => ({ id: 'com.contoso/it', state: 'approved', match: [match], ...more });

describe('what a policy comes to in lines and addresses', () => {
  it('a package with an exact version is its usual command lines, with the arguments its entry names', () => {
    const made = lines(plan([approved({ package: { type: 'npm', name: 'x', versions: ['1.0.0'] }, args: { allow: ['--ro'], denyExtra: true } })]));
    assert.ok(made.includes('npx -y x@1.0.0') && made.includes('npx -y x@1.0.0 --ro') && made.includes('bunx x@1.0.0') && made.includes('cmd /c npx -y x@1.0.0'), made.join('\n'));
    assert.deepEqual(lines(plan([approved({ package: { type: 'pypi', name: 'y', versions: ['2.0'] } })])), ['uvx y==2.0', 'uvx y@2.0', 'uvx --from y==2.0 y', 'uv tool run y==2.0', 'pipx run y==2.0']);
    assert.ok(lines(plan([approved({ package: { type: 'oci', name: 'ghcr.io/c/s', digest: sha } })])).includes(`docker run -i --rm ghcr.io/c/s@${sha}`));
  });

  it('what floats is refused, although the policy takes it, and told as blocked', () => {
    const seen = [declaredIn('files', { command: 'npx', args: ['-y', 'x@latest'] }), declaredIn('line', { command: 'npx', args: ['y'] })];
    const made = plan([approved({ package: { type: 'npm', name: 'x', versions: ['^1.0.0'] } }, { minIdentity: 'name' }), approved({ package: { type: 'npm', name: 'x' } }, { minIdentity: 'name' }), approved({ serverCommand: ['npx', 'y'] }, { minIdentity: 'source' })], { seen });
    assert.deepEqual(lines(made), []);
    for (const subject of seen) {
      const losses = made.losses.filter(({ direction, covers }) => direction === 'blocks' && covers(subject));
      assert.equal(losses.length, 1);
      assert.match(render(losses[0]!.message), /Pin exact versions/);
    }
  });

  it('what is in use and approved is said as it is written', () => {
    const made = plan([approved({ package: { type: 'npm', name: 'x', versions: ['1.0.0'] } })], { seen: [declaredIn('mine', { command: 'npx', args: ['--prefer-offline', '-y', 'x@1.0.0', '/home/me'] }), declaredIn('other', { command: 'npx', args: ['-y', 'x@1.0.1'] })] });
    const own = made.commands.find(({ argv }) => argv.includes('/home/me'));
    assert.deepEqual(own?.names, ['mine']);
    assert.ok(!lines(made).some((line) => line.includes('1.0.1')));
  });

  it('what holds a secret is never written into a list, approved or denied', () => {
    const token = 'ghp_0123456789abcdefABCDEF0123456789abcd';
    const servers = [approved({ package: { type: 'npm', name: 'x', versions: ['1.0.0'] } }), { id: 'd', state: 'denied', match: [{ package: { type: 'npm', name: 'bad' } }, { url: { host: 'bad.example' } }] }];
    const seen = [
      declaredIn('option', { command: 'npx', args: ['-y', 'x@1.0.0', '--token', 'hunter2hunter2'] }),
      declaredIn('assigned', { command: 'npx', args: ['-y', 'x@1.0.0', `--api-key=${token}`] }),
      declaredIn('denied', { command: 'npx', args: ['-y', 'bad', token] }),
      declaredIn('path', { url: `https://bad.example/${token}/mcp` }),
      declaredIn(token, { command: 'npx', args: ['-y', 'x@1.0.0', '--ro'] }),
    ];
    const said = JSON.stringify(plan(servers, { seen }), (key, value: unknown) => (key === 'seen' || key === 'policy' ? undefined : value));
    assert.ok(said.includes('x@1.0.0') && said.includes('bad.example'), said);
    assert.ok(!said.includes(token) && !said.includes('hunter2'), said);
  });

  it('with two layers, only what both approve', () => {
    const one = approved({ url: { host: 'a.example', path: '/mcp', pathMatch: 'prefix' } });
    const made = plan([one, approved({ url: { host: 'b.example', path: '/mcp' } })], {}, [approved({ url: { host: 'a.example', path: '/mcp/v1' } }), approved({ url: { host: 'c.example', path: '/mcp' } })]);
    assert.deepEqual(places(made), ['https://a.example/mcp/v1']);
    assert.deepEqual(places(plan([one], {}, [approved({ url: { host: 'a.example', path: '/mcp/v1', pathMatch: 'prefix' } })])), ['https://a.example/mcp/v1 …']);
    assert.deepEqual(places(plan([one], {}, [approved({ serverUrl: 'https://a.example/mcp/*' })])), ['https://a.example/mcp/ …']);
  });

  it('an approval that fixes too little is none', () => {
    assert.deepEqual(places(plan([approved({ url: { host: 'a.example' } }), approved({ url: { host: '*.a.example', path: '/mcp' } }), approved({ serverUrl: 'https://a.example/*' })])), []);
    assert.deepEqual(places(plan([approved({ url: { host: 'a.example' } }, { minIdentity: 'source' })])), ['https://a.example …']);
    assert.deepEqual(lines(plan([approved({ package: { type: 'npm', name: 'x', versions: ['1.0.0'] } }, { minIdentity: 'artifact' })])), []);
    assert.deepEqual(places(plan([approved({ url: { host: 'a.example', path: '/mcp' } }, { expires: '2026-01-01' })])), []);
  });

  it('what is not decided is taken out of an approved address', () => {
    const made = plan([approved({ url: { host: 'a.example', path: '/mcp', pathMatch: 'prefix' } }), { ...approved({ url: { host: 'a.example', path: '/mcp/admin', pathMatch: 'prefix' } }), state: 'pending' }]);
    assert.deepEqual(made.denials.map((denial) => denial.kind === 'address' && denial.address.path), ['/mcp/admin']);
    // And the whole of one that holds an approved one takes nothing from it.
    const other = plan([approved({ url: { host: 'a.example', path: '/mcp' } }), { ...approved({ url: { host: 'a.example' } }), state: 'pending' }]);
    assert.deepEqual(other.denials, []);
    assert.deepEqual(places(other), ['https://a.example/mcp']);
  });

  it('a denial is spelled out, and stays in `deny-only`, where nothing is allowed by name', () => {
    const servers = [approved({ package: { type: 'npm', name: 'x', versions: ['1.0.0'] } }), { id: 'd', state: 'denied', match: [{ package: { type: 'npm', name: 'evil' } }, { serverName: 'bad' }, { url: { host: 'evil.example' } }, { serverUrl: 'https://worse.example' }] }];
    const made = plan(servers, { mode: 'deny-only' });
    assert.deepEqual(made.commands, []);
    const texts = new Set(made.denials.map((denial) => (denial.kind === 'command' ? denial.argv.join(' ') : denial.kind === 'name' ? denial.name : denial.kind === 'pattern' ? denial.pattern : denial.address.host)));
    for (const wanted of ['npx -y evil', 'npx -y evil@latest', 'bad', 'evil.example', 'https://worse.example/*']) assert.ok(texts.has(wanted), wanted);
  });

  it('losses cover what they are about, and nothing beside it', () => {
    const { losses } = plan([approved({ package: { type: 'npm', name: 'x', versions: ['1.0.0'] }, env: { allow: ['TOKEN'] } }, { expires: '2026-12-31' })]);
    const covering = (subject: NativeSubject): string[] => losses.filter(({ covers }) => covers(subject)).map(({ direction, dimension }) => `${direction} ${dimension}`);
    const line = { command: 'npx', args: ['-y', 'x@1.0.0'] };
    assert.deepEqual(covering(declaredIn('x', line)), ['lets-through time']);
    assert.deepEqual(covering(declaredIn('x', { ...line, env: { TOKEN: '1' } })), ['lets-through time']);
    assert.deepEqual(covering(declaredIn('x', { ...line, env: { NODE_OPTIONS: '--require x' } })), ['lets-through environment']);
    assert.deepEqual(covering(declaredIn('x', { ...line, envFile: '.env' })), ['lets-through environment']);
    assert.deepEqual(covering(declaredIn('x', { ...line, cwd: '/tmp' })), ['lets-through working-directory']);
    assert.deepEqual(covering(declaredIn('x', { command: 'npx', args: ['-y', 'x@1.0.1'], env: { NODE_OPTIONS: '1' } })), []);
    assert.deepEqual(covering(declaredIn('x', { command: 'npx', args: ['-y', 'x@1.0.0', '--more'] })), ['blocks arguments', 'lets-through time']);
    assert.deepEqual(covering(declaredIn('x', { command: 'bash', args: ['-c', 'npx x@1.0.0'] })), []);
  });
});
