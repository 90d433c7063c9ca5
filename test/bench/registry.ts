import * as fs from 'node:fs';
import * as path from 'node:path';
import { mergeReading, neverRead } from '../../src/core/registry/merge-read.ts';
import type { PolicyState } from '../../src/core/policy/policy-state.ts';
import { readPolicy } from '../../src/core/policy/read.ts';
import { stateOf } from '../../src/core/policy/state-of.ts';
import type { RegistryListing } from '../../src/core/registry/registry-listing.ts';
import type { RegistryServer } from '../../src/core/registry/registry-server.ts';
import { RegistryCache } from '../../src/host/policy/registry/registry-cache.ts';
import { configOf, median, policyOf } from './data.ts';

type Times = (runs: number, warm: number, ...work: (() => unknown)[]) => Promise<number[]>;
type Row = (goal: string, what: string, ratio: number, limit: number, detail: string) => void;

const base = 'https://registry.contoso.com';

/** Entries as a registry has them; the first ones fit `configOf`. */
export function registryOf(count: number): RegistryServer[] {
  return Array.from({ length: count }, (_, i): RegistryServer => {
    const kind = i % 4;
    const version = kind === 1 ? `2025.7.${i % 28}` : `1.${i % 40}.2`;
    const one = { name: `com.contoso/tool-${i}`, version, status: 'active', updatedAt: '2026-11-01T00:00:00Z', isLatest: true, title: `Tool ${i}`, description: 'What this one does for the teams that use it, in a sentence of the usual length.', repository: `https://github.com/contoso/tool-${i}` } as const;
    if (kind === 3) return { ...one, remotes: [{ type: 'streamable-http', url: `https://tool-${i}.contoso.com/mcp`, headers: [{ name: 'Authorization', isRequired: true, isSecret: true }] }] };
    return { ...one, packages: [{ type: kind === 1 ? 'pypi' : 'npm', identifier: kind === 1 ? `mcp-server-${i}` : `@contoso/tool-${i}`, version, transport: 'stdio', environmentVariables: [{ name: `SERVICE_${i}_TOKEN`, isRequired: true, isSecret: true }] }] };
  });
}

/** A policy of ten entries that trusts a registry, as it is decided by. */
function policyFor(listing: RegistryListing | undefined): PolicyState {
  const text = JSON.stringify({ ...(JSON.parse(policyOf(10)) as object), ...(listing && { registries: [{ url: base, api: 'v0.1', trust: 'approves' }] }) });
  const { document } = readPolicy(text, '/p.json');
  return stateOf([{ source: { at: '/p.json', kind: 'file', namedBy: 'setting' }, document: document!, problems: [], notes: [], registries: listing ? [{ url: base, trust: 'approves', complete: true, listing }] : [] }]);
}

export async function registryBench(temp: string, row: Row, times: Times, lint: (text: string, policy: PolicyState) => number): Promise<void> {
  const cache = new RegistryCache(path.join(temp, 'registries'));
  await cache.update('contoso', base, 0, undefined, () => mergeReading({ keys: [], get: () => undefined }, neverRead, { servers: registryOf(20_000), complete: true, increment: false, at: '2026-11-21T00:00:00.000Z' }));
  const samples = Array.from({ length: 15 }, () => {
    const start = performance.now();
    const listing = cache.read('contoso', base)!;
    if (listing.find('npm:@contoso/tool-8000').length !== 1) throw new Error('not found');
    return performance.now() - start;
  });
  const thousand = configOf(1000);
  const [without, withIt] = [policyFor(undefined), policyFor(cache.read('contoso', base))];
  if (lint(thousand, withIt) >= lint(thousand, without)) throw new Error('the registry approves nothing');
  const [lintWith, lintWithout] = await times(25, 10, () => lint(thousand, withIt), () => lint(thousand, without));
  row('P4', 'a registry of 20,000 behind a policy, 1,000 servers, against none', lintWith! / lintWithout!, 1.2, `${lintWith!.toFixed(1)} ms`);
  const ten = configOf(10);
  const [cold, none] = await times(15, 3, () => lint(ten, policyFor(cache.read('contoso', base))), () => lint(ten, policyFor(undefined)));
  row('new', 'start with a cached registry: read, compile, decide 10, of 150 ms', cold! / 150, 1, `${cold!.toFixed(1)} ms, without a registry ${none!.toFixed(1)} ms`);
  const size = fs.statSync(cache.fileOf('contoso')).size / 1e6;
  row('new', 'a cached registry of 20,000 read from disk, with its index, of 150 ms', median(samples) / 150, 1, `${median(samples).toFixed(0)} ms, first ${samples[0]!.toFixed(0)} ms, ${size.toFixed(1)} MB`);
}
