import * as path from 'node:path';
import type { PolicyState } from '../core/policy/policy-state.ts';
import { render } from '../core/text/message.ts';
import { realEnvironment } from '../host/files/environment.ts';
import { mayBeThere } from '../host/files/may-be-there.ts';
import { onlyUtf8, readRegularFile } from '../host/files/read-regular-file.ts';
import { policyFileName, policyVariable, settingsFileName, systemFolder } from '../host/policy/well-known.ts';
import type { Options } from './arguments.ts';
import { Progress } from './progress.ts';
import { shown } from './terminal.ts';
import { UsageError } from './usage-error.ts';

/**
 * What policy holds for a scan: what was typed or else what the environment names, beside what an administrator set for this machine.
 * One that comes from an address is asked for when that is due, which takes ten seconds at most, and so are the registries it names.
 * @param paths what is scanned: nothing that lies there says what is approved, unless it was typed
 * @throws UsageError
 */
export async function configuredPolicy({ policy, policyKeys, offline = false, refresh = false }: Pick<Options, 'policy' | 'policyKeys' | 'offline' | 'refresh'>, paths: readonly string[]): Promise<PolicyState> {
  const environment = realEnvironment();
  const system = systemFolder(environment.platform);
  const isSet = [policyFileName, settingsFileName].some((name) => mayBeThere(path.join(system, name)));
  // Loaded only where there is a policy: understanding one takes the largest part of the program.
  if (policy === undefined && !isSet && !environment.env[policyVariable]?.trim()) {
    if (policyKeys !== undefined) throw new UsageError(`--policy-keys needs a policy that is signed: none is named, neither by --policy nor by ${policyVariable} nor for this machine.`);
    return { kind: 'none' };
  }
  const { readConfigured, readKeys } = await import('./policy-reader.js');
  const given = policy === undefined ? [] : [{ value: policy, namedBy: 'command-line' as const }];
  const keys = policyKeys === undefined ? undefined : readKeys(jsonIn(policyKeys));
  const why = keys?.keys.byId.size === 0 ? keys.problems[0] : undefined;
  if (why) throw new UsageError(`No key in ${shown(policyKeys!)} can be used. ${render(why)}`);
  const progress = new Progress();
  try {
    return await readConfigured({ environment, given, keys, judged: paths.map((given) => path.resolve(given)) }, offline ? 'nobody' : refresh ? 'all' : 'due', () => progress.show('Asking for the policy, and the registries it names'));
  } finally {
    progress.end();
  }
}

function jsonIn(file: string): unknown {
  const content = readRegularFile(file, onlyUtf8);
  if ('absent' in content) throw new UsageError(`There is no file ${shown(file)}.`);
  if ('unreadable' in content) throw new UsageError(`${shown(file)} cannot be read: ${render(content.unreadable)}.`);
  try {
    return JSON.parse(content.text.replace(/^\uFEFF/, ''));
  } catch {
    throw new UsageError(`${shown(file)} is not JSON.`);
  }
}
