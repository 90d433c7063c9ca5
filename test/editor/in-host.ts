import * as fs from 'node:fs';
import * as path from 'node:path';
import * as vscode from 'vscode';

export const extensionId = 'mcp-roll-call.mcp-roll-call';

/** Waits until `look` gives something, looking again at whatever the window tells of. Fails with `what` after `limit` milliseconds. */
export async function until<T>(what: string, look: () => T | undefined | false, limit = 10_000): Promise<T> {
  const now = look();
  if (now !== undefined && now !== false) return now;
  return new Promise<T>((resolve, reject) => {
    const subscriptions: vscode.Disposable[] = [];
    const done = (): void => {
      clearTimeout(timer);
      vscode.Disposable.from(...subscriptions).dispose();
    };
    const timer = setTimeout(() => {
      done();
      reject(new Error(`${what}: not within ${limit} ms`));
    }, limit);
    const again = (): void => {
      const found = look();
      if (found === undefined || found === false) return;
      done();
      resolve(found);
    };
    subscriptions.push(
      vscode.languages.onDidChangeDiagnostics(again),
      vscode.workspace.onDidChangeTextDocument(again),
      vscode.workspace.onDidOpenTextDocument(again),
      vscode.window.onDidChangeActiveTextEditor(again),
      vscode.window.onDidChangeVisibleTextEditors(again),
    );
  });
}

/** The workspace folder's own, as path. */
export function folder(index = 0): string {
  return vscode.workspace.workspaceFolders![index]!.uri.fsPath;
}

export function uri(...parts: string[]): vscode.Uri {
  return vscode.Uri.file(path.join(folder(), ...parts));
}

/** MCP Roll Call's diagnostics of a file, as `rule: message`. */
export function told(file: vscode.Uri): string[] {
  return ours(file).map((diagnostic) => `${ruleOf(diagnostic)}: ${diagnostic.message}`);
}

/** Its code: with a link to the rule's page, or bare where there is none. */
export function ruleOf({ code }: vscode.Diagnostic): string {
  return typeof code === 'object' ? String(code.value) : String(code);
}

export function ours(file: vscode.Uri): vscode.Diagnostic[] {
  return vscode.languages.getDiagnostics(file).filter((diagnostic) => diagnostic.source === 'MCP Roll Call');
}

/**
 * Takes the first of whatever is to be picked, as Enter does, until the command is over and has opened an editor: a window that is still busy
 * with itself takes the focus back, and with it goes the question.
 */
export async function acceptAll(command: () => Thenable<unknown>): Promise<vscode.TextEditor> {
  for (let tries = 0; tries < 5; tries++) {
    // A question stands once VS Code has drawn it, of which nobody tells.
    const answer = setInterval(() => void vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem'), 150);
    await command();
    clearInterval(answer);
    if (vscode.window.activeTextEditor?.document.isDirty) return vscode.window.activeTextEditor;
  }
  throw new Error('Nothing was changed.');
}

export function write(file: vscode.Uri, text: string): void {
  fs.mkdirSync(path.dirname(file.fsPath), { recursive: true });
  fs.writeFileSync(file.fsPath, text);
}

export async function started(): Promise<void> {
  await vscode.extensions.getExtension(extensionId)!.activate();
}

/** Closes every editor and gives up what was typed. */
export async function closeAll(): Promise<void> {
  for (const document of vscode.workspace.textDocuments) {
    if (!document.isDirty || document.isClosed) continue;
    try {
      await vscode.window.showTextDocument(document);
    } catch {
      // VS Code itself opened another one meanwhile, as it does with settings that it writes: that one is not ours to give up.
      continue;
    }
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  }
  await vscode.commands.executeCommand('workbench.action.closeAllEditors');
}

/** How often diagnostics of a file are set anew in five seconds, a while after a user setting changed. */
export async function looksWhileNothingChanges(file: vscode.Uri): Promise<number> {
  const settings = vscode.workspace.getConfiguration('mcpRollCall');
  await settings.update('audience', 'strict', vscode.ConfigurationTarget.Global);
  await new Promise((resolve) => setTimeout(resolve, 3000));
  let looks = 0;
  const heard = vscode.languages.onDidChangeDiagnostics(({ uris }) => {
    if (uris.some((one) => one.toString() === file.toString())) looks++;
  });
  await new Promise((resolve) => setTimeout(resolve, 5000));
  heard.dispose();
  await settings.update('audience', undefined, vscode.ConfigurationTarget.Global);
  return looks;
}
