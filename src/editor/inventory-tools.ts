// A bundle of its own (esbuild.mjs), the same for the command line.
export * from '../host/inventory/inventory-tools.ts';
