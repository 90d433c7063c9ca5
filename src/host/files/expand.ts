import * as fs from 'node:fs';
import * as path from 'node:path';
import { nameTest } from '../../core/clients/known-path.ts';
import { say, type Message } from '../../core/text/message.ts';
import { isInside } from './inside.ts';
import { whyNot } from './read-regular-file.ts';

/** What a pattern stands for, and why not for all of it, if so. */
export interface Expanded {
  readonly paths: readonly string[];
  readonly cut?: Message;
}

const limits = { entries: 20_000, depth: 12 };

/** What lies below these was installed for programs, and fills a plugin's folder by the thousand. */
const passedOver: ReadonlySet<string> = new Set(['node_modules', '.git', '.venv', '__pycache__']);

/**
 * The paths that a pattern stands for below a folder: `*` is any one name or a part of one, `**` any folders, none included. Names are compared
 * without case where the platform does, and always where `anyCase` asks for it. Looks no further than some thousand entries.
 * @param within where given, no folder that really lies outside of it is listed: the link to it is named instead
 */
export function expandPattern(folder: string, pattern: readonly string[], { within, anyCase = process.platform !== 'linux' }: { readonly within?: string; readonly anyCase?: boolean } = {}): Expanded {
  const paths: string[] = [];
  let left = limits.entries;
  let cut: Message | undefined;

  const list = (at: string): fs.Dirent[] => {
    if (cut) return [];
    try {
      const entries = fs.readdirSync(at, { withFileTypes: true });
      left -= entries.length;
      if (left < 0) cut = say('more than {count} files and folders lie there: looking stopped', { count: limits.entries });
      return entries.sort((a, b) => (a.name < b.name ? -1 : 1));
    } catch (error) {
      const why = whyNot(error);
      if ('unreadable' in why) cut = why.unreadable;
      return [];
    }
  };
  /** A link that leads out of what may be looked at, and is named itself. */
  const leadsOut = (at: string): boolean => {
    if (within === undefined) return false;
    try {
      return !isInside(fs.realpathSync.native(at), within);
    } catch {
      return false;
    }
  };
  const go = (at: string, from: number, seen: readonly string[]): void => {
    const part = pattern[from];
    if (part === undefined) return void paths.push(at);
    if (!part.includes('*')) {
      // One name below any one folder is looked for in each; below any number of folders, only where it is.
      const next = path.join(at, part);
      if (from < pattern.length - 1 || !deep || isThere(next)) go(next, from + 1, seen);
      return;
    }
    if (part === '**') {
      if (seen.length > limits.depth) {
        cut ??= say('folders lie more than {depth} levels deep', { depth: limits.depth });
        return;
      }
      go(at, from + 1, seen);
      for (const entry of list(at)) {
        if (passedOver.has(entry.name) || !(entry.isDirectory() || entry.isSymbolicLink())) continue;
        const next = path.join(at, entry.name);
        if (!entry.isSymbolicLink()) go(next, from, [...seen, next]);
        else if (leadsOut(next)) paths.push(next);
        else {
          const real = realFolder(next);
          // A link back up would go round for ever.
          if (real !== undefined && !seen.includes(real) && !isInside(at, real)) go(next, from, [...seen, real]);
        }
      }
      return;
    }
    const test = nameTest(anyCase ? part.toLowerCase() : part);
    const last = from === pattern.length - 1;
    for (const entry of list(at)) {
      if (!test.test(anyCase ? entry.name.toLowerCase() : entry.name)) continue;
      if (last ? !entry.isDirectory() : entry.isDirectory() || entry.isSymbolicLink()) go(path.join(at, entry.name), from + 1, seen);
    }
  };

  const deep = pattern.includes('**');
  const start = pattern.findIndex((part) => part.includes('*'));
  const base = path.join(folder, ...pattern.slice(0, Math.max(0, start)));
  if (start < 0) paths.push(path.join(folder, ...pattern));
  else if (leadsOut(base)) paths.push(base);
  else go(base, start, [base]);
  return { paths: [...new Set(paths)], ...(cut && { cut }) };
}

function isThere(file: string): boolean {
  try {
    return fs.lstatSync(file, { throwIfNoEntry: false }) !== undefined;
  } catch {
    // A folder on the way may not be looked into: reading will say so.
    return true;
  }
}

function realFolder(link: string): string | undefined {
  try {
    const real = fs.realpathSync.native(link);
    return fs.statSync(real).isDirectory() ? real : undefined;
  } catch {
    return undefined;
  }
}
