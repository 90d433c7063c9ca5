// A bundle of its own (esbuild.mjs), made of host/probe/prober.ts: loaded only when something is really started or called.
export * from '../host/probe/prober.ts';
