import type { ProbeOutcome } from '../../../core/probe/outcome.ts';
import type { Connect } from '../connection.ts';
import type { SigningIn } from '../oauth/signing-in.ts';
import { repeats } from '../../../core/probe/repeated.ts';
import { say } from '../../../core/text/message.ts';
import { loadSignIn } from '../load-sign-in.ts';
import { HttpConnection } from './http-connection.ts';
import type { RemoteOptions, RemoteServer } from './remote-server.ts';

/**
 * Listens, and where the server wants somebody to sign in, does that and listens again. The sign-in has its own time: the user's. A header of
 * the declaration is never replaced: a server that does not take it is told as such.
 * @param hear listens on two connections
 */
export async function listenRemotely(server: RemoteServer, options: RemoteOptions & { readonly signingIn?: SigningIn | undefined }, hear: (connect: Connect) => Promise<ProbeOutcome>): Promise<ProbeOutcome> {
  const connect: Connect = () => new HttpConnection(server);
  let outcome = await hear(connect);
  const { signingIn, signal, version, lookup } = options;
  let anew = false;
  // Twice at most: with what is kept and then anew, or anew and then once more for what turned out to be lacking.
  for (let tries = 0; tries < 2; tries++) {
    if (outcome.kind !== 'failed' || outcome.code !== 'unauthorized' || !signingIn || server.challenge === undefined || server.declared.has('authorization') || signal?.aborted) return outcome;
    const { challenge } = server;
    const { signIn } = await loadSignIn();
    const signed = await signIn({ url: server.url, reach: server.reach, challenge, version, signal, lookup }, signingIn, anew);
    if (signed.kind === 'failed') return signed;
    server.headers.set('authorization', `Bearer ${signed.token}`);
    outcome = await hear(connect);
    if (outcome.kind === 'heard' && repeats(outcome.voices, signed.token)) return { kind: 'failed', code: 'refused', message: say('It repeats the token of your sign-in in what it says of itself, where every model that uses it would read it. None of it is shown or kept. Tell its owner, and sign out there.') };
    if (!signed.old && server.challenge === challenge) return outcome;
    anew = true;
  }
  return outcome;
}
