import * as fs from 'node:fs';
import * as path from 'node:path';
import { repositoryOf } from '../../host/files/list-with-git.ts';
import { makeKeys } from '../../host/policy/policy-keys.ts';
import { readArguments } from '../arguments.ts';
import { note, print, shown } from '../terminal.ts';
import { UsageError } from '../usage-error.ts';
import { refuseOthers, type Verb } from './verb.ts';

export const keygen: Verb = {
  form: 'keygen --out KEY.jwk [--kid NAME]',
  help: `Makes a pair of Ed25519 keys to sign policies with. The private one goes into a new file that only you may read, and is shown
nowhere; the public one is printed as the JSON Web Key Set to hand out. --kid names it; else it is called by its thumbprint. For a
rotation hand out a set with both keys, sign with the new one, and take the old one out later.`,
  run(args) {
    const { options, own, positionals } = readArguments(args, { out: { type: 'string' }, kid: { type: 'string' } }, ['text']);
    refuseOthers(options);
    if (own.out === undefined || positionals.length > 0) throw new UsageError('The form is: mcp-roll-call policy keygen --out KEY.jwk.');
    const out = path.resolve(own.out);
    const { privateJwk, publicJwk } = makeKeys(own.kid);
    writeNew(out, `${JSON.stringify(privateJwk, null, 2)}\n`);
    note(`Written: ${shown(out)}, readable by you alone. Whoever has it can sign policies: keep it out of repositories and mails.`);
    if (process.platform === 'win32') note('Note: on Windows the rights of the folder hold for it. Put it where only you may read.');
    if (repositoryOf(path.dirname(out)) !== undefined) note('Note: it lies in a repository. Move it before somebody commits it.');
    print(`${JSON.stringify({ keys: [publicJwk] }, null, 2)}\n`);
    return Promise.resolve(0);
  },
};

/** Never over a file that is there, nor through a link; never readable by others, not even for a moment. */
function writeNew(file: string, text: string): void {
  try {
    fs.mkdirSync(path.dirname(file), { recursive: true });
    const descriptor = fs.openSync(file, 'wx', 0o600);
    try {
      fs.writeSync(descriptor, text);
      // The mode above is what is left of it behind the umask, which may not take from the owner.
      fs.fchmodSync(descriptor, 0o600);
    } finally {
      fs.closeSync(descriptor);
    }
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new UsageError(code === 'EEXIST' && fs.existsSync(file) ? `${shown(file)} is there already, and was left as it is: a key that is lost cannot be made again.` : `${shown(file)} cannot be written: ${code ?? 'unknown reason'}.`);
  }
}
