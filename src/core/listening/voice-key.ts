import type { ConfigFile } from '../config/config-file.ts';
import type { Identity } from '../identity/identity.ts';
import { comparableWords } from '../manifest/arguments.ts';
import { registeredAs, type Sha256 } from '../manifest/launch-mark.ts';
import { folderOf } from '../places/folder-of.ts';

/**
 * What a server's voice is remembered by: the package and its registry, or the address, and the arguments, in whatever file it stands; of what lies on
 * this machine also the folder that declares it, since `node server.js` is another program in each. Not the version: a new one is just what
 * may say something else. Other arguments may be other tools: that is another launch, which is told as such.
 */
export function voiceKey(file: ConfigFile, identity: Identity, name: string, sha256: Sha256): string {
  const ref = identity.kind === 'package' ? identity.package : identity.kind === 'remote' ? identity.via?.package : undefined;
  const here = identity.kind === 'program' || identity.kind === 'opaque' ? folderOf(file) || file.root || '' : '';
  return sha256(JSON.stringify(['voice', identity.kind, registeredAs(identity, name, sha256), ref?.registry ?? '', here, comparableWords(identity.launch.args)]));
}
