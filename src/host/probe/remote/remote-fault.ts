import type { ProbeFailure } from '../../../core/probe/outcome.ts';
import { maskUrl } from '../../../core/secret/mask.ts';
import { render, say } from '../../../core/text/message.ts';
import { connectionFailure } from '../../policy/fetch-failure.ts';
import { ProbeFault } from '../probe-fault.ts';

/** What a thrown error says of a connection, in words: never what it says itself, which may hold an address with a secret in it. */
export function faultOf(error: unknown, url: URL): ProbeFault {
  const known = causes(error).find((one) => one instanceof ProbeFault);
  if (known) return known;
  const codes = causes(error).map((one) => (one as { readonly code?: unknown }).code).filter((code) => typeof code === 'string');
  const address = maskUrl(url.href);
  if (codes.includes('ABORT_ERR')) return new ProbeFault('cancelled', say('Listening to {address} was given up.', { address }));
  if (codes.includes('ETIMEDOUT')) return new ProbeFault('timeout', say('{address} did not answer in time. Is it up, and does this machine reach it?', { address }));
  if (codes.some((code) => code.startsWith('HPE_') || code === 'EPROTO' || code.startsWith('ERR_SSL_'))) {
    return new ProbeFault('protocol', say('{address} answers with something that is not the web protocol it should be ({code}). Check `http` against `https`, and the port.', { address, code: codes[0]! }));
  }
  return new ProbeFault('unreachable', say('{address} cannot be reached: {reason}.', { address, reason: render(connectionFailure(error)) }));
}

/** What a status says, where it is none that goes on. */
export function statusFault(status: number, url: URL, sent: { readonly authorization: boolean }): ProbeFault {
  const address = maskUrl(url.href);
  const [code, sentence] = ((): [ProbeFailure['code'], ReturnType<typeof say>] => {
    if (status === 401) {
      return sent.authorization
        ? ['unauthorized', say('{address} does not accept the credentials that were sent (401). They may have expired, or be meant for another server.', { address })]
        : ['unauthorized', say('{address} wants somebody to sign in before it says anything of itself (401).', { address })];
    }
    if (status === 403) return ['refused', say('{address} knows who asks and does not let them in (403). Ask whoever runs it for access.', { address })];
    if (status === 404 || status === 410) return ['unreachable', say('There is nothing at {address} ({status}). Check the path: it often ends in `/mcp` or `/sse`.', { address, status })];
    if (status === 407) return ['unreachable', say('The proxy on the way to {address} wants to know who asks (407).', { address })];
    if (status === 429) return ['refused', say('{address} was asked too often (429). Try again later.', { address })];
    if (status >= 500) return ['unreachable', say('{address} has a fault of its own right now ({status}). Try again later, or tell whoever runs it.', { address, status })];
    return ['protocol', say('{address} does not take what every MCP server must take ({status}), so it is perhaps none.', { address, status })];
  })();
  return new ProbeFault(code, sentence);
}

/** An error and what caused it. */
function causes(error: unknown): object[] {
  const found: object[] = [];
  for (let one = error; typeof one === 'object' && one !== null && found.length < 6; one = (one as { readonly cause?: unknown }).cause) {
    found.push(one);
    const { errors } = one as { readonly errors?: unknown };
    if (Array.isArray(errors)) found.push(...(errors as unknown[]).filter((inner): inner is object => typeof inner === 'object' && inner !== null));
  }
  return found;
}
