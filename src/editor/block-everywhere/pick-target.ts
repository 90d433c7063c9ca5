import * as vscode from 'vscode';
import type { AssessedServer, Assessment } from '../../core/assess.ts';
import { targetFor, targetOfAnyPackage } from '../../core/native/stop/resolve.ts';
import { targetOfServers, type StopTarget } from '../../core/native/stop/target.ts';
import { visible } from '../../core/text/visible.ts';
import { itemOf, serverNamedBy } from '../server-argument.ts';
import { t } from '../words.ts';

interface Choice extends vscode.QuickPickItem {
  readonly server?: AssessedServer;
}

/** What is to be stopped: the server a command was given, else the one the user picks, or a name, a package or an address that they type. */
export async function pickTarget(assessment: Assessment, argument: unknown): Promise<StopTarget | undefined> {
  const given = serverNamedBy(assessment, argument);
  if (given) return targetOfServers([given]);
  const picked = await pick(assessment.servers.filter(({ file, declaration }) => file.live && !declaration.disabled));
  if (picked === undefined) return undefined;
  if (typeof picked !== 'string') return targetOfServers([picked]);
  const named = assessment.servers.filter(({ declaration }) => declaration.name === picked);
  const target = targetFor(picked, assessment.servers, named) ?? (/^https?:/i.test(picked) ? undefined : targetOfAnyPackage(picked));
  if (!target) void vscode.window.showWarningMessage(t('{text} is no address.', { text: picked }));
  return target;
}

function pick(servers: readonly AssessedServer[]): Promise<AssessedServer | string | undefined> {
  return new Promise((resolve) => {
    const box = vscode.window.createQuickPick<Choice>();
    const items: readonly Choice[] = servers.map(itemOf);
    box.title = t('Block which server everywhere?');
    box.placeholder = t('Choose one, or type a name, a package (npm:name) or an address');
    box.matchOnDescription = true;
    box.matchOnDetail = true;
    box.ignoreFocusOut = true;
    box.items = items;
    box.onDidChangeValue((value) => {
      const typed = value.trim();
      box.items = typed === '' ? items : [...items, { label: t('$(edit) Block what is called {text}', { text: visible(typed, 100) }), description: t('by name, package or address'), alwaysShow: true }];
    });
    box.onDidAccept(() => {
      const [chosen] = box.selectedItems;
      resolve(chosen?.server ?? (box.value.trim() === '' ? undefined : box.value.trim()));
      box.dispose();
    });
    box.onDidHide(() => {
      resolve(undefined);
      box.dispose();
    });
    box.show();
  });
}
