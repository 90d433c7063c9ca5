import type { ConfigFile, ServerDeclaration } from '../../config/config-file.ts';
import { disabling } from '../../config/disable.ts';
import { readLoaded } from '../../config/read-place.ts';
import { syntaxOf } from '../../config/syntaxes.ts';
import { composed } from '../../text/compose-edits.ts';
import { applyEdits, type TextEdit } from '../../text/edit.ts';
import type { Stopped } from './target.ts';

/** What was done about one declaration. */
export interface StoppedServer {
  readonly declaration: ServerDeclaration;
  readonly how: 'disabled' | 'removed';
  readonly found: Stopped;
}

/** A file after its servers were stopped. */
export interface StoppedFile {
  /** The file, read again as its clients read it. */
  readonly after: ConfigFile;
  readonly edits: readonly TextEdit[];
  readonly stopped: readonly StoppedServer[];
  /** What is to be stopped and still on: no edit that does so, and nothing else, was found. */
  readonly left: readonly ServerDeclaration[];
}

/**
 * Switches off, or takes out where its clients know no such switch, every declaration of a file that is meant and on. The judge is the file
 * itself, read again after every edit: all other declarations are what they were. Its syntax must be loaded. Never throws.
 * @param meant whether a declaration is to be stopped; asked of the file as it is after each edit
 * @param mayList whether the name of a declaration may be put into a list of its file that other files, or other servers of that name, share
 */
export function stopInFile(file: ConfigFile, meant: (file: ConfigFile, declaration: ServerDeclaration) => Stopped | undefined, mayList: (declaration: ServerDeclaration) => boolean): StoppedFile {
  let now = file;
  let edits: readonly TextEdit[] = [];
  const stopped: StoppedServer[] = [];
  const givenUp = new Set<string>();
  const wanted = (of: ConfigFile): { declaration: ServerDeclaration; found: Stopped } | undefined => {
    for (const declaration of of.declarations) {
      const found = !declaration.disabled && !givenUp.has(whole(declaration)) && meant(of, declaration);
      if (found) return { declaration, found };
    }
    return undefined;
  };
  for (let next = wanted(now); next; next = wanted(now)) {
    const { declaration, found } = next;
    const made = changed(now, declaration, mayList(declaration));
    if (!made) {
      givenUp.add(whole(declaration));
      continue;
    }
    edits = composed(file.document.text, edits, made.edits);
    now = made.after;
    stopped.push({ declaration, how: made.how, found });
  }
  return { after: now, edits, stopped, left: now.declarations.filter((declaration) => !declaration.disabled && meant(now, declaration)) };
}

interface Changed {
  readonly how: StoppedServer['how'];
  readonly edits: readonly TextEdit[];
  readonly after: ConfigFile;
}

function changed(file: ConfigFile, declaration: ServerDeclaration, mayList: boolean): Changed | undefined {
  // Put together from elsewhere, or a whole bundle's one server: without it the bundle would be broken, not off.
  if (declaration.derived || declaration.extension || isWhole(file)) return undefined;
  const lists = file.known.locations.some(({ servers }) => servers.some((place) => place !== 'bare' && place.switchedOff));
  const off = lists && !mayList ? undefined : disabling(file, declaration.path);
  const after = off && readAgain(file, off);
  if (off && after) return { how: 'disabled', edits: off, after };
  return removed(file, declaration);
}

function isWhole({ known }: ConfigFile): boolean {
  return known.locations.some(({ servers }) => servers.some((place) => place !== 'bare' && place.form === 'one'));
}

function removed(file: ConfigFile, declaration: ServerDeclaration): Changed | undefined {
  const edits = file.tree && syntaxOf(file.syntax)?.edits(file.document.text, file.tree, [{ op: 'remove', at: declaration.path }]);
  if (!edits || edits.length === 0) return undefined;
  const after = readAgain(file, edits);
  const rest = file.declarations.filter((one) => one !== declaration).map(whole);
  return after && after.problems.length === 0 && JSON.stringify(after.declarations.map(whole)) === JSON.stringify(rest) ? { how: 'removed', edits, after } : undefined;
}

function readAgain({ path, root, known, live, document }: ConfigFile, edits: readonly TextEdit[]): ConfigFile {
  return readLoaded({ path, known, live, content: { text: applyEdits(document.text, edits) }, ...(root !== undefined && { root }) });
}

/** All that a declaration says, wherever it stands and whatever stands beside it. */
export function whole(declaration: ServerDeclaration): string {
  return JSON.stringify(declaration, (key, value: unknown) => (places.has(key) ? undefined : value));
}

const places: ReadonlySet<string> = new Set(['path', 'at', 'range', 'ambiguity', 'troubles']);
