// The commands as a bundle of their own (esbuild.mjs): `--version` and `--help` do not load what a scan needs.
export * as accept from './accept.ts';
export * as demo from './demo.ts';
export * as explain from './explain.ts';
export * as inventory from './inventory.ts';
export * as policy from './policy.ts';
export * as register from './register.ts';
export * as scan from './scan.ts';
