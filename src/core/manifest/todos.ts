import { parseJson } from '../config/json/parse.ts';
import { nodeAt, type ConfigNode, type Path } from '../config/node.ts';
import { contractKey, unresolvedVersion } from './contract.ts';
import { pathTo, walk } from './walk.ts';

/** A part of a manifest that a person must fill in. */
export interface Todo {
  readonly path: Path;
  /** `version`: the launch does not say which version runs, which makes a registration of it worthless. */
  readonly kind: 'field' | 'version';
}

/** `TODO`, `TODO: hint`, and the names a draft proposes: `TODO/x`, `TODO.contoso/x`. Not `TODOIST_KEY`, nor a server for "TODO lists". */
const marked = /^TODO(?:$|[:/]|\.\S)/;

/** Whether a value still waits for a person, or for evidence. */
export function isOpen(value: unknown): boolean {
  return typeof value === 'string' && (marked.test(value) || value === unresolvedVersion);
}

/** The parts of a manifest that a person must fill in, in the order they stand. Never throws, however deep the tree. */
export function findTodos(tree: ConfigNode): Todo[] {
  const found: Todo[] = [];
  walk(tree, (part) => {
    const { node, key, holder } = part;
    // What was detected is the machine's to say, and quotes what it saw.
    if (key === 'detected' && holder?.key === contractKey) return false;
    if (node.kind !== 'string' || !isOpen(node.value)) return true;
    const path = pathTo(part);
    if (node.value !== unresolvedVersion) found.push({ path, kind: 'field' });
    else if (isVersion(path)) found.push({ path, kind: 'version' });
    return true;
  });
  return found;
}

function isVersion(path: Path): boolean {
  return path.at(-1) === 'version' && (path.length === 1 || (path.length === 3 && path[0] === 'packages'));
}

/**
 * A manifest as a snippet of VS Code in which each todo's text, without its quotes, is a tab stop, in their order.
 * Expanded without typing it gives the text back (https://code.visualstudio.com/docs/editing/userdefinedsnippets, Grammar).
 */
export function snippetOf(text: string, todos: readonly Path[]): string {
  const { tree } = parseJson(text);
  const spans = todos.flatMap((path, i) => {
    const node = nodeAt(tree, path);
    return node?.kind === 'string' && node.span.end - node.span.start > 2 ? [{ start: node.span.start + 1, end: node.span.end - 1, stop: i + 1 }] : [];
  });
  let snippet = '';
  let at = 0;
  for (const { start, end, stop } of spans.toSorted((a, b) => a.start - b.start)) {
    if (start < at) continue;
    snippet += `${escaped(text.slice(at, start))}\${${stop}:${escaped(text.slice(start, end))}}`;
    at = end;
  }
  return snippet + escaped(text.slice(at));
}

function escaped(text: string): string {
  return text.replace(/[\\$}]/g, '\\$&');
}
