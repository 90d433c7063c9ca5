import { say, type Message } from '../../core/text/message.ts';

/** Why a request got no answer, in words. What the runtime itself says is of no use to a person (`fetch failed`). */
export function connectionFailure(error: unknown): Message {
  const code = codeOf(error);
  switch (code) {
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
    case 'EAI_NODATA':
      return say('the name of the server could not be looked up ({code}), perhaps since this machine is offline', { code });
    case 'ECONNREFUSED':
      return say('nothing answers at that address (ECONNREFUSED)');
    case 'ENETUNREACH':
    case 'EHOSTUNREACH':
    case 'ENETDOWN':
      return say('the network does not lead there ({code}), perhaps since this machine is offline', { code });
    case 'ECONNRESET':
    case 'EPIPE':
    case 'UND_ERR_SOCKET':
      return say('the connection broke off ({code})', { code });
    case 'ETIMEDOUT':
    case 'UND_ERR_CONNECT_TIMEOUT':
    case 'UND_ERR_HEADERS_TIMEOUT':
    case 'UND_ERR_BODY_TIMEOUT':
      return say('the server did not answer in time ({code})', { code });
    case 'CERT_HAS_EXPIRED':
      return say("the server's certificate has expired (CERT_HAS_EXPIRED)");
    case 'ERR_TLS_CERT_ALTNAME_INVALID':
      return say("the server's certificate is for another name (ERR_TLS_CERT_ALTNAME_INVALID)");
    case 'DEPTH_ZERO_SELF_SIGNED_CERT':
    case 'SELF_SIGNED_CERT_IN_CHAIN':
    case 'UNABLE_TO_VERIFY_LEAF_SIGNATURE':
    case 'UNABLE_TO_GET_ISSUER_CERT':
    case 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY':
      return say("the server's certificate is not trusted on this machine ({code}); a company's own authority must be installed, or named by SSL_CERT_FILE", { code });
    default:
      return code === undefined ? say('no connection came about') : say('no connection came about ({code})', { code });
  }
}

/** Why an answer is none that can be used. */
export function statusFailure(status: number): Message {
  if (status === 401 || status === 403 || status === 407) return say('the server wants to know who asks ({status})', { status });
  if (status === 404 || status === 410) return say('nothing is published at that address ({status})', { status });
  if (status === 429) return say('the server was asked too often ({status})', { status });
  if (status >= 500) return say('the server has a fault of its own right now ({status})', { status });
  return say('the server gave an answer that is no document ({status})', { status });
}

/** Looked for in what caused it, too: fetch hides the real reason there, and where several addresses were tried, in a list. */
function codeOf(error: unknown, depth = 0): string | undefined {
  if (typeof error !== 'object' || error === null || depth > 5) return undefined;
  const { code, cause, errors } = error as { readonly code?: unknown; readonly cause?: unknown; readonly errors?: unknown };
  if (typeof code === 'string' && /^[A-Z][A-Z0-9_]{1,60}$/.test(code)) return code;
  for (const inner of [cause, ...(Array.isArray(errors) ? (errors as unknown[]) : [])]) {
    const found = codeOf(inner, depth + 1);
    if (found !== undefined) return found;
  }
  return undefined;
}
