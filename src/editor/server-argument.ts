import * as vscode from 'vscode';
import type { AssessedServer, Assessment } from '../core/assess.ts';
import { clientOf } from '../core/clients/clients.ts';
import { pointer, type Path } from '../core/config/node.ts';
import { approves } from '../core/policy/verdict.ts';
import { describeIdentity } from '../core/identity/describe.ts';
import { visible } from '../core/text/visible.ts';
import { fileKey, toRange } from './file-key.ts';
import { shortPlace } from './place.ts';
import { verdictIcon } from './status-bar.ts';
import { t } from './words.ts';

/** How a link, a fix or a tree tells a command which server is meant. */
export interface ServerArgument {
  readonly file: string;
  readonly path: Path;
}

/** The server a command was given; else the one the cursor is in; else the one the user picks. */
export async function serverFor(assessment: Assessment, argument: unknown, title: string, prefer?: (server: AssessedServer) => boolean): Promise<AssessedServer | undefined> {
  return serverNamedBy(assessment, argument) ?? atCursor(assessment) ?? pick(assessment, title, prefer);
}

/** The server a command was given; else the one the user picks, wherever the cursor is. */
export async function givenOrPicked(assessment: Assessment, argument: unknown, title: string): Promise<AssessedServer | undefined> {
  return serverNamedBy(assessment, argument) ?? pick(assessment, title, ({ file, declaration, verdict }) => file.live && !declaration.disabled && !approves(verdict));
}

/** The server that a command was given, if it was given one. */
export function serverNamedBy({ servers }: Assessment, argument: unknown): AssessedServer | undefined {
  if (typeof argument !== 'object' || argument === null || !('file' in argument) || !('path' in argument) || !Array.isArray(argument.path)) return undefined;
  const wanted = pointer(argument.path as Path);
  return servers.find(({ file, declaration }) => file.path === argument.file && pointer(declaration.path) === wanted);
}

function atCursor({ servers }: Assessment): AssessedServer | undefined {
  const editor = vscode.window.activeTextEditor;
  if (!editor) return undefined;
  const key = fileKey(editor.document.uri);
  return servers.find(({ file, declaration }) => file.path === key && toRange(declaration.range).contains(editor.selection.active));
}

interface ServerItem extends vscode.QuickPickItem {
  readonly server: AssessedServer;
}

async function pick({ servers }: Assessment, title: string, prefer?: (server: AssessedServer) => boolean): Promise<AssessedServer | undefined> {
  if (servers.length === 0) {
    void vscode.window.showInformationMessage(t('No MCP server is declared in the files that MCP Roll Call reads here.'));
    return undefined;
  }
  const sorted = prefer ? [...servers].sort((a, b) => Number(prefer(b)) - Number(prefer(a))) : servers;
  const picked = await vscode.window.showQuickPick(sorted.map(itemOf), { title, placeHolder: t('Type a name, a package or a state'), matchOnDescription: true, matchOnDetail: true });
  return picked?.server;
}

/** A server as one line to pick from. */
export function itemOf(server: AssessedServer): ServerItem {
  const { declaration, verdict, identity, file, change } = server;
  const state = change ? t('launch changed') : verdict.code === 'no-policy' ? t('no policy') : declaration.disabled ? t('disabled') : verdict.state;
  const clients = file.clients.map((id) => clientOf(id).name).join(', ');
  const place = `${shortPlace(file.path)}${clients === '' ? '' : ` (${clients})`}`;
  return { label: `$(${verdictIcon(server)}) ${visible(declaration.name, 60)}`, description: `${state} · ${visible(describeIdentity(identity), 120)}`, detail: place, server };
}
