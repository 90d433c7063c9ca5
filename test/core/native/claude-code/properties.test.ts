import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { claudeCodeNative } from '../../../../src/core/native/claude-code/claude-code.ts';
import { changes } from '../../../../src/core/native/claude-code/semantics.ts';
import type { NativeFile, NativeSubject } from '../../../../src/core/native/native.ts';
import { http, lists, outcome, stdio, subject, type Place } from './files.ts';

const settings: readonly Place[] = ['managed', 'part', 'user', 'project', 'local'];
const word = fc.constantFrom('ledger', 'x', 'npx', '-y', '${HOME}/x', '__proto__', 'a b', '');
const url = fc.constantFrom('https://a.example/*', 'https://a.example', '*://b.example/*', 'https://*.example/mcp', 'https://${HOST}/*', 'https://a.example/mcp', 'x', '');
const entry = fc.oneof(
  fc.record({ serverName: word }),
  fc.record({ serverUrl: url }),
  fc.record({ serverCommand: fc.array(word, { maxLength: 3 }) }),
  fc.record({ serverName: word, serverUrl: url }),
  fc.jsonValue({ maxDepth: 1 }),
);
const list = fc.oneof({ weight: 6, arbitrary: fc.array(entry, { maxLength: 4 }) }, { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 1 }) });
const content = fc.record(
  {
    allowedMcpServers: list,
    deniedMcpServers: list,
    allowManagedMcpServersOnly: fc.oneof(fc.boolean(), fc.constant('yes')),
    strictPluginOnlyCustomization: fc.oneof(fc.boolean(), fc.subarray(['mcp', 'agents', 'skills']), fc.constant(3)),
    disabledMcpjsonServers: fc.array(word, { maxLength: 2 }),
    enableAllProjectMcpServers: fc.boolean(),
    env: fc.dictionary(fc.constantFrom('HOME', 'HOST', 'CLAUDE_X'), fc.string({ maxLength: 3 })),
  },
  { requiredKeys: [] },
);
const some = (places: readonly Place[]): fc.Arbitrary<NativeFile[]> =>
  fc.array(fc.tuple(fc.constantFrom(...places), content), { maxLength: 3 }).map((all) => all.flatMap(([place, what], i) => lists(place, what, `n${i}`)));
const server = fc.oneof(
  fc.array(word, { minLength: 1, maxLength: 3 }).map((argv) => stdio(...argv)),
  fc.constantFrom('https://a.example/mcp', 'https://A.example/mcp', 'http://b.example/', 'https://c.a.example/mcp', 'https://${HOST}/mcp', 'nothing').map(http),
);
const place = fc.constantFrom<Place>('servers', 'declared', 'plugin', 'exclusive');
const version = fc.constantFrom(undefined, '2.0.22', '99.0.0', ...changes.map(({ since }) => since));
const env = fc.constantFrom(undefined, {}, { HOME: '/h', HOST: 'a.example' });
const circumstances = fc.record({ version, env }).map((at) => ({ platform: 'linux' as const, ...(at.version !== undefined && { version: at.version }), ...(at.env && { env: at.env }) }));
const servers = fc.tuple(server, fc.constantFrom('ledger', 'x', 'a b', '__proto__'), place).map(([what, name, where]): NativeSubject => subject(what, name, where));
const exclusive = fc.constantFrom<NativeFile[]>([], [], lists('exclusive', { mcpServers: {} }), lists('exclusive', {}));

function judged(files: readonly NativeFile[], at: Parameters<typeof claudeCodeNative.enforce>[1], of: NativeSubject): string {
  return outcome(claudeCodeNative.enforce(files, at), of);
}

describe('Claude Code: whatever stands in its files', function () {
  this.timeout(120_000);

  it('reading and judging never throws', () => {
    const any = fc.oneof(fc.json({ maxDepth: 4 }), content.map((one) => JSON.stringify(one)), fc.string());
    fc.assert(
      fc.property(fc.constantFrom(...settings, 'exclusive' as const), any, circumstances, servers, (where, text, at, of) => {
        const enforcement = claudeCodeNative.enforce(lists(where, text), at);
        assert.ok(['allowed', 'blocked', 'undetermined'].includes(enforcement.judge(of).outcome));
      }),
      { numRuns: 600 },
    );
  });

  it('what an understood entry denies to the letter is blocked, whatever else there is', () => {
    const exact = fc.oneof(
      fc.tuple(fc.constant({ serverName: 'ledger' }), server, fc.constant('ledger')),
      fc.constantFrom(['x'], ['npx', '-y', 'x']).map((argv) => [{ serverCommand: argv }, stdio(...argv), 'y'] as const),
      fc.constantFrom('https://a.example/mcp', 'http://b.example/').map((to) => [{ serverUrl: to }, http(to), 'y'] as const),
    );
    fc.assert(
      fc.property(exact, fc.constantFrom(...settings), some(settings), exclusive, env, place, ([deny, what, name], where, others, shut, known, from) => {
        const at = { platform: 'linux' as const, ...(known && { env: known }) };
        assert.equal(judged([...lists(where, { deniedMcpServers: [deny] }, 'deny'), ...others, ...shut], at, subject(what, name, from)), 'blocked');
      }),
      { numRuns: 600 },
    );
  });

  it('no file of a repository turns what managed settings deny into allowed', () => {
    fc.assert(
      fc.property(some(['managed', 'part']), some(['project', 'local']), exclusive, circumstances, servers, (managed, brought, shut, at, of) => {
        const without = claudeCodeNative.enforce([...managed, ...shut], at).judge(of);
        const denied = without.outcome === 'blocked' && without.by?.file.list.entries.some(({ effect, path }) => effect === 'deny' && path === without.by?.path);
        // Undetermined where the entry, or the server, has a variable in it that the repository sets.
        if (denied) assert.notEqual(judged([...managed, ...brought, ...shut], at, of), 'allowed');
      }),
      { numRuns: 600 },
    );
  });

  it('with the lock on, no file of a repository or the user turns anything blocked into allowed', () => {
    const locked = content.map((one) => ({ ...one, allowManagedMcpServersOnly: true, allowedMcpServers: Array.isArray(one.allowedMcpServers) ? one.allowedMcpServers : [] }));
    fc.assert(
      fc.property(locked, some(['user', 'project', 'local']), exclusive, circumstances, servers, (managed, brought, shut, at, of) => {
        const own = [...lists('managed', managed), ...shut];
        if (judged(own, at, of) === 'blocked') assert.notEqual(judged([...own, ...brought], at, of), 'allowed');
      }),
      { numRuns: 600 },
    );
  });

  it('without the lock, what a repository allows beyond the managed list is told', () => {
    fc.assert(
      fc.property(some(['managed']), some(['project', 'local']), servers, (managed, brought, of) => {
        const at = { platform: 'linux' as const };
        const together = claudeCodeNative.enforce([...managed, ...brought], at);
        const before = claudeCodeNative.enforce(managed, at).judge(of);
        if (before.outcome !== 'blocked' || together.judge(of).outcome !== 'allowed') return;
        assert.ok(together.problems.some(({ rule, file }) => rule === 'native-loosened-by-workspace' && file.scope === 'workspace'));
      }),
      { numRuns: 600 },
    );
  });
});
