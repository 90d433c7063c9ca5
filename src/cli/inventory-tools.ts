// A bundle of its own (esbuild.mjs), the same for the editor.
export * from '../host/inventory/inventory-tools.ts';
