import type * as vscode from 'vscode';
import type { InventoryKeeper } from '../live/inventory-keeper.ts';
import type { RollCall } from '../live/roll-call.ts';
import { copyServerId } from './copy-server-id.ts';
import { openDeclaration } from './open-declaration.ts';
import { ServersView } from './tree/servers-view.ts';

/** The inventory as the view shows it, and the commands on its lines. A bundle of its own, see session.ts. */
export interface Servers extends vscode.Disposable {
  openDeclaration(argument: unknown): Promise<void>;
  copyServerId(argument: unknown): Promise<void>;
  groupBy(argument: unknown): Promise<void>;
  filter(argument: unknown): Promise<void>;
  clearFilter(): void;
}

export function startServers(rollCall: RollCall, keeper: InventoryKeeper, context: vscode.ExtensionContext, failed: (error: unknown) => void): Servers {
  const view = new ServersView(rollCall, keeper, context.globalState, failed);
  return {
    openDeclaration: (argument) => openDeclaration(rollCall, argument),
    copyServerId: (argument) => copyServerId(rollCall, view, argument),
    groupBy: (argument) => view.groupBy(argument),
    filter: (argument) => view.filter(argument),
    clearFilter: () => view.clearFilter(),
    dispose: () => view.dispose(),
  };
}
