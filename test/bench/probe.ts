import { spawnSync } from 'node:child_process';
import * as os from 'node:os';
import { listen } from '../../src/host/probe/prober.ts';
import { realEnvironment } from '../../src/host/files/environment.ts';
import type { Launchable } from '../../src/core/probe/outcome.ts';
import { voice } from '../servers/voice.ts';
import { median } from './data.ts';

type Row = (goal: string, what: string, ratio: number, limit: number, detail: string) => void;
type Times = (runs: number, warm: number, ...work: (() => unknown)[]) => Promise<number[]>;

async function probe(target: Launchable): Promise<void> {
  const outcome = await listen(target, { environment: realEnvironment(), version: '0' });
  if (outcome.kind !== 'heard') throw new Error(`not heard: ${outcome.code}`);
}

/** Listening against the bare start of what it starts, twice; and to ten servers at a time, as many at once as there are processors. */
export async function probeBench(row: Row, times: Times): Promise<void> {
  const bare = (): unknown => spawnSync(process.execPath, ['-e', '0'], { stdio: 'ignore' });
  const [once, light, sdk] = await times(9, 2, bare, () => probe(voice()), () => probe(voice({ line: 'v1' })));
  row('new', 'listening to a small server, against two bare starts of Node', light! / (2 * once!), 2, `${light!.toFixed(0)} ms, node ${once!.toFixed(0)} ms`);
  row('new', 'the same on the SDK, which takes its own time to load', sdk! / (2 * once!), 6, `${sdk!.toFixed(0)} ms`);

  const ten = Array.from({ length: 10 }, (_, i) => voice({ line: (['raw', 'v1', 'v2'] as const)[i % 3]!, name: `server-${i}` }));
  const alone = Math.max(...(await times(5, 1, ...ten.slice(0, 3).map((target) => () => probe(target)))));
  const hands = os.availableParallelism();
  const samples: number[] = [];
  for (let run = 0; run < 5; run++) {
    const began = performance.now();
    let next = 0;
    await Promise.all(Array.from({ length: hands }, async () => {
      while (next < ten.length) await probe(ten[next++]!);
    }));
    samples.push(performance.now() - began);
  }
  const rounds = Math.ceil(ten.length / hands);
  row('P12', `ten servers, ${hands} at once, against the slowest alone times ${rounds}`, median(samples) / (alone * rounds), 1.3, `${median(samples).toFixed(0)} ms, slowest ${alone.toFixed(0)} ms`);
}
