import * as path from 'node:path';
import { render } from '../../core/text/message.ts';
import { visible } from '../../core/text/visible.ts';
import { readRegularFile } from '../../host/files/read-regular-file.ts';
import { readKeys } from '../../host/policy/policy-keys.ts';
import { signatureEnding, verifyDetached } from '../../host/policy/signature.ts';
import { readArguments } from '../arguments.ts';
import { note, print, shown } from '../terminal.ts';
import { UsageError } from '../usage-error.ts';
import { bytesOf, jsonIn } from './file-bytes.ts';
import { refuseOthers, type Verb } from './verb.ts';

export const verifySignature: Verb = {
  form: 'verify-signature FILE --keys JWKS [--signature FILE]',
  help: `Says whether a policy is signed with one of the keys, as those who take it would check it. The signature is FILE${signatureEnding}, if no
other is named. Ends with 4 where it is not.`,
  run(args) {
    const { options, own, positionals: [file, ...more] } = readArguments(args, { keys: { type: 'string' }, signature: { type: 'string' } }, ['text']);
    refuseOthers(options);
    if (file === undefined || more.length > 0 || own.keys === undefined) throw new UsageError('The form is: mcp-roll-call policy verify-signature FILE --keys JWKS.');
    const bytes = bytesOf(file);
    const { keys, problems } = readKeys(jsonIn(own.keys));
    const set = visible(own.keys, 300);
    for (const problem of problems) note(`Note: ${set}: ${render(problem)}`);
    if (keys.byId.size === 0) throw new UsageError(`There is no key in ${set} that signatures can be checked with.`);
    const signature = path.resolve(own.signature ?? `${file}${signatureEnding}`);
    const content = readRegularFile(signature);
    if ('unreadable' in content) throw new UsageError(`${shown(signature)} cannot be read: ${render(content.unreadable)}.`);
    if ('absent' in content && own.signature !== undefined) throw new UsageError(`There is nothing at ${visible(own.signature, 300)}.`);
    const result = verifyDetached(bytes, 'text' in content ? content.text : undefined, keys);
    if ('problem' in result) {
      print(`${shown(path.resolve(file))} does not count: ${render(result.problem)}.\n`);
      return Promise.resolve(4);
    }
    print(`${shown(path.resolve(file))} is signed with ${visible(result.kid)}.\n`);
    return Promise.resolve(0);
  },
};
