import * as path from 'node:path';

/** A file that ships beside the bundle (`media/rules/…`). */
export function mediaFile(name: string): string {
  return path.join(packageRoot(), ...name.split('/'));
}

/** The folder that holds the bundle's folder and `media`. */
export function packageRoot(): string {
  return path.dirname(__dirname);
}
