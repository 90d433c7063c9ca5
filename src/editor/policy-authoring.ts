// A bundle of its own, loaded with the first policy that is opened: see policy-documents.ts and esbuild.mjs.
export { PolicyAuthoring, type AroundPolicy } from './policy-authoring/policy-authoring.ts';
