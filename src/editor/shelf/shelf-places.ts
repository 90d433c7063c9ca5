import * as fs from 'node:fs';
import * as path from 'node:path';
import * as vscode from 'vscode';
import type { Assessment } from '../../core/assess.ts';
import { clientOf, workspaceFiles, type KnownFile } from '../../core/clients/clients.ts';
import type { ClientId } from '../../core/clients/client.ts';
import { isMainFile } from '../../core/shelf/place-for.ts';
import { fileKey, uriOf } from '../file-key.ts';
import { staysInside } from '../real-place.ts';
import { isWritable } from '../is-writable.ts';

/** A file that a server may be put into: one that is there, or that its client would read if it were. */
export interface ShelfFilePlace {
  readonly uri: vscode.Uri;
  readonly path: string;
  readonly root?: string;
  readonly known: KnownFile;
  readonly live: boolean;
  readonly exists: boolean;
}

/**
 * The files to choose from, those of VS Code in the workspace first: what is there and can be written, what VS Code would read, and the main
 * file of every other client that something here is for already.
 * @param userFiles where this user's clients keep their files
 */
export function shelfPlaces({ files }: Assessment, userFiles: readonly KnownFile[]): readonly ShelfFilePlace[] {
  const places = new Map<string, ShelfFilePlace>();
  const used = new Set<ClientId>(['vscode']);
  for (const { path: file, root, known, live, status, scope, spelling } of files) {
    if (status === 'absent' || !live || !clientOf(spelling).writes) continue;
    used.add(spelling);
    // Settings that hold something else, and a plugin's own files, are no place to add a server to.
    if (scope === 'managed' || status !== 'read' || known.kind || (known.aside && !isMainFile(clientOf(spelling), known)) || known.path.includes('**') || known.locations.every(({ servers }) => servers.length === 0)) continue;
    if (isWritable(file)) places.set(file, { uri: uriOf(file), path: file, ...(root !== undefined && { root }), known, live, exists: true });
  }
  for (const folder of vscode.workspace.workspaceFolders ?? []) {
    for (const known of workspaceFiles) {
      const uri = vscode.Uri.joinPath(folder.uri, known.path);
      if (!canBegin(known, used) || places.has(fileKey(uri)) || files.some((file) => file.path === fileKey(uri) && file.status !== 'absent') || !staysInside(folder.uri, uri)) continue;
      places.set(fileKey(uri), { uri, path: fileKey(uri), root: fileKey(folder.uri), known, live: true, exists: false });
    }
  }
  const begun = new Set<ClientId>();
  for (const known of userFiles) {
    const file = path.normalize(known.path);
    if (begun.has(known.spelling) || !canBegin(known, used)) continue;
    // Of the folders of several editions the first is that of the one we run in.
    begun.add(known.spelling);
    // Only where the client has been at home before: its folder is there.
    if (places.has(file) || files.some((one) => one.path === file && one.status !== 'absent') || !fs.existsSync(path.dirname(file))) continue;
    places.set(file, { uri: vscode.Uri.file(file), path: file, known, live: true, exists: false });
  }
  return [...places.values()].toSorted((a, b) => rank(a) - rank(b));
}

function canBegin(known: KnownFile, used: ReadonlySet<ClientId>): boolean {
  return !known.dormant && !known.path.includes('*') && used.has(known.spelling) && clientOf(known.spelling).writes !== undefined && known.locations[0]!.syntax === 'json' && isMainFile(clientOf(known.spelling), known);
}

function rank({ known: { spelling, scope }, exists }: ShelfFilePlace): number {
  return Number(spelling !== 'vscode') * 4 + Number(scope !== 'workspace') * 2 + Number(!exists);
}
