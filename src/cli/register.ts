import * as path from 'node:path';
import type { AssessedServer } from '../core/assess.ts';
import { parseJson } from '../core/config/json/parse.ts';
import { pointer, spanAt } from '../core/config/node.ts';
import { draftStub, type Draft, type DraftInput } from '../core/manifest/draft.ts';
import { fieldAt } from '../core/manifest/fields.ts';
import type { Heard } from '../core/manifest/from-snapshot.ts';
import { TextDocument } from '../core/text/document.ts';
import { render } from '../core/text/message.ts';
import { isInside } from '../host/files/inside.ts';
import { readRegularFile } from '../host/files/read-regular-file.ts';
import { realPath } from '../host/files/real-path.ts';
import { foldersOf, optionsHelp, readArguments } from './arguments.ts';
import type { ExitCode } from './exit-code.ts';
import { draftInput, putDraft } from './draft-file.ts';
import { serverNamed } from './find-server.ts';
import { assessAll } from './assess-files.ts';
import { registerAll, usualFolder } from './register-all.ts';
import { note, print, shown } from './terminal.ts';
import { loadListening, secondsIn } from './snapshot.ts';
import { statOf } from './stat-of.ts';
import { UsageError } from './usage-error.ts';

export const help = `mcp-roll-call register <server> [--out FILE] [path...] [options]
mcp-roll-call register <server> --listen [--out FILE] [--yes] [--input ID=NAME] [path...] [options]
mcp-roll-call register --all-unknown [--out FOLDER] [path...] [options]
mcp-roll-call register <server> --submit [--to PLACE] [--reviewer WHO] [--yes] --policy FILE [path...] [options]
mcp-roll-call register <server> --exception --until DATE --reason TEXT [--to PLACE] [--yes] --policy FILE [path...]

Drafts the registration of a server: a server.json with a contract, filled in as far as its declaration, the lock file, the
installed package, CODEOWNERS and git tell; the rest is marked TODO. Takes names of variables and headers, never their values.
Asks git who last changed the config file, and starts nothing else unless --listen says so; sends nothing unless --submit or
--exception does.

  server             Its name; where several have it, FILE#NAME.
  --out FILE         Write the draft there (in a folder: under a name of its own). A draft that is there already is updated;
                     what somebody filled in stays. Without it the draft goes to standard output.
  --listen           Listen to the server first, as snapshot does: shows exactly what would be started, and asks. Its tools, with
                     effects that are proposed, and the digest of what it says are filled in; with --out the snapshot is
                     written beside the draft. --yes, --input, --timeout and --force are as for snapshot.
  --all-unknown      Draft one for every live server whose verdict is unknown, each server once, in the folder --out
                     (${usualFolder} where it is not given), and say what was written and what could not be.
  --submit           Ask for a decision where the policy says (\`intake\`): shows exactly what would be sent, opened or
                     written, and asks. Takes the draft in ${usualFolder} as it was filled in; --draft FILE names another.
                     From then on the server is pending for you, which approves nothing.
  --exception        Ask to use it until a day (--until 2027-05-31), with a reason (--reason TEXT), in the same way.
  --to PLACE         Which of several places, by its kind or name.
  --reviewer WHO     Who is asked to look at it, in place of the likely owner: @user, @organisation/team. May be repeated.
  --yes              Do not ask this time.
  path               As for scan.
${optionsHelp}
                     --format json tells of --all-unknown as JSON; a draft is JSON anyway. --fail-on changes nothing
                     here: drafting is no check.`;

const ownOptions = {
  out: { type: 'string' }, 'all-unknown': { type: 'boolean' }, submit: { type: 'boolean' }, exception: { type: 'boolean' }, until: { type: 'string' }, reason: { type: 'string' },
  to: { type: 'string' }, reviewer: { type: 'string', multiple: true }, draft: { type: 'string' }, yes: { type: 'boolean' },
  listen: { type: 'boolean' }, input: { type: 'string', multiple: true }, timeout: { type: 'string' }, force: { type: 'boolean' },
} as const;

export async function run(args: readonly string[]): Promise<ExitCode> {
  const { options, own, positionals } = readArguments(args, ownOptions);
  const submits = own.submit === true || own.exception === true;
  for (const name of ['to', 'reviewer', 'draft', 'yes'] as const) if (own[name] !== undefined && !submits && !(name === 'yes' && own.listen)) throw new UsageError(`--${name} goes with --submit or --exception.`);
  for (const name of ['input', 'timeout', 'force'] as const) if (own[name] !== undefined && !own.listen) throw new UsageError(`--${name} goes with --listen.`);
  if (own.listen && (submits || own['all-unknown'])) throw new UsageError('--listen drafts one server. Submit the draft afterwards, having looked at it.');
  for (const name of ['until', 'reason'] as const) if ((own[name] !== undefined) !== (own.exception === true)) throw new UsageError('--exception goes with --until and --reason.');
  if (own['all-unknown']) {
    if (submits) throw new UsageError('--all-unknown only drafts: submit one server at a time, having seen what is sent.');
    const out = path.resolve(own.out ?? usualFolder);
    if (own.out === undefined && !isInside(realPath(out), realPath(process.cwd()))) throw new UsageError(`${shown(out)} is a link that leads elsewhere. Name the folder with --out.`);
    const { assessment } = await assessAll(foldersOf(positionals), options);
    return registerAll(assessment, out, options.format);
  }
  const [wanted, ...paths] = positionals;
  if (wanted === undefined) throw new UsageError('Which server?');
  const { assessment, now } = await assessAll(foldersOf(paths), options);
  const server = serverNamed(assessment, wanted);
  const known = await draftInput(server);
  const fileName = draftStub(known).fileName;
  const out = own.out === undefined ? undefined : isFolder(own.out) ? path.join(path.resolve(own.out), fileName) : path.resolve(own.out);
  const input = own.listen ? { ...known, heard: await listenFirst(server, foldersOf(paths), out, own) } : known;
  const fresh = draftStub(input);
  if (submits) {
    const { submit } = await import('./submit.js');
    const draft = { text: heldDraft(input, own.draft ?? path.join(usualFolder, fresh.fileName), own.draft !== undefined) ?? fresh.text, fileName: fresh.fileName };
    const exception = own.exception ? { until: own.until!, reason: own.reason! } : undefined;
    return submit({ server, policy: assessment.policy, draft, exception, to: own.to, reviewers: own.reviewer, out: own.out, yes: own.yes === true, paths: foldersOf(paths), now });
  }
  if (out === undefined) {
    print(fresh.text);
    tellTodos(fresh);
    return 0;
  }
  const drafted = putDraft(input, out);
  if (drafted.done === 'refused') throw new UsageError(`${shown(out)}: ${render(drafted.why)}`);
  note(`${drafted.done === 'written' ? 'Written' : 'Updated'}: ${shown(out)}`);
  const { repinned } = drafted.draft;
  if (repinned) note(`The digest in it was ${repinned.from}, and is now ${repinned.to}: whoever reviewed it reviewed another server.`);
  tellTodos(drafted.draft);
  return 0;
}

async function listenFirst(server: AssessedServer, paths: readonly string[], out: string | undefined, own: { readonly yes?: boolean; readonly input?: readonly string[]; readonly timeout?: string; readonly force?: boolean }): Promise<Heard> {
  const timeout = secondsIn(own.timeout);
  const asking = { yes: own.yes === true, remember: false, inputs: own.input ?? [], ...(timeout !== undefined && { timeout }) };
  return (await loadListening()).listenForRegistration(server, { paths, out, asking, force: own.force === true });
}

/** A draft as somebody filled it in; undefined where there is none. */
function heldDraft(input: DraftInput, file: string, named: boolean): string | undefined {
  const full = path.resolve(file);
  const content = readRegularFile(full);
  if (!('text' in content)) {
    if (named) throw new UsageError(`${shown(full)} cannot be read as a draft.`);
    return undefined;
  }
  const { refused, text } = draftStub({ ...input, existing: content.text });
  if (refused) throw new UsageError(`${shown(full)} is no draft of this server. ${render(refused)}`);
  return text;
}

function isFolder(file: string): boolean {
  return /[\\/]$/.test(file) || (statOf(file)?.isDirectory() ?? false);
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
