import * as path from 'node:path';

/** A file that ships beside the bundle (`media/rules/…`). */
export function mediaFile(name: string): string {
  return path.join(path.dirname(__dirname), ...name.split('/'));
}
