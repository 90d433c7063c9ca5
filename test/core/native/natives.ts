import type { ClientId, Scope } from '../../../src/core/clients/client.ts';
import { clients } from '../../../src/core/clients/clients.ts';
import type { KnownFile } from '../../../src/core/clients/known-file.ts';
import { parseJson } from '../../../src/core/config/json/parse.ts';
import { identify } from '../../../src/core/identity/identify.ts';
import type { Enforcement, ListReader, NativeFile, NativeSubject } from '../../../src/core/native/native.ts';
import { pointer } from '../../../src/core/config/node.ts';
import { problemsIn } from '../../../src/core/native/problems/problems-in.ts';
import { declared } from '../policy/subjects.ts';

/** A file with lists in it, as a client's reader finds them. */
export function listFile(reader: ListReader, content: unknown, path: string, scope: Scope = 'user'): NativeFile {
  const text = typeof content === 'string' ? content : JSON.stringify(content);
  const { tree, problems } = parseJson(text);
  const list = (reader.broken && (problems.length > 0 || !tree) ? reader.broken() : undefined) ?? (tree && reader.read(tree));
  if (!list) throw new Error(`No list in ${text}`);
  return { list, path, scope, ...(scope === 'workspace' && { folder: '/src' }) };
}

/** A server as a client meets it in one of its files. */
export function met(name: string, server: unknown, { client = 'vscode', at = '.vscode/mcp.json' }: { readonly client?: ClientId; readonly at?: string } = {}): NativeSubject {
  const declaration = declared(name, server);
  const locations = clients.find(({ id }) => id === client)!.locations.filter(({ path }) => path === at);
  const known: KnownFile = { path: at, scope: 'workspace', clients: [client], spelling: client, locations };
  return { server: declaration, identity: identify(declaration, { scope: 'workspace' }), file: { path: `/src/${at}`, scope: 'workspace', clients: [client], known, root: '/src' } };
}

/** What is told of all files, as `rule /way/to/it`, in the order of the ways. */
export function toldIn({ files, problems }: Enforcement): string[] {
  const told = files.flatMap(({ list, path, scope }) => problemsIn(list, { scope, declarations: [] }, problems.filter(({ file }) => file.path === path)));
  return told.map(({ rule, path }) => ({ rule, at: pointer(path) })).toSorted((a, b) => (a.at < b.at ? -1 : Number(a.at > b.at))).map(({ rule, at }) => `${rule} ${at}`);
}
