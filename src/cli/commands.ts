// The commands as a bundle of their own (esbuild.mjs): `--version` and `--help` do not load what a scan needs, and a scan does not
// set up what only other commands need.
export const accept = () => import('./accept.ts');
export const check = () => import('./check.ts');
export const demo = () => import('./demo.ts');
export const explain = () => import('./explain.ts');
export const inventory = () => import('./inventory.ts');
export const policy = () => import('./policy.ts');
export const register = () => import('./register.ts');
export const scan = () => import('./scan.ts');
