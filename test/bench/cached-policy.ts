import * as path from 'node:path';
import { compilePolicy } from '../../src/core/policy/compile.ts';
import { readPolicy } from '../../src/core/policy/read.ts';
import { PolicyKeeper } from '../../src/host/policy/policy-keeper.ts';
import { makeKeys, readKeys, readPrivateKey } from '../../src/host/policy/policy-keys.ts';
import { signDetached } from '../../src/host/policy/signature.ts';
import { serve } from '../policy-host/server.ts';
import { median, policyOf } from './data.ts';

type Row = (goal: string, what: string, ratio: number, limit: number, detail: string) => void;

/** What a start costs with a policy of 10,000 entries that came from an address and was signed, against understanding its text alone. */
export async function cachedPolicyBench(temp: string, row: Row): Promise<void> {
  const text = policyOf(10_000);
  const { privateJwk, publicJwk } = makeKeys();
  const key = readPrivateKey(privateJwk);
  if ('problem' in key) throw new Error('the bench key is none');
  const signature = signDetached(Buffer.from(text), key);
  const server = await serve((request, response) => void response.end(request.url?.endsWith('.jws') ? signature : text));
  const names = { environment: { platform: 'linux' as const, home: path.join(temp, 'policy-home'), env: {} }, given: [{ value: `${server.origin}/policy.json`, namedBy: 'setting' as const }], keys: readKeys({ keys: [publicJwk] }), judged: [], system: path.join(temp, 'nowhere') };
  const first = new PolicyKeeper({ names: () => names });
  await first.refresh();
  await server.close();
  const timed = (work: () => unknown): number => {
    const start = performance.now();
    work();
    return performance.now() - start;
  };
  const alone: number[] = [];
  const cached: number[] = [];
  const again: number[] = [];
  for (let i = 0; i < 9; i++) {
    alone.push(timed(() => compilePolicy([{ document: readPolicy(text, 'p').document!, approves: true }])));
    const keeper = new PolicyKeeper({ names: () => names });
    cached.push(timed(() => keeper.read()));
    if (keeper.read().kind !== 'ready') throw new Error('nothing was remembered');
    again.push(timed(() => keeper.read()));
  }
  row('new', 'a start with a cached, signed policy of 10,000 entries, against its text alone', median(cached) / median(alone), 1.3, `${median(cached).toFixed(0)} ms`);
  row('new', 'reading it once more where nothing is different, of 5 ms', median(again) / 5, 1, `${median(again).toFixed(1)} ms`);
}
