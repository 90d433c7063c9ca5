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
  const more = through > 0 ? `${counted(through, 'thing is', 'things are')} lost by which more is let through than the policy approves` : 'nothing more is let through than the policy approves';
  const less = blocked > 0 ? `${through > 0 ? blocked : counted(blocked, 'thing is lost', 'things are lost')} by which something that it approves is blocked` : 'nothing that it approves is blocked';
  const here = servers.seen === 0 ? 'No server was found here to hold against it.' : `Of ${counted(servers.seen, 'server')} here, ${servers.letThrough === 0 ? 'none' : servers.letThrough} ${servers.letThrough === 1 ? 'is' : 'are'} let through by that, and ${servers.blocked === 0 ? 'none' : servers.blocked} ${servers.blocked === 1 ? 'is' : 'are'} blocked.`;
  return `Written for ${target}, ${more}, and ${less}. ${here}${open}`;
}
