// What `./prober.js` is to the compiler; the bundle of that name (esbuild.mjs) is made of the file below itself.
export * from '../host/probe/prober.ts';
