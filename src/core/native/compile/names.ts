import type { NativeSubject } from '../native.ts';

/** Under which names something is declared, the most used first; else a name made of its entry's id. Never empty. */
export function namesFor(seen: readonly NativeSubject[], id: string): readonly string[] {
  const counted = new Map<string, number>();
  for (const { server } of seen) if (server.name !== '') counted.set(server.name, (counted.get(server.name) ?? 0) + 1);
  const names = [...counted].toSorted(([, a], [, b]) => b - a).map(([name]) => name);
  return names.length > 0 ? names : [nameOf(id)];
}

/** `com.contoso.payments/ledger-query` -> `ledger-query`: letters, digits, `-` and `_`, which every client takes for a name. */
function nameOf(id: string): string {
  const last = id.split('/').findLast((part) => part !== '') ?? id;
  return last.replace(/[^A-Za-z0-9_-]+/g, '-').replace(/^-+|-+$/g, '') || 'server';
}
