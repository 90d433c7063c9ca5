import { AuthorizationServerMismatchError, InsecureTokenEndpointError, IssuerMismatchError, OAuthError, RegistrationRejectedError } from '@modelcontextprotocol/client';
import { maskUrl } from '../../../core/secret/mask.ts';
import { say } from '../../../core/text/message.ts';
import { ProbeFault } from '../probe-fault.ts';

/** What went wrong with a sign-in, in words of ours: what the SDK's errors say holds whole answers. */
export function oauthFault(error: unknown, url: URL): ProbeFault {
  if (error instanceof ProbeFault) return error;
  if (error instanceof Error && error.cause instanceof ProbeFault) return error.cause;
  const address = maskUrl(url.href);
  if (error instanceof IssuerMismatchError || error instanceof AuthorizationServerMismatchError) {
    return new ProbeFault('refused', say('Another authorization server answered the sign-in to {address} than the one that was asked, as in a mix-up attack (RFC 9207). Nothing was sent to it, and nobody is signed in.', { address }));
  }
  if (error instanceof InsecureTokenEndpointError) return new ProbeFault('refused', say('The sign-in to {address} would send its code without https. Nobody is signed in.', { address }));
  if (error instanceof RegistrationRejectedError) return new ProbeFault('unauthorized', say('The authorization server of {address} does not register this program ({status}). Put a token into a header of the declaration, through an input.', { address, status: error.status }));
  if (error instanceof OAuthError) return new ProbeFault('unauthorized', say('The authorization server of {address} refused ({code}).', { address, code: /^[a-z_]{1,60}$/.test(error.code) ? error.code : 'without a reason' }));
  return new ProbeFault('protocol', say('What {address} and its authorization server say of how to sign in cannot be used.', { address }));
}
