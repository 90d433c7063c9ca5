import type { AssessedServer, FileAssessment } from '../assess.ts';
import type { ClientId } from '../clients/client.ts';
import { clientOf } from '../clients/clients.ts';
import type { KnownFile } from '../clients/known-file.ts';
import type { ConfigFile, ServerDeclaration } from '../config/config-file.ts';
import { dialectOf } from '../config/find-servers.ts';
import { child, nodeAt, stringOf, type ConfigNode } from '../config/node.ts';
import type { SyntaxId } from '../config/syntax.ts';
import { syntaxOf } from '../config/syntaxes.ts';
import type { Change, Finding } from '../finding/finding.ts';
import { approves, type Verdict } from '../policy/verdict.ts';
import { applyEdits, type TextEdit } from '../text/edit.ts';
import { isOwn, placesIn, type ShelfPlace } from './place-for.ts';
import type { ShelfItem } from './shelf-item.ts';
import { slugOf } from './shelf-title.ts';
import { tomlTable } from './toml-table.ts';
import { written, type Written } from './written.ts';

/** An approved server put into a client's file. */
export interface ShelfDeclaration {
  readonly name: string;
  readonly edits: readonly TextEdit[];
  /** The text with it. */
  readonly text: string;
  /** The server in it, with the verdict it has there. */
  readonly server: AssessedServer;
  readonly written: Written;
  /** What is told of it there: an approved version may be known to be vulnerable. */
  readonly findings: readonly Finding[];
}

/** A file to put it into. */
export interface ShelfFile {
  readonly known: KnownFile;
  /** As it is now; empty where there is no file yet. */
  readonly text: string;
  /** What would be known of the file if it held that text. */
  readonly supposed: (text: string) => FileAssessment;
}

/** What is to be added to. */
interface Source {
  readonly text: string;
  readonly known: KnownFile;
  readonly syntax: SyntaxId;
  readonly spelling: ClientId;
  readonly tree: ConfigNode | undefined;
  readonly problems: ConfigFile['problems'];
  readonly declarations: readonly ServerDeclaration[];
}

/** Why a server cannot be put into a file: its client has no way to write it, the text is damaged, or it would not be approved there. */
export type NoDeclaration = { readonly why: 'no-way' | 'damaged' } | { readonly why: 'not-approved'; readonly verdict: Verdict };

/**
 * The edit that puts an approved server into a file, in its client's spelling, with everything that is secret asked for or taken from the
 * environment. The judge is the file itself, read again: it holds the server under a name of its own, the policy approves it there, and all
 * else in it is what it was.
 * @param taken names of servers in the client's other files, whose place it would take
 */
export function declarationFor(item: ShelfItem, file: ShelfFile, taken: ReadonlySet<string> = new Set()): ShelfDeclaration | NoDeclaration {
  const source = sourceOf(file);
  if (source.problems.length > 0) return { why: 'damaged' };
  const name = freeName(item, source, taken);
  let not: NoDeclaration = { why: 'no-way' };
  const client = clientOf(source.spelling);
  const dialect = dialectOf(source.known);
  if (!isOwn(client, dialect)) return not;
  // Where the machine's own settings name the registry, it need not stand in every file.
  const hasRegistry = item.launch.target.kind === 'package' && item.launch.target.registry !== undefined;
  for (const withRegistry of hasRegistry ? [false, true] : [false]) {
    const wanted = written(item.launch, client, dialect, { name, freeInput: freeInputIn(source), withRegistry });
    if (!wanted) continue;
    for (const place of placesIn(source)) {
      const edits = editsFor(name, wanted, place, source);
      const made = edits && put(name, wanted, edits, source, file);
      if (!made) continue;
      if (!('why' in made)) return made;
      not = made;
    }
  }
  return not;
}

/** Read as a whole, even where nothing in it is about servers yet. */
function sourceOf(file: ShelfFile): Source {
  const { known } = file;
  const syntax = known.locations[0]!.syntax;
  const text = syntax === 'json' && file.text.trim() === '' ? '{\n}\n' : file.text;
  const { tree, problems = [] } = syntaxOf(syntax)?.parse(text) ?? {};
  return { text, known, syntax, spelling: known.spelling, tree, problems, declarations: file.supposed(text).file.declarations };
}

function put(name: string, wanted: Written, made: readonly TextEdit[], source: Source, file: ShelfFile): ShelfDeclaration | NoDeclaration | undefined {
  const text = applyEdits(source.text, made);
  const assessed = file.supposed(text);
  const after = assessed.file;
  if (after.status !== 'read' || after.declarations.length !== source.declarations.length + 1) return undefined;
  const server = after.declarations.find((one) => one.name === name);
  if (!server || !sameBut(server, after.declarations, source.declarations)) return undefined;
  const found = assessed.servers.find(({ declaration }) => declaration === server);
  if (!found) return undefined;
  if (!approves(found.verdict) || server.disabled) return { why: 'not-approved', verdict: found.verdict };
  const edits = source.text === file.text ? made : [{ span: { start: 0, end: file.text.length }, newText: text }];
  return { name, edits, text, server: found, written: wanted, findings: assessed.findings.filter((finding) => finding.server === server.path) };
}

function sameBut(added: ServerDeclaration, after: readonly ServerDeclaration[], before: readonly ServerDeclaration[]): boolean {
  const rest = after.filter((one) => one !== added);
  return rest.every((one, i) => said(one) === said(before[i]!));
}

function said({ name, path, transport, command, args, env, url, headers, disabled }: ServerDeclaration): string {
  return JSON.stringify([name, path, transport, command, args, env, url, headers, disabled]);
}

function editsFor(name: string, wanted: Written, place: ShelfPlace, source: Source): readonly TextEdit[] | undefined {
  const { tree, syntax, text } = source;
  if (syntax === 'toml' && place.form === 'map' && !nodeAt(tree, place.at)) return [tomlTable(text, place.at, name, wanted.entry)];
  const changes = tree && changesFor(name, wanted, place, source);
  return changes && syntaxOf(syntax)?.edits(text, tree, changes);
}

function changesFor(name: string, { entry, inputs }: Written, { at, form }: ShelfPlace, { tree, spelling }: Source): readonly Change[] | undefined {
  const list = clientOf(spelling).variables.input?.list;
  const ofInputs = list ? inputs.map((value): Change => ({ op: 'append', at: list, value })) : [];
  if (form === 'list') return [{ op: 'append', at, value: { name, ...entry } }, ...ofInputs];
  const holder = nodeAt(tree, at);
  if (holder) return holder.kind === 'object' ? [{ op: 'insert', at, key: name, value: entry }, ...ofInputs] : undefined;
  // What leads to the servers is made with them.
  for (let depth = at.length - 1; depth >= 0; depth--) {
    const above = at.slice(0, depth);
    const there = depth === 0 ? tree : nodeAt(tree, above);
    if (!there) continue;
    if (there.kind !== 'object') return undefined;
    const value = at.slice(depth + 1).reduceRight<unknown>((inner, key) => ({ [key]: inner }), { [name]: entry });
    return [{ op: 'insert', at: above, key: at[depth]!, value }, ...ofInputs];
  }
  return undefined;
}

/** A name that nothing in the file has, nor in the client's other files, and that the client takes. */
export function freeName({ title, id }: Pick<ShelfItem, 'title' | 'id'>, { declarations, spelling }: Pick<Source, 'declarations' | 'spelling'>, taken: ReadonlySet<string>): string {
  const { names } = clientOf(spelling);
  const there = new Set([...declarations.map((server) => server.name.toLowerCase()), ...[...taken].map((one) => one.toLowerCase()), ...(names?.reserved ?? [])]);
  const slug = slugOf(title.replace(/\s*\(.*\)\s*$/, '').replace(/\b(?:the|mcp|server)\b/gi, ' '));
  const wanted = slug === 'server' ? slugOf(id.slice(id.lastIndexOf('/') + 1)) : slug;
  let name = wanted;
  for (let n = 2; there.has(name); n++) name = `${wanted}-${n}`;
  return name;
}

function freeInputIn({ tree, spelling }: Source): (wanted: string) => string {
  const list = clientOf(spelling).variables.input?.list;
  const inputs = list && nodeAt(tree, list);
  const taken = new Set<string>(inputs?.kind === 'array' ? inputs.items.flatMap((item) => stringOf(child(item, 'id')) ?? []) : []);
  return (wanted) => {
    let id = wanted;
    for (let n = 2; taken.has(id); n++) id = `${wanted}-${n}`;
    taken.add(id);
    return id;
  };
}
