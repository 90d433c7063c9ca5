import * as vscode from 'vscode';
import type { AssessedServer } from '../core/assess.ts';
import { pointer } from '../core/config/node.ts';
import type { LaunchChange } from '../core/launch/change.ts';
import { launchPages } from '../core/launch/words.ts';
import { visible } from '../core/text/visible.ts';
import { t } from './words.ts';

const scheme = 'mcp-roll-call-launch';
/** Pages of changes that were looked at long ago are made again when they are asked for. */
const kept = 200;

type Changed = AssessedServer & { readonly change: LaunchChange };

export function isChanged(server: AssessedServer): server is Changed {
  return server.change !== undefined;
}

/** Shows the launch that was accepted beside the one that stands in the file now, both as text that nobody can edit and without secrets. */
export class LaunchPages implements vscode.TextDocumentContentProvider, vscode.Disposable {
  readonly #pages = new Map<string, string>();
  readonly #registration = vscode.workspace.registerTextDocumentContentProvider(scheme, this);

  provideTextDocumentContent(uri: vscode.Uri): string {
    return this.#pages.get(uri.toString()) ?? '';
  }

  async open(servers: readonly AssessedServer[]): Promise<void> {
    const changed = servers.filter(isChanged);
    const [only, ...others] = changed;
    if (!only) return;
    if (others.length > 0) {
      const resources = changed.map((server) => {
        const { before, after } = this.#put(server);
        return [after, before, after] as const;
      });
      await vscode.commands.executeCommand('vscode.changes', t('Changed launches'), resources);
      return;
    }
    const { before, after, name } = this.#put(only);
    const title = t('{name}: launch accepted {date} ↔ launch now', { name, date: only.change.accepted.at.slice(0, 10) });
    await vscode.commands.executeCommand('vscode.diff', before, after, title, { preview: true });
  }

  #put(server: Changed): { before: vscode.Uri; after: vscode.Uri; name: string } {
    const name = visible(server.declaration.name, 60);
    const { accepted, now } = server.change;
    const file = name.replace(/[^\p{L}\p{N}._-]+/gu, '-');
    const query = JSON.stringify([server.file.path, pointer(server.declaration.path)]);
    const page = (which: string, seal: string, text: string): vscode.Uri => {
      const uri = vscode.Uri.from({ scheme, path: `/${file} (${which})`, query: `${query} ${seal}` });
      this.#pages.set(uri.toString(), text);
      return uri;
    };
    const { before, after } = launchPages(server.change);
    const made = { before: page(t('accepted'), accepted.launch.seal, before), after: page(t('now'), now.seal + accepted.launch.seal, after), name };
    for (const old of [...this.#pages.keys()].slice(0, Math.max(0, this.#pages.size - kept))) this.#pages.delete(old);
    return made;
  }

  dispose(): void {
    this.#registration.dispose();
  }
}
