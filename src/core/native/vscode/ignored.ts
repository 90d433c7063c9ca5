import { say, type Message } from '../../text/message.ts';
import type { NativeFile, NativeProblem } from '../native.ts';
import { vscodeKeys } from './list.ts';
import { isProfile, isRemoteMachine, sets, type VscodeFile, type VscodeFiles } from './windows.ts';

type Ignored = NativeProblem & { readonly file: NativeFile };

/** Lists that VS Code does not look at where they stand, or that a policy takes the place of. */
export function ignoredLists(files: VscodeFiles): Ignored[] {
  return files.all.filter(({ list }) => list.source === 'settings').flatMap((from) => {
    const why = whyNotHere(from);
    if (why) return [...keysOf(from)].map((at) => problem(from, at, why));
    return (['allow', 'deny'] as const).flatMap((effect) => {
      const policy = files.policies.find((one) => sets(one, effect));
      const merged = effect === 'deny' && files.policies.some(({ list }) => list.switches.some(({ key, value }) => key === vscodeKeys.managedOnly.setting && value === true));
      if (!policy || merged) return [];
      return [...keysOf(from, effect)].map((at) => problem(from, at, say('A policy on this machine says what this list is (`{policy}`), and VS Code takes that one instead of this.', { policy: policy.file.path })));
    });
  });
}

function problem({ file }: VscodeFile, at: string, message: Message): Ignored {
  return { rule: 'native-ignored-list', path: JSON.parse(at) as NativeProblem['path'], part: 'key', message, file };
}

function whyNotHere(from: VscodeFile): Message | undefined {
  if (from.file.scope === 'workspace') return say('VS Code takes no notice of this in a workspace: the setting counts only in the user’s own settings and as a policy of the organisation.');
  if (isProfile(from)) return say('VS Code takes no notice of this in a profile: the setting counts only in the settings of the default profile and as a policy of the organisation.');
  return isRemoteMachine(from) ? say('VS Code takes no notice of this in the settings of a remote machine: the setting counts only in the user’s own settings and as a policy of the organisation.') : undefined;
}

/** The ways to the lists and switches of application scope in a file, as JSON so that each is there once. */
function keysOf({ list }: VscodeFile, only?: 'allow' | 'deny'): Set<string> {
  const lists = list.entries.filter(({ effect }) => only === undefined || effect === only).map(({ path }) => path.slice(0, -1));
  const switches = only ? [] : list.switches.filter(({ key }) => key !== vscodeKeys.access.setting).map(({ path }) => path);
  return new Set([...lists, ...switches].map((path) => JSON.stringify(path)));
}
