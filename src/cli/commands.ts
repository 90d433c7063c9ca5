// The commands as a bundle of their own (esbuild.mjs): `--version` and `--help` do not load what a scan needs. Within it nothing is imported
// when asked for: the bundler would wrap all that such a module imports into functions, which Node reads twice, and that costs a scan more
// than setting up the other commands does. What is large and seldom needed is a bundle beside it.
export * as accept from './accept.ts';
export * as block from './block.ts';
export * as check from './check.ts';
export * as demo from './demo.ts';
export * as explain from './explain.ts';
export * as inventory from './inventory.ts';
export * as policy from './policy.ts';
export * as register from './register.ts';
export * as scan from './scan.ts';
export * as shelf from './shelf.ts';
export * as snapshot from './snapshot.ts';
export * as verify from './verify.ts';
