import type { NativeFile } from '../native.ts';

/** A file as messages name it: of a person's own only its end, since the whole path tells who they are. The whole one stands beside the message. */
export function called({ path, scope }: Pick<NativeFile, 'path' | 'scope'>): string {
  return scope === 'managed' ? path : path.split(/[\\/]/).slice(-2).join('/');
}
