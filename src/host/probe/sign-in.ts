// A bundle of its own, loaded when a server wants somebody to sign in: it brings the official SDK.
export { signIn } from './oauth/sign-in.ts';
