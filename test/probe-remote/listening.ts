import assert from 'node:assert/strict';
import type * as dns from 'node:dns';
import { probeLimits, type Launchable, type Listened, type ProbeFailure, type ProbeLimits, type ProbeOutcome } from '../../src/core/probe/outcome.ts';
import { render } from '../../src/core/text/message.ts';
import { realEnvironment } from '../../src/host/files/environment.ts';
import type { SigningIn } from '../../src/host/probe/oauth/signing-in.ts';
import { listen } from '../../src/host/probe/prober.ts';

type Remote = Extract<Launchable, { kind: 'http' }>;

/** Long enough for a slow machine: what a test waits for is told by `limits`, if it is one of them. */
const patient: ProbeLimits = { ...probeLimits, connect: 60_000, eraProbe: 30_000, whole: 120_000 };

export interface Given {
  readonly headers?: Readonly<Record<string, string>>;
  readonly transport?: 'http' | 'sse';
  readonly limits?: Partial<ProbeLimits>;
  readonly signal?: AbortSignal;
  readonly signingIn?: SigningIn;
  readonly lookup?: typeof dns.lookup;
}

export function outcomeOf(url: string, { headers = {}, transport = 'http', limits, signal, signingIn, lookup }: Given = {}): Promise<ProbeOutcome> {
  const target: Remote = { kind: 'http', url, headers, transport };
  return listen(target, { limits: { ...patient, ...limits }, environment: realEnvironment(), version: '9.9.9', ...(signal && { signal }), ...(signingIn && { signingIn }), ...(lookup && { lookup }) });
}

export async function heard(url: string, given?: Given): Promise<Listened> {
  const outcome = await outcomeOf(url, given);
  assert.equal(outcome.kind, 'heard', outcome.kind === 'failed' ? `${outcome.code}: ${render(outcome.message)}` : '');
  return outcome as Listened;
}

/** Its code and sentence, as `code: sentence`; no origin of a test's in it, since its port is another one each time. */
export async function failed(url: string, given?: Given): Promise<string> {
  const outcome = await outcomeOf(url, given);
  assert.equal(outcome.kind, 'failed');
  const { code, message } = outcome as ProbeFailure;
  return `${code}: ${render(message)}`.replaceAll(/:\d{4,5}(?=\/|\b)/g, ':PORT');
}

/** The names in one of a voice's lists. */
export function namesIn({ items }: { readonly items: readonly string[] }): string[] {
  return items.map((text) => (JSON.parse(text) as { name: string }).name);
}

/** A lookup that knows these names, as a resolver somewhere might answer. */
export function resolving(names: Readonly<Record<string, string | readonly string[]>>): typeof dns.lookup {
  const lookup = (name: string, options: dns.LookupOptions, callback: (error: NodeJS.ErrnoException | null, address: string | dns.LookupAddress[], family?: number) => void): void => {
    const found = [names[name] ?? []].flat().map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));
    setImmediate(() => {
      if (found.length === 0) callback(Object.assign(new Error('not found'), { code: 'ENOTFOUND' }), '');
      else if (options.all) callback(null, found);
      else callback(null, found[0]!.address, found[0]!.family);
    });
  };
  return lookup as typeof dns.lookup;
}
