// A bundle of its own (esbuild.mjs): loaded when somebody looks at the shelf.
export { addApprovedServer } from './shelf/add-approved-server.ts';
