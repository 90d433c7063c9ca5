import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import type { AssessedServer } from '../core/assess.ts';
import { parseJson } from '../core/config/json/parse.ts';
import { pointer, spanAt } from '../core/config/node.ts';
import { draftStub, type Draft } from '../core/manifest/draft.ts';
import { fieldAt } from '../core/manifest/fields.ts';
import { TextDocument } from '../core/text/document.ts';
import { render } from '../core/text/message.ts';
import { visible } from '../core/text/visible.ts';
import { gatherEvidence } from '../host/evidence/gather-evidence.ts';
import { sha256 } from '../host/evidence/sha256.ts';
import { readRegularFile } from '../host/files/read-regular-file.ts';
import { foldersOf, optionsHelp, readArguments } from './arguments.ts';
import type { ExitCode } from './exit-code.ts';
import { serverNamed } from './find-server.ts';
import { assessAll } from './assess-files.ts';
import { note, print, shown } from './terminal.ts';
import { UsageError } from './usage-error.ts';

export const help = `mcp-roll-call register <server> [--out FILE] [path...] [options]

Drafts the registration of a server: a server.json with a contract, filled in as far as its declaration, the lock file, the
installed package, CODEOWNERS and git tell; the rest is marked TODO. Takes names of variables and headers, never their values.
Asks git who last changed the config file, and starts nothing else; sends nothing.

  server             Its name; where several have it, FILE#NAME.
  --out FILE         Write the draft there (in a folder: under a name of its own). A draft that is there already is updated;
                     what somebody filled in stays. Without it the draft goes to standard output.
  path               As for scan.
${optionsHelp}
                     --format and --fail-on change nothing here: a draft is JSON, and drafting is no check.`;

export async function run(args: readonly string[]): Promise<ExitCode> {
  const { options, own, positionals: [wanted, ...paths] } = readArguments(args, { out: { type: 'string' } });
  if (wanted === undefined) throw new UsageError('Which server?');
  const { assessment } = await assessAll(foldersOf(paths), options);
  const server = serverNamed(assessment, wanted);
  const { file, declaration, identity } = server;
  const evidence = file.root === undefined ? [] : await gatherEvidence({ folder: file.root, configPath: file.path, identity, allowGit: true });
  const input = { server: declaration, identity, source: sourceOf(server), evidence, sha256 };
  const fresh = draftStub(input);
  if (own.out === undefined) {
    print(fresh.text);
    tellTodos(fresh);
    return 0;
  }

  const out = isFolder(own.out) ? path.join(path.resolve(own.out), fresh.fileName) : path.resolve(own.out);
  const content = readRegularFile(out);
  if ('unreadable' in content) throw new UsageError(`${shown(out)} cannot be written to: ${render(content.unreadable)}.`);
  if ('text' in content && content.flaw) throw new UsageError(`${shown(out)} was left as it is: ${render(content.flaw)}.`);
  const draft = 'text' in content ? draftStub({ ...input, existing: content.text }) : fresh;
  if (draft.refused) throw new UsageError(`${shown(out)} was left as it is. ${render(draft.refused)}`);
  write(out, draft.text);
  note(`${'text' in content ? 'Updated' : 'Written'}: ${shown(out)}`);
  tellTodos(draft);
  return 0;
}

/** Where the declaration stands, in words that hold on another machine too. */
function sourceOf({ file, declaration }: AssessedServer): string {
  const base = file.root ?? os.homedir();
  const way = path.relative(base, file.path).split(path.sep).join('/');
  return `${file.root === undefined ? '~/' : ''}${visible(way, 1000)}#${pointer(declaration.path)}`;
}

function isFolder(file: string): boolean {
  return /[\\/]$/.test(file) || (fs.statSync(file, { throwIfNoEntry: false })?.isDirectory() ?? false);
}

/** As a whole or not at all: what a person filled in must not be lost half-way. */
function write(out: string, text: string): void {
  try {
    fs.mkdirSync(path.dirname(out), { recursive: true });
    const draft = `${out}.${process.pid}.tmp`;
    fs.writeFileSync(draft, text, { flag: 'wx' });
    fs.renameSync(draft, fs.existsSync(out) ? fs.realpathSync.native(out) : out);
  } catch (error) {
    throw new UsageError(`${shown(out)} cannot be written: ${(error as NodeJS.ErrnoException).code ?? 'unknown reason'}.`);
  }
}

function tellTodos({ text, todos }: Draft): void {
  if (todos.length === 0) {
    note('Everything in it is filled in.');
    return;
  }
  const { tree } = parseJson(text);
  const document = new TextDocument(text);
  note(`Left to fill in, marked TODO (${todos.length}):`);
  for (const todo of todos) {
    const line = tree ? document.positionAt(spanAt(tree, todo).start).line + 1 : 0;
    const { hint } = fieldAt(todo);
    note(`  line ${String(line).padStart(3)}  ${pointer(todo.slice(todo[0] === '_meta' ? 2 : 0)).slice(1)}${hint === '' ? '' : `: ${hint}`}`);
  }
}
