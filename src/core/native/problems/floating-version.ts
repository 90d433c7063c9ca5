import { gitSource } from '../../identity/git-source.ts';
import type { PackageRef } from '../../identity/identity.ts';
import { startedBy } from '../../policy/authoring/made-up.ts';
import { maskText } from '../../secret/mask.ts';
import { say, type Message } from '../../text/message.ts';
import type { NativeEntry, NativeProblem } from '../native.ts';
import { fixedArgv } from './fixed-argv.ts';

/** Command lines that are approved word for word, while what they fetch changes. */
export function floatingVersions(entries: readonly NativeEntry[]): readonly NativeProblem[] {
  return entries.flatMap(({ effect, path, matches }): NativeProblem[] => {
    const argv = effect === 'allow' ? fixedArgv(matches) : undefined;
    const message = argv && floats(argv);
    return message ? [{ rule: 'native-floating-version', path, message }] : [];
  });
}

/** Why what a command line starts may be another thing tomorrow; undefined where it is not known to. */
function floats(argv: readonly string[]): Message | undefined {
  const { server, identity } = startedBy(argv);
  const git = gitSource(server, identity);
  if (git && !git.fixed) return say('What this approves comes from the git repository `{repository}`, and no commit of it is named: the words stay the same while what they start changes. Name the commit, here and in the servers’ entries.', { repository: maskText(git.repository) });
  const ref = identity.kind === 'package' ? identity.package : identity.kind === 'remote' ? identity.via?.package : undefined;
  return ref && ref.version === undefined && ref.digest === undefined ? ofPackage(ref) : undefined;
}

function ofPackage({ type, name, floating }: PackageRef): Message {
  const args = { name, written: floating ?? '' };
  if (type === 'oci') {
    return say('This approves the image `{name}` without a digest: the words stay the same while the tag can be moved to other content. Name it by digest, here and in the servers’ entries.', args);
  }
  return floating === undefined
    ? say('This approves `{name}` without a version: the words stay the same while each start may run other code than somebody looked at. Write the exact version, here and in the servers’ entries.', args)
    : say('This approves `{written}` of `{name}`: the words stay the same while each start may run other code than somebody looked at. Write the exact version, here and in the servers’ entries.', args);
}
