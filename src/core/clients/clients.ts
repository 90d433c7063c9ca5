import { aider } from './aider.ts';
import { claudeCode, claudeDesktop } from './claude.ts';
import type { Client, ClientId, Environment } from './client.ts';
import { cline, kiloCode, rooCode } from './cline.ts';
import { codex, grok } from './codex.ts';
import { continueDev } from './continue.ts';
import { crush } from './crush.ts';
import { cursor } from './cursor.ts';
import { jetbrainsAi, junie, lmStudio, trae, zed } from './editors.ts';
import { antigravity, geminiCli, qwenCode, tabnine } from './gemini.ts';
import { copilotCli, copilotEclipse, copilotJetBrains, visualStudio } from './github-copilot.ts';
import { dockerMcp } from './docker-mcp.ts';
import { goose } from './goose.ts';
import { amazonQ, kiro } from './kiro.ts';
import { knownFiles, type KnownFile } from './known-file.ts';
import { KnownPaths, type KnownPath } from './known-path.ts';
import { opencode } from './opencode.ts';
import { amp, augment, deepagents, factory, hermes, kimiCode, mcporter, mistralVibe, rovoDev, warp } from './terminal-agents.ts';
import { vscode } from './vscode.ts';
import { windsurf } from './windsurf.ts';

export type { KnownFile } from './known-file.ts';

/** Every client there is, those first whose format a shared file has. */
export const clients: readonly Client[] = [
  vscode, claudeCode, claudeDesktop, copilotCli, cursor, windsurf,
  cline, rooCode, kiloCode, continueDev,
  codex, geminiCli, opencode, goose, crush, qwenCode, tabnine, antigravity, amp, factory, augment, warp,
  kiro, amazonQ, zed, junie, jetbrainsAi, copilotJetBrains, copilotEclipse, visualStudio, lmStudio, trae,
  grok, rovoDev, kimiCode, mistralVibe, hermes, deepagents, mcporter, aider, dockerMcp,
];

const byId = new Map(clients.map((client) => [client.id, client]));

export function clientOf(id: ClientId): Client {
  return byId.get(id)!;
}

/** The files looked for in every workspace folder. */
export const workspaceFiles: readonly KnownFile[] = knownFiles(clients, 'workspace', (location) => (typeof location.path === 'string' ? [location.path] : []));

/** The files looked for on this machine: the user's, and those that hold for every user. */
export function userFiles(environment: Environment): readonly KnownFile[] {
  return (['user', 'managed'] as const).flatMap((scope) => knownFiles(clients, scope, (location) => (typeof location.path === 'string' ? [] : location.path(environment))));
}

const known = new KnownPaths(workspaceFiles);

/**
 * Which workspace file a path is by its end, whichever separator it uses: for files opened or found outside a folder's root.
 * Case does not count: what is `.VSCode/mcp.json` in a repository is VS Code's file on every Mac and Windows machine that checks it
 * out, also where we look at it on a system that tells the two apart.
 */
export function workspaceFileAt(path: string): KnownFile | undefined {
  return knownPathAt(path)?.known;
}

/** The same, and how many parts of the path lead to the folder that it is a file of. */
export function knownPathAt(path: string): KnownPath | undefined {
  return known.at(path.replaceAll('\\', '/').split('/'));
}
