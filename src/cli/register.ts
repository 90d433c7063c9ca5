import * as fs from 'node:fs';
import * as path from 'node:path';
import { parseJson } from '../core/config/json/parse.ts';
import { pointer, spanAt } from '../core/config/node.ts';
import { draftStub, type Draft } from '../core/manifest/draft.ts';
import { fieldAt } from '../core/manifest/fields.ts';
import { TextDocument } from '../core/text/document.ts';
import { render } from '../core/text/message.ts';
import { isInside } from '../host/files/inside.ts';
import { realPath } from '../host/files/real-path.ts';
import { foldersOf, optionsHelp, readArguments } from './arguments.ts';
import type { ExitCode } from './exit-code.ts';
import { draftInput, putDraft } from './draft-file.ts';
import { serverNamed } from './find-server.ts';
import { assessAll } from './assess-files.ts';
import { registerAll, usualFolder } from './register-all.ts';
import { note, print, shown } from './terminal.ts';
import { UsageError } from './usage-error.ts';

export const help = `mcp-roll-call register <server> [--out FILE] [path...] [options]
mcp-roll-call register --all-unknown [--out FOLDER] [path...] [options]

Drafts the registration of a server: a server.json with a contract, filled in as far as its declaration, the lock file, the
installed package, CODEOWNERS and git tell; the rest is marked TODO. Takes names of variables and headers, never their values.
Asks git who last changed the config file, and starts nothing else; sends nothing.

  server             Its name; where several have it, FILE#NAME.
  --out FILE         Write the draft there (in a folder: under a name of its own). A draft that is there already is updated;
                     what somebody filled in stays. Without it the draft goes to standard output.
  --all-unknown      Draft one for every live server whose verdict is unknown, each server once, in the folder --out
                     (${usualFolder} where it is not given), and say what was written and what could not be.
  path               As for scan.
${optionsHelp}
                     --format json tells of --all-unknown as JSON; a draft is JSON anyway. --fail-on changes nothing
                     here: drafting is no check.`;

export async function run(args: readonly string[]): Promise<ExitCode> {
  const { options, own, positionals } = readArguments(args, { out: { type: 'string' }, 'all-unknown': { type: 'boolean' } });
  if (own['all-unknown']) {
    const out = path.resolve(own.out ?? usualFolder);
    if (own.out === undefined && !isInside(realPath(out), realPath(process.cwd()))) throw new UsageError(`${shown(out)} is a link that leads elsewhere. Name the folder with --out.`);
    const { assessment } = await assessAll(foldersOf(positionals), options);
    return registerAll(assessment, out, options.format);
  }
  const [wanted, ...paths] = positionals;
  if (wanted === undefined) throw new UsageError('Which server?');
  const { assessment } = await assessAll(foldersOf(paths), options);
  const input = await draftInput(serverNamed(assessment, wanted));
  const fresh = draftStub(input);
  if (own.out === undefined) {
    print(fresh.text);
    tellTodos(fresh);
    return 0;
  }

  const out = isFolder(own.out) ? path.join(path.resolve(own.out), fresh.fileName) : path.resolve(own.out);
  const drafted = putDraft(input, out);
  if (drafted.done === 'refused') throw new UsageError(`${shown(out)}: ${render(drafted.why)}`);
  note(`${drafted.done === 'written' ? 'Written' : 'Updated'}: ${shown(out)}`);
  tellTodos(drafted.draft);
  return 0;
}

function isFolder(file: string): boolean {
  return /[\\/]$/.test(file) || (fs.statSync(file, { throwIfNoEntry: false })?.isDirectory() ?? false);
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
