// A bundle of its own (esbuild.mjs): loaded when somebody wants a server stopped.
export { blockEverywhere, undoEmergencyStop } from './block-everywhere/commands.ts';
