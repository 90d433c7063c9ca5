import type { PolicyDocument } from './document.ts';
import type { EntryRef } from './verdict.ts';

/** What a verdict tells of the entry that decided, whatever the entry is about. */
export function refTo({ id, state, owner, conditions, reason, expires, path }: PolicyDocument['servers'][number] | NonNullable<PolicyDocument['providers']>[number], { source }: Pick<PolicyDocument, 'source'>): EntryRef {
  return {
    id, state, path, source,
    ...(owner !== undefined && { owner }),
    ...(conditions !== undefined && { conditions }),
    ...(reason !== undefined && { reason }),
    ...(expires !== undefined && { expires }),
  };
}
