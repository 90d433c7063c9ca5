import * as path from 'node:path';
import * as vscode from 'vscode';
import type { Environment } from '../core/clients/client.ts';
import type { Message } from '../core/text/message.ts';
import { realEnvironment } from '../host/files/environment.ts';
import { fileKey } from './file-key.ts';

type Refused = { readonly refused: Message };

interface Keeper<Store> {
  configure(store: Store | Refused): Promise<void>;
  reload(): Promise<void>;
}

/**
 * Gives a keeper its store, again when folders are opened in which it must not lie, and tells it when other windows or the command line write to it.
 * @param storeOf the store, unless it would lie in one of the folders that are judged
 */
export function watchStore<Store extends { readonly file: string }>(keeper: Keeper<Store>, storeOf: (environment: Environment, judged: readonly string[]) => Store | Refused): vscode.Disposable {
  let watcher: vscode.Disposable | undefined;
  let over = false;
  const configure = async (): Promise<void> => {
    const folders = (vscode.workspace.workspaceFolders ?? []).filter(({ uri }) => uri.scheme === 'file').map(({ uri }) => fileKey(uri));
    const store = storeOf(realEnvironment(), folders);
    await keeper.configure(store);
    watcher?.dispose();
    watcher = undefined;
    if ('refused' in store || over) return;
    // Its folder is there only now.
    const made = vscode.workspace.createFileSystemWatcher(new vscode.RelativePattern(vscode.Uri.file(path.dirname(store.file)), path.basename(store.file)));
    const reload = (): void => void keeper.reload();
    watcher = vscode.Disposable.from(made, made.onDidCreate(reload), made.onDidChange(reload), made.onDidDelete(reload));
  };
  void configure();
  return vscode.Disposable.from(
    vscode.workspace.onDidChangeWorkspaceFolders(() => void configure()),
    { dispose: () => { over = true; watcher?.dispose(); } },
  );
}
