import { keptReasons, unreadParts, type PolicyState } from '../../policy/policy-state.ts';
import { say } from '../../text/message.ts';
import { visible } from '../../text/visible.ts';
import type { Line, Mark, Speech } from './shown.ts';

/** The lines that stand above all servers where there is no policy, or one that does not do what it looks like. */
export function offersOf(policy: PolicyState, { words }: Pick<Speech, 'words'>): readonly Line[] {
  const offer = (command: string, mark: Mark, label: string, description: string = ''): Line => ({
    id: `offer ${command}`,
    label,
    description,
    spoken: description === '' ? label : `${label}, ${description}`,
    mark,
    dimmed: false,
    can: [],
    below: [],
    command,
  });
  const firstProblem = (state: PolicyState): string | undefined => {
    const [first] = unreadParts(state).flatMap(({ problems }) => problems);
    return first && words(first.message);
  };
  switch (policy.kind) {
    case 'none':
      return [offer('choosePolicyFile', 'choose', words(say('Choose a policy file…'))), offer('startPolicy', 'start', words(say('Start a policy from what I use')))];
    case 'unusable':
      return [offer('openPolicy', 'denied', words(say('The policy cannot be read')), firstProblem(policy))];
    case 'ready':
      return [
        ...unreadParts(policy).slice(0, 1).map(() => offer('openPolicy', 'denied', words(say('A part of the policy cannot be read')), firstProblem(policy))),
        ...keptReasons(policy).slice(0, 1).map((kept) => offer('openPolicy', 'not-approved', words(say('An older policy holds')), visible(words(kept)))),
      ];
  }
}
