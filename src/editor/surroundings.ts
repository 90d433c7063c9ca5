import * as vscode from 'vscode';
import { userFiles, workspaceFiles, type KnownFile } from '../core/clients/clients.ts';
import type { ConfigSource } from '../core/config/read.ts';
import type { FolderFacts } from '../core/facts.ts';
import type { PolicySource, PolicyState } from '../core/policy/policy-state.ts';
import { say } from '../core/text/message.ts';
import { factPackages } from '../core/identity/fact-packages.ts';
import { folderFacts } from '../host/evidence/folder-facts.ts';
import { realEnvironment } from '../host/files/environment.ts';
import { placesOfFolder, placesOfUser, type Place } from '../host/files/places.ts';
import { readContent } from '../host/files/read-content.ts';
import { readPolicyFile } from '../host/policy/read-policy-file.ts';
import type { Surroundings } from '../live/roll-call.ts';
import { insideWorkspace } from './real-place.ts';
import { userConfigs } from './settings.ts';

const noFolderFacts: FolderFacts = { locked: new Map(), installed: new Map(), registries: new Map() };

/** What a roll call in an editor looks at: folders on disk by Node, other file systems through VS Code. */
export function surroundings(context: vscode.ExtensionContext, now: () => string, log: vscode.LogOutputChannel): Surroundings {
  return {
    delay: 150,
    now,
    places: (folders) => Promise.resolve([...folders.flatMap(placesIn), ...placesOfUser(knownUserFiles(context)).places]),
    read: (place) => (onDisk(place.path) ? Promise.resolve(readContent(place)) : readThroughVSCode(place.path)),
    facts: (folder, packages) => Promise.resolve(onDisk(folder) ? folderFacts(folder, packages) : noFolderFacts),
    packagesOf: factPackages,
    policy: (source, held) => Promise.resolve(policyState(source, held)),
    failed: (error) => log.error(error instanceof Error ? (error.stack ?? error.message) : String(error)),
  };
}

/** The user's files: where this platform's clients keep them, and where the running VS Code, whichever it is, keeps its own. */
export function knownUserFiles(context: vscode.ExtensionContext): readonly KnownFile[] {
  if (!userConfigs()) return [];
  const own = ownUserFolder(context.globalStorageUri);
  return userFiles({ ...realEnvironment(), ...(own !== undefined && { vscodeUserFolder: own }) });
}

/** `<User>/globalStorage/<id>`, in a profile `<User>/profiles/<name>/globalStorage/<id>`: the folder `User` (clients.md, 1). */
function ownUserFolder(globalStorage: vscode.Uri): string | undefined {
  if (globalStorage.scheme !== 'file' && globalStorage.scheme !== 'vscode-userdata') return undefined;
  const parts = globalStorage.with({ scheme: 'file' }).fsPath.replaceAll('\\', '/').split('/').slice(0, -2);
  return (parts.at(-2) === 'profiles' ? parts.slice(0, -2) : parts).join('/');
}

function onDisk(key: string): boolean {
  return !/^[a-z][a-z0-9+.-]+:\/\//i.test(key);
}

function placesIn(folder: string): readonly Place[] {
  if (onDisk(folder)) return placesOfFolder(folder).places;
  return workspaceFiles.map((known) => ({ path: `${folder.replace(/\/$/, '')}/${known.path}`, root: folder, known, live: true }));
}

async function readThroughVSCode(key: string): Promise<ConfigSource['content']> {
  try {
    return { text: new TextDecoder().decode(await vscode.workspace.fs.readFile(vscode.Uri.parse(key))) };
  } catch (error) {
    if (error instanceof vscode.FileSystemError && error.code === 'FileNotFound') return { absent: true };
    return { unreadable: say('it could not be read: {error}', { error: error instanceof Error ? error.message : String(error) }) };
  }
}

function policyState(source: PolicySource | undefined, held: PolicyState): PolicyState {
  if (!source) return { kind: 'none' };
  if (!insideWorkspace(source.path)) return readPolicyFile(source, held);
  const start = { line: 0, character: 0 };
  const message = say('The policy file lies in a folder that is open here. A repository cannot approve its own servers, so nothing is approved by it: keep the policy outside.');
  return { kind: 'unusable', source, problems: [{ path: [], part: 'value', range: { start, end: start }, severity: 'error', message }] };
}
