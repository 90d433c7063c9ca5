import { counted } from '../../report/text/lines.ts';
import type { Dimension } from '../compile/plan.ts';
import { counts, type LossReport } from './loss-report.ts';

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

export const directionWords = { 'lets-through': 'More is let through than the policy approves', blocks: 'Something is blocked that the policy approves' } as const;

function some(count: number): number | 'none' {
  return count === 0 ? 'none' : count;
}

/** The whole report in a few sentences. */
export function lossSummary({ target, groups, servers, mode }: LossReport): string {
  const open = mode === 'deny-only' ? ' Only denials are written: what the policy does not speak of goes on working.' : '';
  if (groups.length === 0) return `Nothing is lost: for ${target} the files say all that this policy says.${open}`;
  const counting = (direction: string): number => groups.filter((group) => group.direction === direction).reduce((sum, { losses }) => sum + losses.filter(counts).length, 0);
  const [through, blocked] = [counting('lets-through'), counting('blocks')];
  const beside = groups.reduce((sum, { losses }) => sum + losses.length, 0) - through - blocked;
  const own = through + blocked === 0
    ? `Written for ${target}, nothing is lost that just this policy says.`
    : `Written for ${target}, ${counted(through + blocked, 'thing is', 'things are')} lost that just this policy says: ${some(through)} let${through === 1 ? 's' : ''} more through than it approves, ${some(blocked)} block${blocked === 1 ? 's' : ''} what it approves.`;
  const limits = beside === 0 ? '' : ` Beside ${through + blocked === 1 ? 'it' : 'that'} ${beside === 1 ? 'stands 1 limit' : `stand ${beside} limits`} that most policies written for ${target} have.`;
  const here = servers.seen === 0 ? 'No server was found here to hold against it.' : `Of ${counted(servers.seen, 'server')} here, ${some(servers.letThrough)} ${servers.letThrough === 1 ? 'is' : 'are'} wrongly let through, and ${some(servers.blocked)} wrongly blocked.`;
  return `${own}${limits} ${here}${open}`;
}
