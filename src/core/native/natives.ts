import type { ClientId } from '../clients/client.ts';
import { claudeCodeNative } from './claude-code/claude-code.ts';
import type { NativeClient, NativeId } from './native.ts';

/** Every client whose own enforcement is known. */
export const natives: readonly NativeClient[] = [
  claudeCodeNative,
];

export function nativeOf(id: NativeId): NativeClient | undefined {
  return natives.find((native) => native.id === id);
}

/** Those that decide on servers of a client. */
export function nativesOf(client: ClientId): readonly NativeClient[] {
  return natives.filter(({ clients }) => clients.includes(client));
}
