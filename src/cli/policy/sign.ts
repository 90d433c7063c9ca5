import * as fs from 'node:fs';
import * as path from 'node:path';
import { render } from '../../core/text/message.ts';
import { visible } from '../../core/text/visible.ts';
import { readPrivateKey } from '../../host/policy/policy-keys.ts';
import { signatureEnding, signDetached } from '../../host/policy/signature.ts';
import { readArguments } from '../arguments.ts';
import { note, shown } from '../terminal.ts';
import { UsageError } from '../usage-error.ts';
import { writeFile } from '../write-file.ts';
import { bytesOf, jsonIn } from './file-bytes.ts';
import { readPolicyText } from './policy-file.ts';
import { refuseOthers, type Verb } from './verb.ts';

export const sign: Verb = {
  form: 'sign FILE --key KEY.jwk',
  help: `Signs a policy: writes FILE${signatureEnding}, a detached JWS (EdDSA) over exactly its bytes, to be published beside it. Any change of
the file after that, also of its line ends, needs a new signature. A policy that cannot be used is not signed; ends with 4 then.`,
  async run(args) {
    const { options, own, positionals: [file, ...more] } = readArguments(args, { key: { type: 'string' } }, ['text']);
    refuseOthers(options);
    if (file === undefined || more.length > 0 || own.key === undefined) throw new UsageError('The form is: mcp-roll-call policy sign FILE --key KEY.jwk.');
    const bytes = bytesOf(file);
    const { document, problems } = await readPolicyText(file);
    if (!document) {
      note(`${visible(file, 300)} cannot be used as a policy, so it was not signed. See: mcp-roll-call policy check ${visible(file, 300)}`);
      return 4;
    }
    const key = readPrivateKey(jsonIn(own.key));
    if ('problem' in key) throw new UsageError(`${visible(own.key, 300)} is no key to sign with: ${render(key.problem)}`);
    if (readableByOthers(own.key)) note(`Note: others may read ${visible(own.key, 300)}. Whoever has it can sign policies: take their rights away (chmod 600).`);
    const out = `${path.resolve(file)}${signatureEnding}`;
    writeFile(out, [signDetached(bytes, key)]);
    note(`Written: ${shown(out)}, signed with ${visible(key.kid)}, serial ${document.serial}.`);
    const wrong = problems.filter(({ severity }) => severity !== 'info').length;
    if (wrong > 0) note(`Note: ${wrong} ${wrong === 1 ? 'thing is' : 'things are'} wrong in the policy. See: mcp-roll-call policy check ${visible(file, 300)}`);
    return 0;
  },
};

function readableByOthers(file: string): boolean {
  return process.platform !== 'win32' && (fs.statSync(file).mode & 0o077) !== 0;
}
