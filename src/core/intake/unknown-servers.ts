import type { AssessedServer, Assessment } from '../assess.ts';
import { registeredAs, type Sha256 } from '../manifest/launch-mark.ts';

/** A server that nobody decided on, with all the places that declare it. */
export interface UnknownServer {
  /** Whose draft it gets: the same for every declaration of it. */
  readonly key: string;
  readonly servers: readonly [AssessedServer, ...AssessedServer[]];
}

/** The live servers whose verdict is `unknown`, each once however many files declare it, in the order they were found. */
export function unknownServers({ servers }: Pick<Assessment, 'servers'>, sha256: Sha256): UnknownServer[] {
  const known = new Map<string, [AssessedServer, ...AssessedServer[]]>();
  for (const server of servers) {
    const { file, declaration, identity, verdict } = server;
    if (!file.live || declaration.disabled || verdict.state !== 'unknown') continue;
    const key = registeredAs(identity, declaration.name, sha256);
    const same = known.get(key);
    if (same) same.push(server);
    else known.set(key, [server]);
  }
  return [...known].map(([key, same]) => ({ key, servers: same }));
}
