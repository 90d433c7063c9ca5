import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { valueOf } from '../../../../src/core/config/node.ts';
import { parseToml } from '../../../../src/core/config/toml/parse.ts';
import { compileCodex } from '../../../../src/core/native/codex/compile.ts';
import type { Compiled, Loss } from '../../../../src/core/native/compile/plan.ts';
import { planOf, type PlanOptions } from '../../../../src/core/native/compile/plan-of.ts';
import type { NativeSubject } from '../../../../src/core/native/native.ts';
import { render } from '../../../../src/core/text/message.ts';
import { now, policyOf } from '../../policy/subjects.ts';
import { inCodex, outcomes } from './requirements.ts';

const npm = (...versions: string[]): object => ({ package: { type: 'npm', name: '@contoso/ledger', versions } });
const approved = (match: object, id = 'com.contoso/ledger'): object => ({ id, state: 'approved', match: [match] });
const denied = (match: object): object => ({ id: 'no', state: 'denied', match: [match] });
const ledger = inCodex('ledger', { command: 'npx', args: ['-y', '@contoso/ledger@1.4.2'] });

function compiled(servers: readonly object[], seen: readonly NativeSubject[] = [], more: Partial<PlanOptions> = {}): Compiled {
  return compileCodex(planOf(policyOf(...servers), { now, mode: 'allow-and-deny', seen, ...more }));
}
const text = ({ files }: Compiled): string => files[0]!.text;
const tables = (made: Compiled): string => text(made).split('\n').filter((line) => !line.startsWith('#')).join('\n').replace(/\n{2,}/g, '\n\n').trim();
const lossesOf = ({ losses }: Compiled, subject: NativeSubject, direction: Loss['direction']): string[] => losses.filter((loss) => loss.direction === direction && loss.covers(subject)).map(({ message }) => render(message));

describe('a policy as requirements.toml', () => {
  it('names each server with its executable and every argument', () => {
    const made = compiled([approved(npm('1.4.2')), approved({ url: { host: 'mcp.contoso.com', path: '/mcp' } }, 'com.contoso/docs')], [ledger]);
    assert.equal(
      tables(made),
      `[mcp_servers.ledger.identity]
command = { executable = "npx", args = [
  { match = "exact", value = "-y" },
  { match = "exact", value = "@contoso/ledger@1.4.2" },
] }

[mcp_servers.docs.identity]
url = "https://mcp.contoso.com/mcp"

[plugins]`,
    );
    assert.deepEqual(outcomes(text(made), ledger, inCodex('docs', { url: 'https://mcp.contoso.com/mcp' }), inCodex('ledger', { command: 'npx', args: ['-y', '@contoso/ledger@1.4.3'] })), ['allowed', 'allowed', 'blocked']);
  });

  it('with nothing approved, lets nothing start', () => {
    const made = compiled([denied(npm('1.4.2'))], [ledger]);
    assert.equal(tables(made), '[mcp_servers]\n\n[plugins]');
    assert.deepEqual(outcomes(text(made), ledger, inCodex('x', { command: 'y' })), ['blocked', 'blocked']);
  });

  it('two versions under one name are two values of one argument', () => {
    const made = compiled([approved(npm('1.4.2', '1.4.3'))], [ledger, inCodex('ledger', { command: 'npx', args: ['-y', '@contoso/ledger@1.4.3'] })]);
    assert.match(text(made), /match = "regex", expression = "@contoso\/ledger@1\\\\\.4\\\\\.2\|@contoso\/ledger@1\\\\\.4\\\\\.3"/);
    assert.deepEqual(outcomes(text(made), ...['1.4.2', '1.4.3', '1.4.4', '1x4.2', '1.4.22'].map((version) => inCodex('ledger', { command: 'npx', args: ['-y', `@contoso/ledger@${version}`] }))), ['allowed', 'allowed', 'blocked', 'blocked', 'blocked']);
  });

  it('all below an address, in plain spelling alone, and nothing of it where something within is denied', () => {
    const prefix = approved({ url: { host: 'mcp.contoso.com', path: '/mcp', pathMatch: 'prefix' } });
    const at = (path: string): NativeSubject => inCodex('ledger', { url: `https://mcp.contoso.com${path}` });
    const made = compiled([prefix]);
    assert.deepEqual(outcomes(text(made), at('/mcp'), at('/mcp/'), at('/mcp/v1/x'), at('/mcpx'), at('/mcp/../admin'), at('/mcp/%2e%2e/admin'), at('/mcp/..;/admin'), at('/mcp?x=1')), ['allowed', 'allowed', 'allowed', 'blocked', 'blocked', 'blocked', 'blocked', 'blocked']);
    const narrowed = compiled([prefix, denied({ url: { host: 'mcp.contoso.com', path: '/mcp/admin' } })]);
    assert.deepEqual(outcomes(text(narrowed), at('/mcp/admin'), at('/mcp/v1')), ['blocked', 'blocked']);
    assert.ok(lossesOf(narrowed, at('/mcp/v1'), 'blocks').some((loss) => loss.includes('no list of what is denied')));
    assert.deepEqual(lossesOf(narrowed, at('/mcp/admin'), 'blocks'), []);
  });

  it('a name that the policy denies is not written, whatever it starts', () => {
    const made = compiled([approved(npm('1.4.2')), denied({ serverName: 'ledger' })], [ledger, inCodex('books', { command: 'npx', args: ['-y', '@contoso/ledger@1.4.2'] })]);
    assert.deepEqual(outcomes(text(made), ledger, inCodex('books', { command: 'npx', args: ['-y', '@contoso/ledger@1.4.2'] })), ['blocked', 'allowed']);
  });

  it('an approved server under another name is told as blocked, and nothing else is', () => {
    const made = compiled([approved(npm('1.4.2'))], [ledger]);
    const elsewhere = inCodex('books', { command: 'npx', args: ['-y', '@contoso/ledger@1.4.2'] });
    assert.match(lossesOf(made, elsewhere, 'blocks').join('\n'), /only under the names that stand in the file \(ledger\)/);
    assert.deepEqual(lossesOf(made, ledger, 'blocks'), []);
    assert.deepEqual(lossesOf(made, inCodex('books', { command: 'npx', args: ['-y', 'evil'] }), 'blocks'), []);
    assert.deepEqual(lossesOf(made, inCodex('books', { command: 'npx', args: ['-y', 'evil'] }), 'lets-through'), []);
  });

  it('variables get past it, which is told', () => {
    const made = compiled([approved({ ...npm('1.4.2'), env: { allow: [] } })], [ledger]);
    const loaded = inCodex('ledger', { command: 'npx', args: ['-y', '@contoso/ledger@1.4.2'], env: { NODE_OPTIONS: '--require ./x.js' } });
    assert.deepEqual(outcomes(text(made), loaded), ['allowed']);
    assert.match(lossesOf(made, loaded, 'lets-through').join('\n'), /NODE_OPTIONS/);
  });

  it('servers of plugins have entries of their own where they are in use', () => {
    const file = '/home/me/.codex/plugins/cache/contoso/books/1.0.0/.mcp.json';
    const own = inCodex('ledger', { command: 'npx', args: ['-y', '@contoso/ledger@1.4.2'] }, file);
    const made = compiled([approved(npm('1.4.2'))], [ledger, own]);
    assert.match(text(made), /\[plugins\."books@contoso"\.mcp_servers\.ledger\.identity\]/);
    assert.deepEqual(outcomes(text(made), own, inCodex('ledger', { command: 'npx', args: ['-y', 'evil'] }, file), inCodex('other', { command: 'x' }, file)), ['allowed', 'blocked', 'blocked']);
    const unseen = compiled([approved(npm('1.4.2'))], [ledger]);
    assert.deepEqual(outcomes(text(unseen), own), ['blocked']);
    assert.match(lossesOf(unseen, own, 'blocks').join('\n'), /Servers of plugins/);
  });

  it('denials alone come to no file, and everything denied is told', () => {
    const made = compiled([denied(npm('1.4.2'))], [ledger], { mode: 'deny-only' });
    assert.deepEqual(made.files, []);
    assert.match(lossesOf(made, ledger, 'lets-through').join('\n'), /a policy that only denies cannot be said to it/);
  });

  it('reads back as what was meant, whatever stands in a command line', () => {
    const word = fc.string({ unit: fc.constantFrom('a', ' ', '"', "'", '\\', '\n', '\t', '#', '=', '[', ']', '{', '}', '\u0000', '\u007f', 'é', '💥'), minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 4 }), (words) => {
        const argv = ['/opt/server', ...words];
        const subject = inCodex('odd', { command: argv[0]!, args: argv.slice(1) });
        const made = compiled([{ ...approved({ serverCommand: argv }), minIdentity: 'name' }], [subject]);
        const { tree, problems } = parseToml(text(made));
        assert.deepEqual(problems, []);
        const value = valueOf(tree) as { mcp_servers: { odd?: { identity: { command: { args: { value: string }[] } } } } };
        // What the policy does not take is not written.
        if (value.mcp_servers.odd) assert.deepEqual(value.mcp_servers.odd.identity.command.args.map((arg) => arg.value), words);
        assert.equal(outcomes(text(made), subject)[0] === 'allowed', value.mcp_servers.odd !== undefined);
      }),
      { numRuns: 200 },
    );
    const plain = inCodex('odd', { command: '/opt/server', args: ['a "b"', 'c\\d'] });
    assert.deepEqual(outcomes(text(compiled([{ ...approved({ serverCommand: ['/opt/server', 'a "b"', 'c\\d'] }), minIdentity: 'name' }], [plain])), plain), ['allowed']);
  });
});
