import type { ConfigFile, NamedValue } from '../config/config-file.ts';
import { below, nodeAt, spanAt, type ConfigNode, type Path } from '../config/node.ts';
import { syntaxOf } from '../config/syntaxes.ts';
import type { Finding } from '../finding/finding.ts';
import { secretsIn } from '../secret/find.ts';
import { mask, maskedArguments, maskText, maskUrl } from '../secret/mask.ts';
import { hasVariable } from '../secret/placeholder.ts';
import type { Span } from '../text/document.ts';
import { visible } from '../text/visible.ts';

/** The line a finding is in, as it may be shown, and which of its characters the finding is about. */
export interface Excerpt {
  readonly text: string;
  readonly from: number;
  readonly to: number;
}

/** A key or value of the file: where it stands, and what is shown in its place. */
interface Leaf extends Span {
  readonly shown: string;
}

/** A piece of a line is cut behind this many characters: a file may be one line. */
const pieceLimit = 200;
/** And this many are looked at on either side of what a finding is about. */
const reach = 400;

/**
 * Lines of one file with everything masked that may be a secret: of values only command, arguments, address and the like of a
 * server and address and models of a provider are shown, secrets in them masked; values of variables and headers, of other keys, and comments are not.
 */
export class Excerpts {
  readonly #file: ConfigFile;
  readonly #text: string;
  #parsed: { readonly tree: ConfigNode; readonly leaves: readonly Leaf[] } | undefined;

  constructor(file: ConfigFile) {
    this.#file = file;
    this.#text = file.document.text;
  }

  /** The first line of what a finding is about; undefined where the file has no such place. */
  of({ at, part, range }: Pick<Finding, 'at' | 'part' | 'range'>): Excerpt | undefined {
    // A report on many files does not keep their trees.
    const tree = this.#parsed?.tree ?? this.#file.tree ?? syntaxOf(this.#file.syntax)?.parse(this.#text).tree;
    if (!tree) return undefined;
    this.#parsed ??= { tree, leaves: leavesOf(tree, this.#text, this.#file) };
    // What is no part of the tree is found by where it stands in the text.
    const { document } = this.#file;
    const span = at.length === 0 ? { start: document.offsetAt(range.start), end: document.offsetAt(range.end) } : spanAt(tree, at, part);
    return this.#line(this.#near(span), span, this.#parsed.leaves);
  }

  /** The line in which a span begins, or of a long one as much as lies within reach: a file may be one line. */
  #near({ start, end }: Span): Span {
    const before = Math.max(0, start - 2 * reach);
    const after = this.#text.slice(start, end + reach).search(/[\r\n]/);
    return {
      start: before + Math.max(...['\n', '\r'].map((lineEnd) => this.#text.slice(before, start).lastIndexOf(lineEnd))) + 1,
      end: after < 0 ? Math.min(this.#text.length, end + reach) : start + after,
    };
  }

  #line(line: Span, marked: Span, leaves: readonly Leaf[]): Excerpt {
    const near = firstFrom(leaves, Math.max(line.start, marked.start - reach));
    const cut = marked.start - line.start > reach && (leaves[near]?.start ?? Infinity) <= marked.start;
    let text = cut ? '… ' : '';
    let from: number | undefined;
    let to: number | undefined;
    let offset = cut ? leaves[near]!.start : line.start;
    let comment = false;
    const addBetween = (end: number): void => {
      const piece = this.#text.slice(offset, end);
      add(between(piece, comment), end);
      comment ||= commentSign.test(piece);
    };
    const add = (piece: string, end: number): void => {
      if (from === undefined && marked.start < end) from = text.length;
      text += visible(piece.replaceAll('\t', '  '), pieceLimit);
      offset = end;
      if (to === undefined && marked.end <= end) to = text.length;
    };
    for (let i = near; i < leaves.length && leaves[i]!.start < line.end; i++) {
      const leaf = leaves[i]!;
      // All that a YAML alias stands for has its one place.
      if (leaf.start < offset) continue;
      // Broken where a mark begins or ends, which otherwise would lie within what stands between two leaves.
      for (const end of [marked.start, marked.end, leaf.start]) if (end > offset && end <= leaf.start) addBetween(end);
      add(leaf.shown, leaf.end);
      comment = false;
    }
    for (const end of [marked.start, marked.end, line.end]) if (end > offset && end <= line.end) addBetween(end);
    const indent = /^\s*/.exec(text)![0].length;
    const first = Math.max(0, (from ?? text.length) - indent);
    const trimmed = text.slice(indent).trimEnd();
    return { text: trimmed, from: first, to: Math.max(first + 1, Math.min(trimmed.length, (to ?? text.length) - indent)) };
  }
}

const commentSign = /\/[/*]|\*\//;

/**
 * What stands between keys and values: punctuation as it is, a comment as that there is one, anything else not at all.
 * @param within whether a comment began before it
 */
function between(text: string, within: boolean): string {
  if (within) return text.trim() === '' ? '' : '… ';
  const comment = text.search(commentSign);
  const plain = comment < 0 ? text : text.slice(0, comment);
  return plain.replace(/[^\s{}[\],:=.-]+/g, '…') + (comment < 0 ? '' : '// …');
}

function firstFrom(leaves: readonly Leaf[], offset: number): number {
  let low = 0;
  let high = leaves.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (leaves[middle]!.start < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Every key and value in the order of the text, on an explicit stack: nesting may be deeper than ours may be. */
function leavesOf(tree: ConfigNode, text: string, file: Found): Leaf[] {
  const shown = shownValues(tree, file);
  const leaves: Leaf[] = [];
  const stack: { node: ConfigNode; key: string }[] = [{ node: tree, key: '' }];
  for (let top = stack.pop(); top; top = stack.pop()) {
    const { node, key } = top;
    if (node.kind === 'object') {
      for (const entry of node.entries) {
        const raw = text.slice(entry.keySpan.start, entry.keySpan.end);
        const masked = maskText(entry.key);
        leaves.push({ ...entry.keySpan, shown: masked === entry.key ? raw : JSON.stringify(masked) });
        if (entry.value) stack.push({ node: entry.value, key: entry.key });
      }
    } else if (node.kind === 'array') {
      for (const item of node.items) stack.push({ node: item, key });
    } else {
      const raw = text.slice(node.span.start, node.span.end);
      const known = shown.get(node);
      const plain = node.kind === 'boolean' || node.kind === 'null' || (key === 'type' && /^[A-Za-z_-]{0,20}$/.test(String(node.value)));
      const quoted = /^["']/.test(raw);
      if (known === undefined) leaves.push({ ...node.span, shown: plain ? raw : quoted ? `"${mask}"` : mask });
      else leaves.push({ ...node.span, shown: known === node.value ? raw : quoted ? JSON.stringify(known) : known });
    }
  }
  return leaves.sort((a, b) => a.start - b.start);
}

type Found = Pick<ConfigFile, 'declarations' | 'providers'>;

function valueAt(tree: ConfigNode, path: Path): unknown {
  const node = nodeAt(tree, path);
  return node && 'value' in node ? node.value : undefined;
}

/** The values that may be shown, each as it may be. */
export function shownValues(tree: ConfigNode, { declarations, providers }: Found): Map<ConfigNode, string> {
  const shown = new Map<ConfigNode, string>();
  const show = (path: Path, value: string): void => {
    const node = nodeAt(tree, path);
    if (node && 'value' in node) shown.set(node, value);
  };
  /** What a list's item or a plain setting is called by, where that is no key but a value. */
  const showName = (path: Path, name: string): void => {
    for (const at of [path, below(path, 'name')]) if (valueAt(tree, at) === name) show(at, maskText(name));
  };
  for (const { name, path, baseUrl, models, keyCommand } of providers) {
    showName(path, name);
    if (baseUrl) show(baseUrl.path, maskUrl(baseUrl.value));
    for (const use of models) show(use.path, maskText(use.value));
    if (keyCommand) show(keyCommand.path, maskText(keyCommand.value));
  }
  for (const server of declarations) {
    showName(server.path, server.name);
    for (const part of [server.command, server.cwd, server.envFile]) if (part) show(part.path, maskText(part.value));
    if (server.url) show(server.url.path, maskUrl(server.url.value));
    maskedArguments(server).forEach((argument, i) => show(server.args[i]!.path, argument));
    const secret = new Set(secretsIn(server).map((spot) => spot.at));
    const showReference = ({ path, value }: NamedValue): void => {
      if (value !== undefined && hasVariable(value) && !secret.has(path)) show(path, maskText(value));
    };
    server.env.forEach(showReference);
    server.headers.forEach(showReference);
  }
  return shown;
}
