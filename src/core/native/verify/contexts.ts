import { folderOf } from '../../places/folder-of.ts';
import type { ClientId } from '../../clients/client.ts';
import { clientOf } from '../../clients/clients.ts';
import type { ConfigFile } from '../../config/config-file.ts';
import { render, say, type Message } from '../../text/message.ts';
import type { Enforcement, Judgement, NativeCircumstances, NativeClient, NativeFile, NativeSubject } from '../native.ts';

/** Where a client is used: with no folder, or in one whose own files bear on what it starts. */
export interface Context {
  readonly folder?: string;
  readonly enforcements: readonly Enforcement[];
}

export interface Contexts {
  readonly everywhere: Context;
  /** Of each folder that has lists of its own: a workspace may loosen what holds elsewhere. */
  readonly folders: ReadonlyMap<string, Context>;
  readonly files: readonly NativeFile[];
  /** Files that may hold lists, and cannot be read, or not as their client does. */
  readonly unread: readonly Message[];
  /** Damaged files of which the client itself takes nothing. */
  readonly void: readonly Message[];
}

/** All that a client's lists come to, in each folder. @param more lists that stand in no file: a running program's */
export function contextsOf(client: ClientId, natives: readonly NativeClient[], files: readonly ConfigFile[], at: NativeCircumstances, shown: (path: string) => string, more: readonly NativeFile[] = []): Contexts {
  const ids = new Set(natives.map(({ id }) => id));
  const everywhere: NativeFile[] = [...more];
  const own = new Map<string, NativeFile[]>();
  const unread: Message[] = [];
  const ignored: Message[] = [];
  for (const file of files) {
    if (!file.live || !mayHoldLists(file, client)) continue;
    if (file.status === 'unreadable' || file.status === 'opaque') unread.push(say('{file} cannot be read: {reason}.', { file: shown(file.path), reason: file.reason ? render(file.reason) : file.status }));
    const damaged = file.problems.length > 0 && clientOf(file.spelling).strictJson === true;
    const lists = (file.lists ?? []).filter(({ native }) => ids.has(native));
    if (damaged || (file.status === 'invalid' && lists.length === 0)) {
      ignored.push(say('{file} is damaged, so that {client} takes no list from it.', { file: shown(file.path), client: clientOf(client).name }));
      continue;
    }
    const folder = file.scope === 'workspace' ? folderOf(file) : undefined;
    const found = lists.map((list): NativeFile => ({ list, path: file.path, scope: file.scope, ...(folder !== undefined && { folder }) }));
    if (folder === undefined) everywhere.push(...found);
    else if (found.length > 0) own.set(folder, [...(own.get(folder) ?? []), ...found]);
  }
  const together = (ofFolder: readonly NativeFile[]): readonly Enforcement[] => natives.map((native) => native.enforce([...everywhere, ...ofFolder].filter(({ list }) => list.native === native.id), at));
  return {
    everywhere: { enforcements: together([]) },
    folders: new Map([...own].map(([folder, ofFolder]) => [folder, { folder, enforcements: together(ofFolder) }])),
    files: [...everywhere, ...[...own.values()].flat()],
    unread,
    void: ignored,
  };
}

function mayHoldLists({ known, lists }: ConfigFile, client: ClientId): boolean {
  return lists !== undefined || (known.clients.includes(client) && known.locations.some((location) => location.lists));
}

/** What a client makes of a server where several mechanisms decide: each of them can block it. */
export function judge({ enforcements }: Context, subject: NativeSubject): Judgement {
  let worst: Judgement | undefined;
  for (const enforcement of enforcements) {
    const judgement = enforcement.judge(subject);
    if (judgement.outcome === 'blocked') return judgement;
    if (!worst || (judgement.outcome === 'undetermined' && worst.outcome === 'allowed') || (judgement.by && !worst.by && judgement.outcome === worst.outcome)) worst = judgement;
  }
  return worst ?? { outcome: 'allowed', reason: say('No list is known.') };
}
