import type { IncomingMessage } from 'node:http';
import { pipeline, type Readable } from 'node:stream';
import * as zlib from 'node:zlib';
import { maskUrl } from '../../../core/secret/mask.ts';
import { say } from '../../../core/text/message.ts';
import { ProbeFault } from '../probe-fault.ts';
import { faultOf } from './remote-fault.ts';

/** In bytes, unpacked. */
export interface BodyLimits {
  /** One body, or one event of a stream. */
  readonly message: number;
  /** A stream of events as a whole. */
  readonly stream: number;
}

/** Of an answer that is an error: nothing of it is shown, and what is needed of it is short. */
const errorBytes = 64 * 1024;

/**
 * A body as a stream that fails with a `ProbeFault` once more comes than is listened to: counted as it comes, since a length that is announced
 * may be a lie and a small body may unpack to a huge one.
 */
export function cappedBody(response: IncomingMessage, url: URL, limits: BodyLimits): ReadableStream<Uint8Array> {
  const ok = (response.statusCode ?? 0) < 300;
  const limit = !ok ? Math.min(errorBytes, limits.message) : mediaType(response.headers['content-type']) === 'text/event-stream' ? limits.stream : limits.message;
  let size = 0;
  let over = false;
  let source: Readable | undefined;
  const stop = (): void => {
    over = true;
    source?.destroy();
    response.destroy();
  };
  return new ReadableStream<Uint8Array>({
    start(controller) {
      const end = (error?: unknown): void => {
        if (over) return;
        stop();
        if (error === undefined) controller.close();
        else controller.error(faultOf(error, url));
      };
      const unpacked = unpack(response, url);
      if (unpacked instanceof ProbeFault) return end(unpacked);
      source = unpacked;
      source.on('data', (chunk: Uint8Array) => {
        if (over) return;
        size += chunk.byteLength;
        // What is left of an error is of no use: it is cut, and the status tells enough.
        if (size > limit) return end(ok ? tooLarge(url, limit) : undefined);
        controller.enqueue(chunk);
        if ((controller.desiredSize ?? 1) <= 0) source?.pause();
      });
      source.once('end', () => end());
      source.once('error', end);
      source.once('close', () => end(Object.assign(new Error('closed'), { code: 'ECONNRESET' })));
    },
    pull: () => void source?.resume(),
    cancel: stop,
  });
}

/** Without its parameters, in small letters. */
export function mediaType(header: string | null | undefined): string {
  return (header ?? '').split(';')[0]!.trim().toLowerCase();
}

/** @param limit bytes */
export function tooLarge(url: URL, limit: number): ProbeFault {
  const size = limit >= 1024 * 1024 ? `${Math.round(limit / 1024 / 102.4) / 10} MiB` : `${Math.round(limit / 1024)} KiB`;
  return new ProbeFault('limit', say('{address} says more in one go than is listened to ({size}), so nothing of it is kept.', { address: maskUrl(url.href), size }));
}

function unpack(response: IncomingMessage, url: URL): Readable | ProbeFault {
  const packing = (response.headers['content-encoding'] ?? 'identity').trim().toLowerCase();
  if (packing === 'identity' || packing === '') return response;
  const transform = packing === 'gzip' || packing === 'x-gzip' ? zlib.createGunzip() : packing === 'deflate' ? zlib.createInflate() : packing === 'br' ? zlib.createBrotliDecompress() : undefined;
  // Its errors come out at the transform's end.
  if (transform) return pipeline(response, transform, () => undefined);
  return new ProbeFault('protocol', say('{address} packs its answers in a way that nobody asked for ({packing}).', { address: maskUrl(url.href), packing }));
}
