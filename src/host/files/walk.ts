import * as fs from 'node:fs';
import * as path from 'node:path';
import type { FoundBelow } from './found-below.ts';
import { whyNot } from './read-regular-file.ts';

/**
 * Looks through the folders from `start` down, without following links. Stops at each step to say how much was seen, so that whoever drives it
 * may do something else meanwhile, or drop it. Never throws.
 */
export function* walk(found: FoundBelow, start: readonly string[] = []): Generator<number, void> {
  const stack: (readonly string[])[] = [start];
  for (let way = stack.pop(); way; way = stack.pop()) {
    const folder = path.join(found.top, ...way);
    let entries: fs.Dirent[];
    try {
      entries = fs.readdirSync(folder, { withFileTypes: true });
    } catch (error) {
      const why = whyNot(error);
      if ('unreadable' in why) found.leave(folder, why.unreadable);
      continue;
    }
    if (!found.count(entries.length, folder)) return;
    for (const entry of entries) {
      const { name } = entry;
      if (entry.isDirectory()) {
        const below = [...way, name];
        if (found.enters(below)) stack.push(below);
      } else {
        const isLink = entry.isSymbolicLink();
        if (found.concerns(name, isLink)) found.file([...way, name], isLink);
      }
    }
    yield found.seen;
  }
}
