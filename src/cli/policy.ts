import type { ExitCode } from './exit-code.ts';
import { check } from './policy/check.ts';
import { compile } from './policy/compile.ts';
import { diff } from './policy/diff.ts';
import { init } from './policy/init.ts';
import { keygen } from './policy/keygen.ts';
import { sign } from './policy/sign.ts';
import { test } from './policy/test.ts';
import { verify } from './policy/verify.ts';
import { verifySignature } from './policy/verify-signature.ts';
import type { Verb } from './policy/verb.ts';
import { wrap } from '../core/report/text/lines.ts';
import { UsageError } from './usage-error.ts';
import { visible } from '../core/text/visible.ts';

const verbs: Readonly<Record<string, Verb>> = { check, test, diff, compile, verify, init, keygen, sign, 'verify-signature': verifySignature };

export const help = `mcp-roll-call policy VERB ...

For those who write a policy. Each verb looks at the files that are named and at nothing else that is configured; compile and
verify take the policy that is configured, as scan does, and the servers that are configured here.

${Object.values(verbs).map(({ form, help: text }) => `  policy ${form}\n${wrap(text.replaceAll('\n', ' '), 126, '      ').join('\n')}`).join('\n\n')}`;

/** The help of one verb, where one is named. */
export function helpOf([verb]: readonly string[]): string {
  if (verb === undefined || !Object.hasOwn(verbs, verb)) return help;
  const { form, help: text } = verbs[verb]!;
  return `mcp-roll-call policy ${form}\n\n${wrap(text.replaceAll('\n', ' '), 126, '').join('\n')}`;
}

export async function run([verb, ...args]: readonly string[]): Promise<ExitCode> {
  if (verb === undefined) throw new UsageError(`Which verb? There are: ${Object.keys(verbs).join(', ')}.`);
  if (!Object.hasOwn(verbs, verb)) throw new UsageError(`There is no verb ${visible(verb, 60)} of policy. There are: ${Object.keys(verbs).join(', ')}.`);
  return verbs[verb]!.run(args);
}
