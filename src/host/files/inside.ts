import * as path from 'node:path';

/** Whether `file` is `folder` or lies below it. Both as they really are: absolute, links resolved. */
export function isInside(file: string, folder: string): boolean {
  const way = path.relative(folder, file);
  return way !== '..' && !way.startsWith(`..${path.sep}`) && !path.isAbsolute(way);
}
