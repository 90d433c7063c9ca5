import assert from 'node:assert/strict';
import type { Environment } from '../../src/core/clients/client.ts';
import { probeLimits, type Launchable, type Listened, type ProbeFailure, type ProbeLimits, type ProbeOutcome } from '../../src/core/probe/outcome.ts';
import { render } from '../../src/core/text/message.ts';
import { realEnvironment } from '../../src/host/files/environment.ts';
import { listen } from '../../src/host/probe/prober.ts';

/** Long enough for a machine that is several times slower: what a test waits for is told by `limits`, if it is one of them. */
export const patient: ProbeLimits = { ...probeLimits, connect: 60_000, eraProbe: 30_000, whole: 120_000 };

interface Given {
  readonly limits?: Partial<ProbeLimits>;
  readonly signal?: AbortSignal;
  readonly environment?: Environment;
}

export function outcomeOf(target: Launchable, { limits, signal, environment = realEnvironment() }: Given = {}): Promise<ProbeOutcome> {
  return listen(target, { limits: { ...patient, ...limits }, environment, version: '9.9.9', ...(signal && { signal }) });
}

export async function heard(target: Launchable, given?: Given): Promise<Listened> {
  const outcome = await outcomeOf(target, given);
  assert.equal(outcome.kind, 'heard', outcome.kind === 'failed' ? `${outcome.code}: ${render(outcome.message)}\n${outcome.output ?? ''}` : '');
  return outcome as Listened;
}

export async function failed(target: Launchable, given?: Given): Promise<ProbeFailure> {
  const outcome = await outcomeOf(target, given);
  assert.equal(outcome.kind, 'failed');
  return outcome as ProbeFailure;
}

/** The names in one of a voice's lists. */
export function namesIn({ items }: { readonly items: readonly string[] }): string[] {
  return items.map((text) => (JSON.parse(text) as { name: string }).name);
}
