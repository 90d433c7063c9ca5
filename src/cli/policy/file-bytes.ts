import { readRegularFile } from '../../host/files/read-regular-file.ts';
import { render } from '../../core/text/message.ts';
import { visible } from '../../core/text/visible.ts';
import { UsageError } from '../usage-error.ts';

/** @throws UsageError */
export function bytesOf(file: string): Uint8Array {
  let bytes: Uint8Array = new Uint8Array();
  const content = readRegularFile(file, (read) => {
    bytes = read;
    return { text: '' };
  });
  if ('absent' in content) throw new UsageError(`There is nothing at ${visible(file, 300)}.`);
  if ('unreadable' in content) throw new UsageError(`${visible(file, 300)} cannot be read: ${render(content.unreadable)}.`);
  return bytes;
}

/**
 * What a file holds as JSON. What is wrong with it is told without any of its text, which may be a private key.
 * @throws UsageError
 */
export function jsonIn(file: string): unknown {
  try {
    return JSON.parse(Buffer.from(bytesOf(file)).toString('utf8').replace(/^\uFEFF/, '')) as unknown;
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError(`${visible(file, 300)} is not JSON.`);
  }
}
