import { readsJsonComments } from '../clients/json-comments.ts';
import type { ConfigFile } from '../config/config-file.ts';
import { pointer } from '../config/node.ts';
import { syntaxOf } from '../config/syntaxes.ts';
import { maskText } from '../secret/mask.ts';
import type { Span, TextDocument } from '../text/document.ts';
import type { Finding } from './finding.ts';
import { shortestReason } from './ignored.ts';

/** `// roll-call-ignore plain-http, unpinned-package: a test server that is never deployed` */
export interface IgnoreComment {
  readonly span: Span;
  /** None where it is not written as it should be. */
  readonly rules: readonly { readonly id: string; readonly span: Span }[];
  /** Empty where it has none that is one; then it does nothing. */
  readonly reason: string;
  /** The line that it is about: its own where something else stands on it, otherwise the next that is no comment. */
  readonly line: number;
  /** It stands above that line, and is about the whole of what is declared from there on. */
  readonly above: boolean;
}

export const ignoreWord = 'roll-call-ignore';

/** The comments of a file that say what to ignore, and what they are about. */
export class IgnoreComments {
  readonly all: readonly IgnoreComment[];
  /** Whether clients read the file with comments; where not, these do nothing. */
  readonly heard: boolean;
  readonly #byPlace = new Map<string, IgnoreComment>();
  /** Servers and model providers by the line they begin on. */
  readonly #declared = new Map<number, string[]>();
  readonly #used = new Set<string>();

  constructor(file: ConfigFile, all: readonly IgnoreComment[]) {
    this.all = all;
    this.heard = takesComments(file);
    const declare = (name: string, path: Finding['at'], line: number): void => {
      if (path.length === 0) return;
      const others = this.#declared.get(line);
      if (others) others.push(name + pointer(path));
      else this.#declared.set(line, [name + pointer(path)]);
    };
    for (const { path, range } of file.declarations) declare('server', path, range.start.line);
    for (const { path, range } of file.providers) declare('provider', path, range.start.line);
    for (const comment of all) for (const { id } of comment.rules) for (const place of this.#places(comment, id)) if (comment.reason !== '' && !this.#byPlace.has(place)) this.#byPlace.set(place, comment);
  }

  /** The comment that is about a finding, which counts as used then; undefined where none is. */
  about({ ruleId, range, server, provider }: Finding): IgnoreComment | undefined {
    if (!this.heard) return undefined;
    const places = [`${ruleId} ${range.start.line}`, ...(server ? [`${ruleId} server${pointer(server)}`] : []), ...(provider ? [`${ruleId} provider${pointer(provider)}`] : [])];
    const found = places.filter((place) => this.#byPlace.has(place));
    for (const place of found) this.#used.add(place);
    return found[0] === undefined ? undefined : this.#byPlace.get(found[0]);
  }

  isUsed(comment: IgnoreComment, id: string): boolean {
    return this.#places(comment, id).some((place) => this.#used.has(place));
  }

  #places({ line, above }: IgnoreComment, id: string): readonly string[] {
    return [`${id} ${line}`, ...(above ? (this.#declared.get(line) ?? []).map((name) => `${id} ${name}`) : [])];
  }
}

/** Whether clients read the file with comments: in JSON only where all of them are known to. */
export function takesComments({ syntax, live, clients }: ConfigFile): boolean {
  return syntax !== 'json' || !live || clients.every((client) => readsJsonComments.has(client));
}

/** Comments that say what to ignore, wherever they stand; none in strings, since the syntax's own reader finds them. Undefined where there is none. */
export function ignoreCommentsIn(file: ConfigFile): IgnoreComments | undefined {
  const { document } = file;
  const { text } = document;
  if (!text.includes(ignoreWord)) return undefined;
  const comments = syntaxOf(file.syntax)?.comments(text) ?? [];
  const lines = linesBelow(document, comments);
  const found = comments.flatMap((span): IgnoreComment[] => {
    const rest = directiveIn(text.slice(span.start, span.end));
    if (!rest) return [];
    const rules = [...rest.ids.matchAll(/[A-Za-z0-9_-]+/g)].map(({ 0: id, index }) => ({ id, span: { start: span.start + rest.at + index, end: span.start + rest.at + index + id.length } }));
    const above = standsAlone(text, span);
    const words = maskText(rest.reason.slice(0, 20_000).replace(/\s+/g, ' ').trim());
    const line = above ? (lines.get(document.positionAt(span.start).line) ?? 0) : document.positionAt(span.start).line;
    return [{ span, rules, reason: words.length >= shortestReason ? words : '', line, above }];
  });
  return found.length === 0 ? undefined : new IgnoreComments(file, found);
}

const opening = /^(?:\/\/|\/\*|#)[\s*#/]*roll-call-ignore(?![\w-])/;
const list = /^[ \t]+([A-Za-z0-9_-]+(?:[ \t]*,[ \t]*[A-Za-z0-9_-]+)*)[ \t]*(?::([^]*))?$/;

/** What a comment says to ignore, with the place of its rules; the rules are empty where it is not written as it should be. */
function directiveIn(comment: string): { ids: string; at: number; reason: string } | undefined {
  const start = opening.exec(comment)?.[0].length;
  if (start === undefined) return undefined;
  let end = comment.length - (comment.startsWith('/*') && comment.endsWith('*/') ? 1 : 0);
  if (end < comment.length) while (comment[end - 1] === '*') end--;
  const rest = comment.slice(start, end).trimEnd();
  const [all = '', ids = '', reason = ''] = list.exec(rest) ?? [];
  return { ids, at: start + all.indexOf(ids), reason };
}

/** For each line that a comment begins alone, the next one that is none. */
function linesBelow(document: TextDocument, comments: readonly Span[]): ReadonlyMap<number, number> {
  const below = new Map<number, number>();
  for (const span of comments.toReversed()) {
    if (!standsAlone(document.text, span)) continue;
    const next = document.positionAt(span.end).line + 1;
    below.set(document.positionAt(span.start).line, below.get(next) ?? next);
  }
  return below;
}

function standsAlone(text: string, { start, end }: Span): boolean {
  let before = start - 1;
  while (text[before] === ' ' || text[before] === '\t') before--;
  let behind = end;
  while (text[behind] === ' ' || text[behind] === '\t') behind++;
  return isEdge(text, before) && isEdge(text, behind);
}

function isEdge(text: string, at: number): boolean {
  const c = text[at];
  return c === undefined || c === '\n' || c === '\r' || (at === 0 && c === '\ufeff');
}
