import type { ClientId } from '../clients/client.ts';
import { claudeCodeNative } from './claude-code/claude-code.ts';
import { codexNative } from './codex/codex.ts';
import { geminiNative } from './gemini/gemini.ts';
import type { NativeClient, NativeId } from './native.ts';

/** Every client whose own enforcement is known. */
export const natives: readonly NativeClient[] = [
  claudeCodeNative,
  codexNative,
  geminiNative,
];

export function nativeOf(id: NativeId): NativeClient | undefined {
  return natives.find((native) => native.id === id);
}

/** Those that decide on servers of a client. */
export function nativesOf(client: ClientId): readonly NativeClient[] {
  return natives.filter(({ clients }) => clients.includes(client));
}
