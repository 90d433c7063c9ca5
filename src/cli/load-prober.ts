import type * as prober from './prober.ts';

/** Loaded only when something is really started or called. */
export function loadProber(): Promise<typeof prober> {
  return import('./prober.js');
}
