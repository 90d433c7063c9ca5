import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import type { AssessedServer } from '../core/assess.ts';
import { pointer } from '../core/config/node.ts';
import { draftStub, type Draft, type DraftInput } from '../core/manifest/draft.ts';
import { render, say, type Message } from '../core/text/message.ts';
import { visible } from '../core/text/visible.ts';
import { gatherEvidence } from '../host/evidence/gather-evidence.ts';
import { sha256 } from '../host/evidence/sha256.ts';
import { readRegularFile } from '../host/files/read-regular-file.ts';

/** What is known of a server, for drafting its registration. Asks git who last changed the config file, and starts nothing else. */
export async function draftInput(server: AssessedServer): Promise<DraftInput> {
  const { file, declaration, identity } = server;
  const evidence = file.root === undefined ? [] : await gatherEvidence({ folder: file.root, configPath: file.path, identity, allowGit: true });
  return { server: declaration, identity, source: sourceOf(server), evidence, sha256 };
}

/** Where the declaration stands, in words that hold on another machine too. */
function sourceOf({ file, declaration }: AssessedServer): string {
  const base = file.root ?? os.homedir();
  const way = path.relative(base, file.path).split(path.sep).join('/');
  return `${file.root === undefined ? '~/' : ''}${visible(way, 1000)}#${pointer(declaration.path)}`;
}

/** What became of a draft's file. */
export type Drafted =
  | { readonly done: 'written' | 'updated' | 'unchanged'; readonly file: string; readonly draft: Draft }
  | { readonly done: 'refused'; readonly file: string; readonly why: Message };

/** Puts a draft where it belongs, on top of what somebody filled in there. Never throws for what the file system does. */
export function putDraft(input: DraftInput, out: string): Drafted {
  const content = readRegularFile(out);
  if ('unreadable' in content) return { done: 'refused', file: out, why: say('It cannot be written to: {why}.', { why: render(content.unreadable) }) };
  if ('text' in content && content.flaw) return { done: 'refused', file: out, why: say('It was left as it is: {why}.', { why: render(content.flaw) }) };
  const existing = 'text' in content ? content.text : undefined;
  const draft = draftStub({ ...input, ...(existing !== undefined && { existing }) });
  if (draft.refused) return { done: 'refused', file: out, why: say('It was left as it is. {why}', { why: render(draft.refused) }) };
  if (draft.text === existing) return { done: 'unchanged', file: out, draft };
  const problem = write(out, draft.text);
  return problem ? { done: 'refused', file: out, why: problem } : { done: existing === undefined ? 'written' : 'updated', file: out, draft };
}

/** As a whole or not at all: what a person filled in must not be lost half-way. */
function write(out: string, text: string): Message | undefined {
  const draft = `${out}.${process.pid}.tmp`;
  try {
    fs.mkdirSync(path.dirname(out), { recursive: true });
    fs.writeFileSync(draft, text, { flag: 'wx' });
    fs.renameSync(draft, fs.existsSync(out) ? fs.realpathSync.native(out) : out);
    return undefined;
  } catch (error) {
    const { code = 'unknown reason' } = error as NodeJS.ErrnoException;
    // Where its folder is a file there is no draft to remove, and asking for it throws.
    if (code !== 'ENOTDIR') fs.rmSync(draft, { force: true });
    return say('It cannot be written: {code}.', { code });
  }
}
