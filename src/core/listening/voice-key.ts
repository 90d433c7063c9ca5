import { comparableWords } from '../manifest/arguments.ts';
import { registeredAs, type Sha256 } from '../manifest/launch-mark.ts';
import type { Identity } from '../identity/identity.ts';

/**
 * What a server's voice is remembered by: the package, address or program and its arguments, in whatever file it stands. Not the version:
 * a new one is just what may say something else. Other arguments may be other tools: that is another launch, which is told as such.
 */
export function voiceKey(identity: Identity, name: string, sha256: Sha256): string {
  return sha256(JSON.stringify(['voice', identity.kind, registeredAs(identity, name, sha256), comparableWords(identity.launch.args)]));
}
