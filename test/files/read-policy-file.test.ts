import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { keptReasons, problemsOf, type PolicyState } from '../../src/core/policy/policy-state.ts';
import { render } from '../../src/core/text/message.ts';
import { readPolicyFile } from '../../src/host/policy/read-policy-file.ts';
import { tempFolder } from './temp.ts';

const policy = (serial: number, servers: readonly unknown[] = []): string => JSON.stringify({ policyVersion: 1, serial, issuer: 'Contoso', issuedAt: '2026-11-20T09:00:00Z', servers });
const none: PolicyState = { kind: 'none' };

describe('reading a policy file', () => {
  let temp: ReturnType<typeof tempFolder>;
  beforeEach(() => {
    temp = tempFolder();
  });
  afterEach(() => temp.remove());
  const read = (file: string, held: PolicyState = none): PolicyState => readPolicyFile({ at: file, kind: 'file', namedBy: 'command-line' }, held);
  const problems = (state: PolicyState): string[] => problemsOf(state).map(({ message }) => render(message));

  it('takes a good one', () => {
    const state = read(temp.write('p.json', policy(1)));
    assert.equal(state.kind, 'ready');
    assert.deepEqual(problems(state), []);
  });

  it('tells why one cannot be read, and never takes that for “no policy”', () => {
    const cases: [string, string][] = [
      [path.join(temp.folder, 'none.json'), 'The policy could not be read: it is not there.'],
      [temp.folder, 'The policy could not be read: it is a folder, not a file.'],
      [temp.write('big.json', Buffer.alloc(9 << 20, ' ')), 'The policy could not be read: it is larger than 8 MB, which no config file is.'],
      [temp.write('latin.json', Buffer.from([0x7b, 0xe4, 0x7d])), 'The policy could not be read: it is not all UTF-8: some characters could not be read.'],
      [temp.write('empty.json', ''), 'This file is empty.'],
    ];
    for (const [file, reason] of cases) {
      const state = read(file);
      assert.equal(state.kind, 'unusable', file);
      assert.equal(problems(state)[0], reason);
    }
  });

  it('keeps the last good one when the file breaks, goes away or goes back, and takes a newer one again', () => {
    const file = temp.write('p.json', policy(5));
    const good = read(file);
    for (const text of ['{', undefined, policy(4)]) {
      if (text === undefined) fs.rmSync(file);
      else fs.writeFileSync(file, text);
      const state = read(file, good);
      assert.equal(state.kind, 'ready');
      assert.match(keptReasons(state).map(render).join(), /still holds/);
    }
    fs.writeFileSync(file, policy(6));
    const next = read(file, good);
    assert.deepEqual([next.kind, keptReasons(next)], ['ready', []]);
  });

  it('does not let the serial of a broken text lock out the mended one', () => {
    const file = temp.write('p.json', policy(5));
    const good = read(file);
    fs.writeFileSync(file, policy(9, [{ id: 'x', state: 'denied', match: [{ serverName: 'x' }] }]).replace('"policyVersion":1', '"policyVersion":2'));
    const broken = read(file, good);
    fs.writeFileSync(file, policy(6));
    const mended = read(file, broken);
    assert.deepEqual([mended.kind, keptReasons(mended)], ['ready', []]);
  });
});
