import * as crypto from 'node:crypto';

/** A text's SHA-256 in hex. */
export function sha256(text: string): string {
  return crypto.createHash('sha256').update(text).digest('hex');
}
