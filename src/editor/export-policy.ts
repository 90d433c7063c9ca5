// A bundle of its own (esbuild.mjs): loaded when a policy is to be written in an assistant's own keys.
export { exportPolicy } from './export-policy/export-policy.ts';
