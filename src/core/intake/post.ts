import type { IntakeOf } from '../policy/intake-schema.ts';
import type { PreparedPost } from './prepared.ts';
import type { IntakeRequest } from './request.ts';

/** Bytes in a text as it is sent. */
function bytes(text: string): number {
  return new TextEncoder().encode(text).length;
}

/** What is posted, with every header that goes with it. */
export function postOf(target: IntakeOf<'post'>, request: IntakeRequest, version: string): PreparedPost {
  const { wanted, label, what, fileName, owner, people, exception, manifest } = request;
  const body = `${JSON.stringify(
    {
      schemaVersion: 1,
      kind: wanted === 'exception' ? 'exception-request' : 'registration-request',
      server: { name: label, identity: what, fileName },
      ...(owner && { likelyOwner: owner }),
      ...(people.length > 0 && { reviewers: people }),
      ...(exception && { exception }),
      manifest,
    },
    undefined,
    2,
  )}\n`;
  const { url, timeoutSeconds = 15 } = target;
  const { host, origin, pathname } = new URL(url);
  const headers: [string, string][] = [
    ['Host', host],
    ['Accept', 'application/json'],
    ['Content-Type', 'application/json; charset=utf-8'],
    ['User-Agent', `mcp-roll-call/${version}`],
    ['Content-Length', String(bytes(body))],
    ['Connection', 'close'],
  ];
  return { how: 'post', target, url: origin + pathname, link: origin + pathname, method: 'POST', headers, body, timeoutSeconds };
}
