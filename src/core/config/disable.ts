import type { Change } from '../finding/finding.ts';
import { applyEdits, type TextEdit } from '../text/edit.ts';
import type { ConfigFile, ServerDeclaration } from './config-file.ts';
import { lastEntry, nodeAt, pointer, type Path } from './node.ts';
import { readConfigFile } from './read.ts';
import { syntaxOf } from './syntaxes.ts';

type Way = (server: ServerDeclaration, file: ConfigFile) => readonly Change[];

/** How some client or other is told to leave a server off (facts on clients). None is tried out on a user: see `disabling`. */
const ways: readonly Way[] = [
  flag('disabled', true),
  flag('enabled', false),
  // Claude Code, for the servers of a project in the user's file.
  ({ name, path }) => [{ op: 'append', at: [...path.slice(0, -2), 'disabledMcpServers'], value: name }],
  // Gemini CLI and those that descend from it.
  ({ name }) => [{ op: 'append', at: ['mcp', 'excluded'], value: name }],
];

function flag(key: string, value: boolean): Way {
  return ({ path }, { tree }) => {
    const there = tree && lastEntry(nodeAt(tree, path), key);
    return [there ? { op: 'replace', at: [...path, key], value } : { op: 'insert', at: path, key, value }];
  };
}

/** Which way the servers of one map take, by their file's kind and the way to the map: it does not depend on what else they hold. */
const known = new WeakMap<object, Map<string, Way | undefined>>();

/** Whether a server can be switched off by an edit of its file. Cheap: for asking of every server there is. */
export function canDisable(file: ConfigFile, server: Path): boolean {
  if (file.status !== 'read') return false;
  let byMap = known.get(file.known);
  if (!byMap) known.set(file.known, (byMap = new Map()));
  const map = pointer(server.slice(0, -1));
  if (!byMap.has(map)) {
    const declaration = declarationAt(file, server);
    if (!declaration) return false;
    byMap.set(map, ways.find((way) => editsBy(way, declaration, file)));
  }
  return byMap.get(map) !== undefined;
}

/**
 * The edits of a file after which its clients leave the server off, and everything else in it is what it was. The judge is
 * the file itself, read again as they read it: a key that some of them take no notice of is no way.
 * @returns undefined where there is none, as in VS Code's own file, and for a text that is being typed
 */
export function disabling(file: ConfigFile, server: Path): readonly TextEdit[] | undefined {
  const declaration = file.status === 'read' ? declarationAt(file, server) : undefined;
  if (!declaration) return undefined;
  for (const way of ways) {
    const edits = editsBy(way, declaration, file);
    if (edits) return edits;
  }
  return undefined;
}

function declarationAt({ declarations }: ConfigFile, at: Path): ServerDeclaration | undefined {
  const wanted = pointer(at);
  return declarations.find(({ path, disabled, ambiguity }) => !disabled && !ambiguity && pointer(path) === wanted);
}

function editsBy(way: Way, server: ServerDeclaration, file: ConfigFile): readonly TextEdit[] | undefined {
  const { path, root, live, document, tree, syntax, declarations } = file;
  const edits = tree && syntaxOf(syntax)?.edits(document.text, tree, way(server, file));
  if (!edits) return undefined;
  const after = readConfigFile({ path, ...(root !== undefined && { root }), known: file.known, live, content: { text: applyEdits(document.text, edits) } });
  const asWanted =
    after.status === 'read' &&
    after.declarations.length === declarations.length &&
    after.declarations.every((now, i) => {
      const then = declarations[i]!;
      return now.disabled === (then === server || then.disabled) && contentOf(now) === contentOf(then);
    });
  return asWanted ? edits : undefined;
}

/** What is declared, wherever it stands. */
function contentOf({ name, path, transport, command, args, env, envFile, cwd, url, headers }: ServerDeclaration): string {
  return JSON.stringify([name, path, transport, command, args, env, envFile, cwd, url, headers]);
}
