import type { ClientId } from '../clients/client.ts';
import { claudeCodeNative } from './claude-code/claude-code.ts';
import { clineNative } from './cline/cline.ts';
import { codexNative } from './codex/codex.ts';
import { copilotNative } from './copilot/copilot.ts';
import { cursorNative } from './cursor/cursor.ts';
import { geminiNative } from './gemini/gemini.ts';
import type { NativeClient, NativeId } from './native.ts';
import { vscodeNative } from './vscode/vscode.ts';

/** Every client whose own enforcement is known. */
export const natives: readonly NativeClient[] = [
  claudeCodeNative,
  clineNative,
  codexNative,
  copilotNative,
  cursorNative,
  geminiNative,
  vscodeNative,
];

export function nativeOf(id: NativeId): NativeClient | undefined {
  return natives.find((native) => native.id === id);
}

/** Those that decide on servers of a client. */
export function nativesOf(client: ClientId): readonly NativeClient[] {
  return natives.filter(({ clients }) => clients.includes(client));
}
