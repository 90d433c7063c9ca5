import * as crypto from 'node:crypto';
import { assess, type AssessedServer, type Assessment } from '../../../src/core/assess.ts';
import { workspaceFileAt } from '../../../src/core/clients/clients.ts';
import type { ConfigFile } from '../../../src/core/config/config-file.ts';
import { readConfigFile } from '../../../src/core/config/read.ts';
import { noFacts } from '../../../src/core/facts.ts';
import { serverKey, type AcceptedLaunches } from '../../../src/core/launch/accepted.ts';
import type { Seal } from '../../../src/core/launch/launch.ts';
import { emptyMemory, withAccepted, type LaunchMemory } from '../../../src/core/launch/memory.ts';
import { acknowledgement, type FileKey } from '../../../src/core/launch/notice.ts';
import type { PolicyState } from '../../../src/core/policy/policy-state.ts';

export const now = '2026-11-21T00:00:00Z';
export const seal: Seal = (text) => crypto.createHmac('sha256', 'a key for tests').update(text).digest('base64url').slice(0, 27);
export const keyOf: FileKey = ({ path, root }) => ({ file: path, root });

/** A memory as the core is given it. */
export function asAccepted(memory: LaunchMemory): AcceptedLaunches {
  return { seal, of: (file, server) => memory.accepted[keyOf(file).file]?.servers[serverKey(server)] ?? [] };
}

export function readAt(path: string, text: string): ConfigFile {
  const known = workspaceFileAt(path);
  if (!known) throw new Error(`${path} is no place of a config file`);
  return readConfigFile({ path, root: '/w', known, live: true, content: { text } });
}

export function assessed(files: readonly ConfigFile[], { policy = { kind: 'none' }, memory, at = now }: { readonly policy?: PolicyState; readonly memory?: LaunchMemory; readonly at?: string } = {}): Assessment {
  return assess({ files, policy, facts: noFacts, now: at, ...(memory && { accepted: asAccepted(memory) }) });
}

/** A memory in which the user acknowledged every live server of these files. */
export function acknowledged(files: readonly ConfigFile[], memory = emptyMemory('key'), which: (server: AssessedServer) => boolean = () => true): LaunchMemory {
  return withAccepted(memory, assessed(files).servers.filter(which).map((server) => acknowledgement(server, seal, keyOf)), now);
}

export function acceptedFrom(files: readonly ConfigFile[]): AcceptedLaunches {
  return asAccepted(acknowledged(files));
}
