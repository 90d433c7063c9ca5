import * as path from 'node:path';
import * as vscode from 'vscode';
import type { AssessedServer } from '../core/assess.ts';
import { clientOf } from '../core/clients/clients.ts';
import { launchLine } from '../core/launch/words.ts';
import { maskedCommandLine } from '../core/secret/mask.ts';
import { visible } from '../core/text/visible.ts';
import type { LaunchKeeper, Notice } from '../live/launch-keeper.ts';
import { isChanged, type LaunchPages } from './launch-pages.ts';
import type { ServerArgument } from './server-argument.ts';
import { t, words } from './words.ts';

const named = 5;

/** One notification for everything that happened outside the user's own typing since the last. */
export async function tellOf(notice: Notice, keeper: LaunchKeeper, pages: LaunchPages): Promise<void> {
  await Promise.all([tellChanged(notice.changed, keeper, pages), ...notice.arrived.map(({ servers }) => tellArrived(servers))]);
}

async function tellChanged(servers: readonly AssessedServer[], keeper: LaunchKeeper, pages: LaunchPages): Promise<void> {
  const [only, ...others] = servers.filter(isChanged);
  if (!only) return;
  const [review, acknowledge, later] = [others.length > 0 ? t('Review Changes') : t('Review Change'), t('Acknowledge'), t('Not Now')];
  const chosen =
    others.length > 0
      ? await vscode.window.showWarningMessage(
          t('{count} MCP servers that were accepted are started otherwise now, and you did not type it: {names}.', { count: servers.length, names: namesOf(servers) }),
          review,
          later,
        )
      : await vscode.window.showWarningMessage(
          t('The MCP server `{name}` in {file} was accepted as `{before}` and now starts `{after}`. You did not type it.', {
            name: inert(only.declaration.name, 60),
            file: fileName(only),
            before: inert(launchLine(only.change.accepted.launch), 160),
            after: inert(launchLine(only.change.now), 160),
          }),
          review,
          acknowledge,
          later,
        );
  if (chosen === review) await pages.open(servers);
  if (chosen === acknowledge) await acknowledgeServers([only], keeper);
}

/** Remembers that the user stands behind launches, and says so. */
export async function acknowledgeServers(servers: readonly AssessedServer[], keeper: LaunchKeeper): Promise<void> {
  const problem = await keeper.acknowledge(servers);
  if (problem) void vscode.window.showWarningMessage(words(problem));
  else vscode.window.setStatusBarMessage(servers.length === 1 ? t('Acknowledged `{name}` as it is now', { name: servers[0]!.declaration.name }) : t('Acknowledged {count} launches', { count: servers.length }), 5000);
}

async function tellArrived(servers: readonly AssessedServer[]): Promise<void> {
  const [first] = servers;
  if (!first) return;
  const [show, register, later] = [t('Show'), t('Register…'), t('Not Now')];
  const readers = [...new Set(servers.flatMap(({ file }) => file.clients.map((id) => clientOf(id).name)))];
  const chosen = await vscode.window.showWarningMessage(
    t('The same unknown MCP server came to {count} files at once, for {clients}. It starts `{launch}`. If you did not install it, take it out of them.', {
      count: servers.length,
      clients: readers.slice(0, named).join(', '),
      launch: inert(maskedCommandLine(first.declaration), 160),
    }),
    show,
    register,
    later,
  );
  const argument: ServerArgument = { file: first.file.path, path: first.declaration.path };
  if (chosen === register) await vscode.commands.executeCommand('mcpRollCall.registerServer', argument);
  if (chosen !== show) return;
  const items = servers.map((server) => ({ label: fileName(server), description: visible(server.declaration.name, 60), detail: visible(server.file.path, 300), server }));
  const picked = await vscode.window.showQuickPick(items, { title: t('The same server in {count} files: open which one?', { count: servers.length }) });
  if (picked) await vscode.commands.executeCommand('mcpRollCall.openDeclaration', { file: picked.server.file.path, path: picked.server.declaration.path } satisfies ServerArgument);
}

function namesOf(servers: readonly AssessedServer[]): string {
  const names = [...new Set(servers.map(({ declaration }) => inert(declaration.name, 40)))];
  return names.slice(0, named).join(', ') + (names.length > named ? ` ${t('and {count} more', { count: names.length - named })}` : '');
}

function fileName({ file }: AssessedServer): string {
  const short = vscode.workspace.asRelativePath(file.path);
  return inert(short === file.path ? path.basename(short) : short, 100);
}

/** Data for a notification, where `[text](command:…)` would become a link that runs something. */
function inert(text: string, limit: number): string {
  return visible(text, limit).replaceAll('](', '] (');
}
