// Without `node:`, since VS Code puts its proxy and certificates into these two by their plain names.
import * as http from 'http';
import * as https from 'https';
import type { PreparedPost } from '../../core/intake/prepared.ts';
import { addressOf } from '../../core/policy/intake-address.ts';
import { maskUrl } from '../../core/secret/mask.ts';
import { say, type Message } from '../../core/text/message.ts';
import { visible } from '../../core/text/visible.ts';

/** What came back. */
export type Answer = { readonly sent: true; readonly link?: string; readonly reference?: string; readonly status?: string } | { readonly sent: false; readonly why: Message };

const largestAnswer = 64 * 1024;
const mostRedirects = 3;

/** Sends what the user was shown, byte for byte and once; no redirect to another origin is followed. Never throws. */
export async function send(post: PreparedPost): Promise<Answer> {
  let url = new URL(post.url);
  for (let hops = 0; ; hops++) {
    if (!addressOf(url.origin + url.pathname)) return { sent: false, why: say('{url} is not an https address, so nothing was sent.', { url: maskUrl(url.href) }) };
    const answer = await request(url, post);
    if ('template' in answer) return { sent: false, why: answer };
    const { status, location, body } = answer;
    if (status >= 200 && status < 300) return { sent: true, ...readAnswer(body) };
    // Only these two ask for the same request again (RFC 9110 15.4).
    if ((status === 307 || status === 308) && location !== undefined && URL.canParse(location, url.href)) {
      const next = new URL(location, url.href);
      if (next.origin !== url.origin || next.username !== '' || next.password !== '') return { sent: false, why: say('The server sends on to another place, {to}, which gets nothing. If intake has moved, the policy has to say so.', { to: maskUrl(next.href) }) };
      if (hops >= mostRedirects) return { sent: false, why: say('The server sends from one address to the next without end.') };
      url = next;
      continue;
    }
    if (status >= 300 && status < 400) return { sent: false, why: say('The server sends elsewhere ({status}) without taking the request.', { status }) };
    return { sent: false, why: say('The server did not take it: it answered {status}{words}.', { status, words: wordsOf(body) }) };
  }
}

interface Got {
  readonly status: number;
  readonly location: string | undefined;
  readonly body: string;
}

function request(url: URL, { method, headers, body, timeoutSeconds }: PreparedPost): Promise<Got | Message> {
  return new Promise((resolve) => {
    const { request: ask } = url.protocol === 'https:' ? https : http;
    const sending = ask(url, { method, headers: Object.fromEntries(headers), agent: false, setDefaultHeaders: false } as http.RequestOptions, (response) => {
      let text = '';
      let length = 0;
      response.on('data', (part: Buffer) => {
        length += part.length;
        if (length <= largestAnswer) text += part.toString('utf8');
        else response.destroy();
      });
      const done = (): void => {
        clearTimeout(timer);
        resolve({ status: response.statusCode ?? 0, location: response.headers.location, body: length > largestAnswer ? '' : text });
      };
      response.on('end', done);
      response.on('close', done);
    });
    const timer = setTimeout(() => {
      resolve(say('The server did not answer within {seconds} seconds. Whether it took the request is not known.', { seconds: timeoutSeconds }));
      sending.destroy();
    }, timeoutSeconds * 1000);
    sending.on('error', (error: NodeJS.ErrnoException) => {
      clearTimeout(timer);
      resolve(say('{host} could not be reached ({code}). Nothing was submitted.', { host: url.host, code: error.code ?? 'for an unknown reason' }));
    });
    sending.end(body);
  });
}

/** What the answer tells, where it is JSON and says it in a form that can be shown. */
function readAnswer(body: string): { readonly link?: string; readonly reference?: string; readonly status?: string } {
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch {
    return {};
  }
  if (typeof value !== 'object' || value === null) return {};
  const { url, id, status } = value as Record<string, unknown>;
  const reference = typeof id === 'string' || typeof id === 'number' ? visible(String(id), 100) : undefined;
  const link = typeof url === 'string' && url.length <= 300 && addressOf(url.split(/[?#]/, 1)[0]!) && URL.canParse(url) ? new URL(url).href : undefined;
  return { ...(link !== undefined && { link }), ...(reference !== undefined && { reference }), ...(typeof status === 'string' && { status: visible(status, 60) }) };
}

function wordsOf(body: string): string {
  const text = body.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ').trim();
  return text === '' ? '' : `: ${visible(text, 160)}`;
}
