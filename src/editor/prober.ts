// A bundle of its own (esbuild.mjs), the same for the editor and the command line: loaded only when something is started.
export * from '../host/probe/prober.ts';
