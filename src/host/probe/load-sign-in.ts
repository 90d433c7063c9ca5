import type * as signIn from './sign-in.ts';

/** Loads the official SDK: only once a server wants somebody to sign in. */
export function loadSignIn(): Promise<typeof signIn> {
  return import('./sign-in.js');
}
