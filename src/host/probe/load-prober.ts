import type { listen } from './prober.ts';

/** What starts and calls servers: a bundle of its own (esbuild.mjs), loaded when something is started and not before. */
export function loadProber(): Promise<{ readonly listen: typeof listen }> {
  return import('./prober.js');
}
