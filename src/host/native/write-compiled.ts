import * as crypto from 'node:crypto';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { say, type Message } from '../../core/text/message.ts';
import { readRegularFile } from '../files/read-regular-file.ts';

export interface WrittenFile {
  /** Below the folder, with `/`. */
  readonly name: string;
  readonly text: string;
}

/** The file that says what was written: its last lines hold the hash of each. */
const companionName = 'README.md';

export type WriteResult =
  | {
      readonly written: readonly string[];
      readonly removed: readonly string[];
      /** What was written here before and has no place any more, but was changed since: it is left to whoever changed it. */
      readonly left: readonly string[];
    }
  /** Nothing was written. */
  | { readonly refused: Message; readonly files: readonly string[] };

/**
 * Writes files into a folder together with a companion text that remembers the hash of each, so that the next time they are replaced, and
 * those that are no longer among them removed, only where they are still what was written. A link is never followed.
 * @param force replaces what somebody else wrote too. Never removes it: whoever gives a folder also gives the companion text that names files.
 * @throws what the file system throws
 */
export function writeCompiled(folder: string, files: readonly WrittenFile[], companion: string, force: boolean): WriteResult {
  const own = linksAmong(folder, [companionName]);
  // What is to be removed is what the companion text names, and that anybody may have put there.
  const before = own.length > 0 ? new Map<string, string>() : remembered(folder);
  const links = [...own, ...linksAmong(folder, [...files.map(({ name }) => name), ...before.keys()])];
  if (links.length > 0) return { refused: say('Links stand where files would be written or removed, and nobody can tell where they will lead.'), files: links };
  const all = [...files, { name: companionName, text: companion }];
  const names = new Set(all.map(({ name }) => name));
  const stale = [...before.keys()].filter((name) => !names.has(name) && textOf(folder, name) !== undefined);
  const foreign = [...names, ...stale].filter((name) => {
    const there = textOf(folder, name);
    return there !== undefined && before.get(name) !== hashOf(withoutMemory(there)) && there !== all.find((file) => file.name === name)?.text;
  });
  if (foreign.length > 0 && !force) return { refused: say('These files were not written by this program, or were changed since.'), files: foreign };
  const removed = stale.filter((name) => !foreign.includes(name));
  for (const name of removed) remove(folder, name);
  for (const { name, text } of files) write(folder, name, text);
  write(folder, companionName, `${companion.trimEnd()}\n\n${memoryOf(all)}`);
  return { written: all.map(({ name }) => name), removed, left: stale.filter((name) => foreign.includes(name)) };
}

const opening = '<!-- Written by MCP Roll Call. What follows tells it which files it may replace:';

function memoryOf(files: readonly WrittenFile[]): string {
  return [opening, ...files.map(({ name, text }) => `${hashOf(withoutMemory(text))} ${name}`), '-->', ''].join('\n');
}

function withoutMemory(text: string): string {
  const at = text.lastIndexOf(`\n${opening}`);
  return (at < 0 ? text : text.slice(0, at)).trimEnd();
}

/** The hash of each file that was written here before. */
function remembered(folder: string): ReadonlyMap<string, string> {
  const text = textOf(folder, companionName) ?? '';
  const at = text.lastIndexOf(`\n${opening}`);
  const hashes = new Map<string, string>();
  if (at < 0) return hashes;
  for (const line of text.slice(at).split(/\r?\n/)) {
    const [, hash, name] = /^([0-9a-f]{64}) (\S.{0,1000})$/.exec(line) ?? [];
    if (hash !== undefined && name !== undefined && isBelow(name)) hashes.set(name, hash);
  }
  return hashes;
}

/** A text that somebody changed must not lead anywhere else. */
function isBelow(name: string): boolean {
  return name.split('/').every((part) => part !== '' && part !== '.' && part !== '..' && !/[\\:\0]/.test(part));
}

function hashOf(text: string): string {
  return crypto.createHash('sha256').update(text.replaceAll('\r\n', '\n')).digest('hex');
}

/** Undefined where nothing is there; something else than text is some text that nobody wrote. */
function textOf(folder: string, name: string): string | undefined {
  const content = readRegularFile(path.join(folder, name));
  return 'absent' in content ? undefined : 'text' in content ? content.text : '\0';
}

function linksAmong(folder: string, names: readonly string[]): string[] {
  const places = new Set(names.flatMap((name) => name.split('/').map((_, i, parts) => parts.slice(0, i + 1).join('/'))));
  return [...places].filter((place) => fs.lstatSync(path.join(folder, place), { throwIfNoEntry: false })?.isSymbolicLink() ?? false);
}

function write(folder: string, name: string, text: string): void {
  const file = path.join(folder, name);
  fs.mkdirSync(path.dirname(file), { recursive: true });
  const draft = `${file}.${process.pid}.tmp`;
  try {
    fs.writeFileSync(draft, text, { flag: 'wx' });
    fs.renameSync(draft, file);
  } catch (error) {
    fs.rmSync(draft, { force: true });
    throw error;
  }
}

/** With the folders that nothing is left in. */
function remove(folder: string, name: string): void {
  fs.rmSync(path.join(folder, name), { force: true });
  for (let parent = path.dirname(name); parent !== '.'; parent = path.dirname(parent)) {
    try {
      fs.rmdirSync(path.join(folder, parent));
    } catch {
      return;
    }
  }
}
