// A bundle of its own (esbuild.mjs): loaded when a server is really to be listened to, and large with what compares voices.
export { forget } from './listening/forget.ts';
export { listenForRegistration } from './listening/for-registration.ts';
export { snapshot } from './listening/take-snapshot.ts';
export { verify } from './listening/verify-servers.ts';
