import { counted } from '../../report/text/lines.ts';
import type { Dimension } from '../compile/plan.ts';
import type { LossReport } from './loss-report.ts';

/** What of a declaration is not looked at, as a heading. */
export const dimensionWords: Readonly<Record<Dimension, string>> = {
  environment: 'Environment variables',
  'working-directory': 'The folder it is started in',
  headers: 'Headers',
  arguments: 'Arguments',
  package: 'Packages and versions',
  digest: 'Content (digest)',
  registry: 'Registries',
  query: 'Parameters of addresses',
  'letter-case': 'Upper and lower case',
  name: 'Names',
  time: 'Time',
  'whole-server': 'Whole servers',
  address: 'Addresses',
  'address-spelling': 'Spellings of an address',
  conditions: 'Conditions of use',
  version: 'Versions',
  tools: 'Tools',
  form: 'Ways to start or call the same server',
};

export const directionWords = { 'lets-through': 'Let through, though the policy does not approve it', blocks: 'Blocked, though the policy approves it' } as const;

/** The whole report in one or two sentences. */
export function lossSummary({ target, groups, servers, mode }: LossReport): string {
  const open = mode === 'deny-only' ? ' Only denials are written: what the policy does not speak of goes on working.' : '';
  if (groups.length === 0) return `Nothing is lost: for ${target} the files say all that this policy says.${open}`;
  const count = (direction: string): number => groups.filter((group) => group.direction === direction).reduce((sum, { losses }) => sum + losses.length, 0);
  const [through, blocked] = [count('lets-through'), count('blocks')];
  const parts = [
    ...(through > 0 ? [`${counted(through, 'thing that the policy says is', 'things that the policy says are')} lost so that more is let through`] : ['nothing more is let through than the policy approves']),
    ...(blocked > 0 ? [`${counted(blocked, 'thing is', 'things are')} lost so that less works`] : ['nothing that it approves is blocked']),
  ];
  const here = servers.seen === 0 ? 'No server was found here to hold against it.' : `Of ${counted(servers.seen, 'server')} here, ${servers.letThrough} ${servers.letThrough === 1 ? 'is' : 'are'} let through and ${servers.blocked} blocked by these losses.`;
  return `For ${target}, ${parts.join(', and ')}. ${here}${open}`;
}
