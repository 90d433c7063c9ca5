import { workspaceFiles, type KnownFile } from '../clients/clients.ts';

/**
 * Files beside a folder's config files that bear on which servers start: an `.env` that a client reads before it looks for its own settings
 * (Codex, CVE-2025-61260; Gemini CLI and its kin, which look in their own folder first: facts/needs-and-incidents.md).
 */
const envFiles: readonly KnownFile[] = ['.env', '.gemini/.env', '.qwen/.env'].map((path) => ({
  path,
  scope: 'workspace',
  clients: [],
  spelling: 'vscode',
  locations: [{ scope: 'workspace', path, syntax: 'json', servers: [] }],
  kind: 'env',
}));

/** Everything that is looked for in a workspace folder. */
export const filesOfFolder: readonly KnownFile[] = [
  ...workspaceFiles.map((file): KnownFile => (/(?:^|\/)\.env$/.test(file.path) ? { ...file, kind: 'env' } : file)),
  ...envFiles.filter(({ path }) => !workspaceFiles.some((file) => file.path === path)),
];
