import * as path from 'node:path/posix';
import { nameTest } from '../../../../src/core/clients/known-path.ts';
import { userFiles, workspaceFiles, type KnownFile } from '../../../../src/core/clients/clients.ts';
import type { ClientId } from '../../../../src/core/clients/client.ts';
import type { ConfigFile } from '../../../../src/core/config/config-file.ts';
import { readPlace } from '../../../../src/core/config/read-place.ts';
import { natives } from '../../../../src/core/native/natives.ts';
import type { ClientVerification, Verification } from '../../../../src/core/native/verify/verification.ts';
import type { PolicyState } from '../../../../src/core/policy/policy-state.ts';
import { environment, verified } from './literal-client.ts';

/** A machine with these files, `~` for the home folder and `/repo` for a workspace, read as the clients that know them read them. */
export async function onMachine(files: Readonly<Record<string, unknown>>): Promise<ConfigFile[]> {
  const read: ConfigFile[] = [];
  for (const [name, content] of Object.entries(files)) {
    const full = name.replace(/^~/, environment.home);
    const inRepo = full.startsWith('/repo/');
    const known = (inRepo ? workspaceFiles : userFiles(environment)).find((one) => isAt(one, inRepo ? path.relative('/repo', full) : full));
    if (!known) throw new Error(`No client reads ${full}.`);
    read.push(await readPlace({ path: full, known, live: true, content: { text: typeof content === 'string' ? content : JSON.stringify(content) }, ...(inRepo && { root: '/repo' }) }));
  }
  return read;
}

function isAt(known: KnownFile, file: string): boolean {
  const pattern = known.path.split('/');
  const parts = file.split('/');
  return pattern.length === parts.length && pattern.every((part, i) => part === parts[i] || (part.includes('*') && part !== '**' && nameTest(part).test(parts[i]!)));
}

/** What the real evaluators make of it. */
export async function verifiedOn(policy: PolicyState, files: Readonly<Record<string, unknown>>, client: ClientId, versions: readonly string[] = []): Promise<ClientVerification & { readonly whole: Verification }> {
  const whole = verified(policy, await onMachine(files), { natives, installed: [{ client, versions, at: '/opt' }], only: client });
  return { ...whole.clients[0]!, whole };
}
