import assert from 'node:assert/strict';
import fc from 'fast-check';
import { fingerprintsOf } from '../../../src/core/report/fingerprint.ts';
import { sha256 } from '../../../src/host/evidence/sha256.ts';
import { assessed } from './assessed.ts';

/** Each finding as rule and fingerprint, in a fixed order. */
function prints(text: string, path = '.vscode/mcp.json'): string[] {
  const part = assessed(path, text);
  const named = fingerprintsOf(part, path, sha256);
  assert.equal(named.size, part.findings.length);
  assert.equal(new Set(named.values()).size, named.size, 'two findings have one fingerprint');
  return part.findings.map((finding) => `${finding.ruleId} ${named.get(finding)}`).sort();
}

const random = (n: number): string => `Zq9v7Kp2Rw5xT8mB${n}z`;
const servers: Record<string, unknown> = {
  floating: { command: 'npx', args: ['-y', '@contoso/ledger-mcp'] },
  leaking: { command: 'npx', args: ['-y', 'a@1.0.0', '--token', random(1), '--api-key', random(2)], env: { API_KEY: random(3) } },
  plain: { url: 'http://search.contoso.com/mcp' },
  shell: { command: 'bash', args: ['-c', 'npx -y b'] },
};
const of = (names: readonly string[], all = servers): string => JSON.stringify({ servers: Object.fromEntries(names.map((name) => [name, all[name]])) });
const order = ['floating', 'leaking', 'plain', 'shell'];

describe('a finding’s fingerprint', () => {
  it('survives moved lines, another layout and servers in another order', () => {
    const expected = prints(of(order));
    assert.ok(expected.length >= 5, expected.join('\n'));
    fc.assert(
      fc.property(fc.shuffledSubarray(order, { minLength: 4 }), fc.constantFrom(undefined, 1, 2, 4, '\t'), fc.array(fc.constantFrom('\n', '\r\n', '// a comment\n', '  ')), (names, indent, before) => {
        const text = before.join('') + JSON.stringify(JSON.parse(of(names)), undefined, indent);
        assert.deepEqual(prints(text), expected);
      }),
      { numRuns: 40 },
    );
  });

  it('survives an argument that is put before, and a server that is added', () => {
    const expected = prints(of(['floating']));
    assert.deepEqual(prints(of(['floating'], { floating: { command: 'npx', args: ['--yes', '--quiet', '@contoso/ledger-mcp'] } })), expected);
    assert.ok(prints(of(order)).includes(expected[0]!));
  });

  it('is another one for another rule, server, file, place or value', () => {
    const [own] = prints(of(['floating']));
    const others = [
      prints(of(['other'], { other: servers['floating'] })),
      prints(of(['floating'], { floating: { command: 'npx', args: ['-y', '@contoso/other-mcp'] } })),
    ];
    for (const other of others) assert.ok(!other.includes(own!), other.join());
  });

  it('does not depend on a secret, so that nobody can try values against it', () => {
    const expected = prints(of(['leaking']));
    fc.assert(
      fc.property(fc.integer({ min: 10, max: 10_000 }), (n) => {
        const other = { command: 'npx', args: ['-y', 'a@1.0.0', '--token', random(n), '--api-key', random(n + 1)], env: { API_KEY: random(n + 2) } };
        assert.deepEqual(prints(of(['leaking'], { leaking: other })), expected);
      }),
      { numRuns: 20 },
    );
  });
});
