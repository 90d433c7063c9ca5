import { workspaceFiles, type KnownFile } from '../clients/clients.ts';

/**
 * Files beside a folder's config files that bear on which servers start: an `.env` that a client reads before it looks for its own settings
 * (Codex, CVE-2025-61260; Gemini CLI and its kin, which look in their own folder first: facts/needs-and-incidents.md). Of some a client reads
 * its model provider as well.
 */
const envFiles: readonly KnownFile[] = ['.env', '.gemini/.env', '.qwen/.env'].map((path) => ({
  ...(workspaceFiles.find((file) => file.path === path) ?? { path, scope: 'workspace', clients: [], spelling: 'vscode', locations: [{ scope: 'workspace', path, syntax: 'dotenv', servers: [] }] }),
  kind: 'env',
}));

/** Everything that is looked for in a workspace folder. */
export const filesOfFolder: readonly KnownFile[] = [...workspaceFiles.filter(({ path }) => envFiles.every((env) => env.path !== path)), ...envFiles];
