import * as vscode from 'vscode';
import type { Environment } from '../core/clients/client.ts';
import { userFiles, type KnownFile } from '../core/clients/clients.ts';
import type { Submissions } from '../core/intake/submission.ts';
import type { AcceptedLaunches } from '../core/launch/accepted.ts';
import type { HeardServers } from '../core/listening/heard.ts';
import type { ConfigSource } from '../core/config/read.ts';
import type { FolderFacts } from '../core/facts.ts';
import { say } from '../core/text/message.ts';
import { filesOfFolder } from '../core/places/files-of-folder.ts';
import { factPackages } from '../core/identity/fact-packages.ts';
import { folderFacts } from '../host/evidence/folder-facts.ts';
import { gitFacts } from '../host/evidence/git-facts.ts';
import { realEnvironment } from '../host/files/environment.ts';
import { shippedKnowledge } from '../host/knowledge/shipped-knowledge.ts';
import { searchArrived, searchBelow } from '../host/files/find-below.ts';
import type { FoundPlace } from '../host/files/found-below.ts';
import { placeOfExtension } from '../host/files/installed-extensions.ts';
import { placesOfFolder, placesOfUser, type Place } from '../host/files/places.ts';
import { readContent } from '../host/files/read-content.ts';
import { placesNamedBy } from '../host/files/named-by-plugin.ts';
import { placesRedirectedTo } from '../host/files/redirected.ts';
import { stampOf } from '../host/files/stamp.ts';
import type { PolicyKeeper } from '../host/policy/policy-keeper.ts';
import type { Surroundings } from '../live/surroundings.ts';
import { fileKey } from './file-key.ts';
import { lintSettingsReader } from './lint-settings.ts';
import { userConfigs } from './settings.ts';
import { t } from './words.ts';

const noFolderFacts: FolderFacts = { locked: new Map(), installed: new Map(), registries: new Map() };

/** What a roll call in an editor looks at: folders on disk by Node, other file systems through VS Code. */
export function surroundings(context: vscode.ExtensionContext, now: () => string, log: vscode.LogOutputChannel, keeper: PolicyKeeper, accepted: () => AcceptedLaunches | undefined, submissions: () => Submissions | undefined, heard: () => HeardServers | undefined): Surroundings {
  return {
    delay: 150,
    now,
    accepted,
    submissions,
    heard,
    lint: lintSettingsReader(),
    native: { platform: realEnvironment().platform },
    knowledge: () => shippedKnowledge(context.extensionPath),
    places: (folders) => Promise.resolve([...folders.flatMap(placesIn), ...placesOfUser(knownUserFiles(context)).places, ...extensionPlaces()]),
    read: (place) => (onDisk(place.path) ? Promise.resolve(readContent(place)) : readThroughVSCode(place.path)),
    below,
    belowFolder,
    ledTo: (file) => [...placesRedirectedTo(file, realEnvironment()), ...placesNamedBy(file)],
    // What catalogs beside it say, its own stamp does not tell.
    stamp: (place) => (onDisk(place.path) && place.known.locations[0]?.catalogs === undefined ? stampOf(place.path) : undefined),
    facts: (folder, packages) => Promise.resolve(onDisk(folder) ? folderFacts(folder, packages) : noFolderFacts),
    git: (folder, ask) => (onDisk(folder) && vscode.workspace.isTrusted ? gitFacts(folder, ask) : Promise.resolve(undefined)),
    packagesOf: factPackages,
    policy: () => Promise.resolve(keeper.read()),
    failed: (error) => log.error(error instanceof Error ? (error.stack ?? error.message) : String(error)),
  };
}

/** The user's files: where this platform's clients keep them, and where the running VS Code, whichever it is, keeps its own. */
export function knownUserFiles(context: vscode.ExtensionContext): readonly KnownFile[] {
  if (!userConfigs()) return [];
  return userFiles(ownEnvironment(context));
}

/** The machine as it is, with the folder that the running VS Code keeps the user's files in. */
export function ownEnvironment(context: vscode.ExtensionContext): Environment {
  const own = ownUserFolder(context.globalStorageUri);
  return { ...realEnvironment(), ...(own !== undefined && { vscodeUserFolder: own }) };
}

/** The extensions of this window that hand servers to VS Code, which starts those without asking. */
function extensionPlaces(): readonly Place[] {
  if (!userConfigs()) return [];
  return vscode.extensions.all.flatMap(({ packageJSON, extensionUri }) => {
    const { contributes } = packageJSON as { readonly contributes?: { readonly mcpServerDefinitionProviders?: unknown } };
    return contributes?.mcpServerDefinitionProviders !== undefined && extensionUri.scheme === 'file' ? [placeOfExtension(extensionUri.fsPath, 'vscode')] : [];
  });
}

/** `<User>/globalStorage/<id>`, in a profile `<User>/profiles/<name>/globalStorage/<id>`: the folder `User` (clients.md, 1). */
function ownUserFolder(globalStorage: vscode.Uri): string | undefined {
  if (globalStorage.scheme !== 'file' && globalStorage.scheme !== 'vscode-userdata') return undefined;
  const parts = globalStorage.with({ scheme: 'file' }).fsPath.replaceAll('\\', '/').split('/').slice(0, -2);
  return (parts.at(-2) === 'profiles' ? parts.slice(0, -2) : parts).join('/');
}

/**
 * Repositories that hold several projects: looked through once the window stands, one folder after another. Git is asked only where the user
 * trusts the folder, as for all that runs.
 */
async function below(folders: readonly string[], signal: AbortSignal): Promise<readonly FoundPlace[]> {
  const places: FoundPlace[] = [];
  let seen = 0;
  let show: ((seen: number) => void) | undefined;
  const searching = (async () => {
    for (const folder of folders.filter(onDisk)) {
      const found = await searchBelow(folder, { git: vscode.workspace.isTrusted, signal, told: (count) => show?.(seen + count) });
      places.push(...found.places);
      seen += found.places.length;
    }
  })();
  const slow = setTimeout(() => {
    void vscode.window.withProgress({ location: vscode.ProgressLocation.Window, title: t('MCP Roll Call is looking for config files') }, async (progress) => {
      show = (count) => progress.report({ message: t('{count} files and folders', { count }) });
      await searching.catch(() => undefined);
    });
  }, 1000);
  try {
    await searching;
  } finally {
    clearTimeout(slow);
  }
  return places;
}

function belowFolder(arrived: string): Promise<readonly FoundPlace[]> {
  const folder = vscode.workspace.getWorkspaceFolder(vscode.Uri.file(arrived));
  return folder && onDisk(arrived) ? searchArrived(fileKey(folder.uri), arrived) : Promise.resolve([]);
}

function onDisk(key: string): boolean {
  return !/^[a-z][a-z0-9+.-]+:\/\//i.test(key);
}

function placesIn(folder: string): readonly Place[] {
  if (onDisk(folder)) return placesOfFolder(folder).places;
  return filesOfFolder.filter(({ path }) => !path.includes('*')).map((known) => ({ path: `${folder.replace(/\/$/, '')}/${known.path}`, root: folder, known, live: true }));
}

async function readThroughVSCode(key: string): Promise<ConfigSource['content']> {
  try {
    return { text: new TextDecoder().decode(await vscode.workspace.fs.readFile(vscode.Uri.parse(key))) };
  } catch (error) {
    if (error instanceof vscode.FileSystemError && error.code === 'FileNotFound') return { absent: true };
    return { unreadable: say('it could not be read: {error}', { error: error instanceof Error ? error.message : String(error) }) };
  }
}
