import type { ClientId } from './client.ts';

/**
 * Clients that read comments in their JSON files: VS Code and what is made of its parts (jsonc-parser), Visual Studio, Zed, opencode and Kilo
 * Code, which is made of it, Amp, and Gemini CLI and what is made of it (strip-json-comments). Of others a comment may cost the whole file.
 */
export const readsJsonComments: ReadonlySet<ClientId> = new Set(['vscode', 'copilot-jetbrains', 'copilot-eclipse', 'visual-studio', 'zed', 'opencode', 'kilo-code', 'amp', 'gemini-cli', 'qwen-code', 'tabnine']);
