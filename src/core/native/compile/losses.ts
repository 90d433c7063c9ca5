import { denies } from '../../policy/document.ts';
import { say } from '../../text/message.ts';
import { argvOf, surroundings, type Surrounding, type Verdicts } from './bare.ts';
import type { ListedItem } from './listed-items.ts';
import { timeLosses, wordLosses } from './losses-of-entries.ts';
import type { Loss, Plan } from './plan.ts';
import { names, PlannedLists } from './planned.ts';
import { isFloating } from './planned-commands.ts';

/** What no target can say, whatever its keys: made from the plan, before any target is chosen. */
export function commonLosses(plan: Omit<Plan, 'losses'>, layers: readonly (readonly ListedItem[])[], verdicts: Verdicts): readonly Loss[] {
  return plan.mode === 'deny-only' ? denyOnlyLosses(plan, verdicts) : [...surroundingLosses(plan, verdicts), ...blockedLosses(plan, verdicts), ...timeLosses(plan, layers, verdicts), ...wordLosses(layers, verdicts), ...unknownLosses(plan)];
}

const messages: Readonly<Record<Surrounding, Loss['message']>> = {
  environment: say('Environment variables and `envFile` are not looked at: an approved server starts with `NODE_OPTIONS`, another registry or any variable that the policy does not allow. Check declarations with MCP Roll Call in CI, where they are.'),
  'working-directory': say('The folder a server starts in (`cwd`) is not looked at, and what lies there can change what runs. Check declarations with MCP Roll Call in CI, where it is.'),
  headers: say('Headers are not looked at: a secret that is written out in them does not keep a server from being called. Check declarations with MCP Roll Call in CI, where they are.'),
  registry: say('What the folder holds is not looked at: an `.npmrc` that names another registry, or a copy in `node_modules`, changes what an approved command line runs. Check repositories with MCP Roll Call in CI, where both are.'),
  name: say('An approved command line or address is taken under whatever name, also one that the policy denies. Deny what the server is, not what it is called.'),
  form: say('A declaration that readers take differently (both a `command` and a `url`, parts of the wrong type) is judged by the part that the client reads. MCP Roll Call approves none of these; write such declarations anew.'),
};

/** A command line or address that is approved, in a declaration that is not. */
function surroundingLosses(plan: Omit<Plan, 'losses'>, verdicts: Verdicts): readonly Loss[] {
  const lists = new PlannedLists(plan);
  const relevant = plan.commands.length + plan.addresses.length + plan.patterns.length > 0 ? surroundings : [];
  return relevant.map((dimension) => ({
    direction: 'lets-through', dimension, nature: 'general', message: messages[dimension],
    covers: (subject) => lists.holds(subject) && verdicts.lostOn(subject).has(dimension),
  }));
}

const machinePath = /^(?:[A-Za-z]:[\\/]|\\\\|~[\\/]|\/(?:home|Users|root|opt|usr|var|tmp|mnt|srv)\/)/;

/** Whether a word of a command line is a path that other machines need not have. */
export function isMachinePath(word: string): boolean {
  return machinePath.test(word.replace(/^-[^=]*=/, ''));
}

/** What the policy approves and the plan cannot name. */
function blockedLosses(plan: Omit<Plan, 'losses'>, verdicts: Verdicts): readonly Loss[] {
  const lists = new PlannedLists(plan);
  const paths = plan.commands.filter(({ argv }) => argv.some(isMachinePath));
  const blocks = (dimension: Loss['dimension'], message: Loss['message'], covers: Loss['covers']): Loss => ({ direction: 'blocks', dimension, nature: 'general', message, covers: (subject) => covers(subject) && verdicts.approves(subject) && !lists.holds(subject) });
  const ofMachine: Loss['covers'] = (subject) => argvOf(subject)?.some(isMachinePath) === true && !isFloating(subject.identity);
  const takenOut = plan.denials.filter(({ entry }) => !denies(entry.state));
  return [
    blocks('version', say('What starts in whatever version is newest is not said to be allowed, although the policy takes it: its text would stay the same while the code changes. Pin exact versions in the declarations and in the policy.'), ({ identity }) => isFloating(identity)),
    blocks(
      'arguments',
      paths.length > 0
        ? say('Command lines with a path in them (`C:\\…`, `/home/…`) are allowed only as they were seen on this machine: {count} of them. Compile on each kind of machine, or start such servers by package.', { count: paths.length })
        : say('Command lines with a path in them (`C:\\…`, `/home/…`) are allowed only as they were seen on this machine, and none was. Compile on each kind of machine, or start such servers by package.'),
      ofMachine,
    ),
    blocks('arguments', say('Command lines are compared word by word, so a package is allowed in the usual spellings and in those in use, and in no other launcher, option or order of arguments. Use one of the lines listed, or compile again where the other is in use.'), (subject) => argvOf(subject) !== undefined && !ofMachine(subject) && !isFloating(subject.identity)),
    blocks('address', say('Some addresses that the policy approves cannot be named one by one: patterns with several wildcards, and what only several layers or a registry together approve. Name such servers with `url` in the policy.'), (subject) => argvOf(subject) === undefined && subject.server.url !== undefined),
    blocks('package', say('Servers that an extension hands over are no command line of a file, so they are not said to be allowed. Allow the extension itself.'), (subject) => argvOf(subject) === undefined && subject.server.url === undefined),
    ...(takenOut.length === 0 ? [] : [{
      direction: 'blocks' as const, dimension: 'address' as const,
      message: say('Where an entry that is not decided lies within an approved address, all of its addresses are blocked, also one that a narrower entry approves. Decide on {count} such entries.', { count: takenOut.length }),
      covers: (subject: Parameters<Loss['covers']>[0]) => verdicts.approves(subject) && takenOut.some((denial) => names(denial, subject)),
    }]),
  ];
}

/** What nobody decided on goes on working; of what is denied, what is spelled out does not. */
function denyOnlyLosses(plan: Omit<Plan, 'losses'>, { policy, now }: Verdicts): readonly Loss[] {
  return [
    {
      direction: 'lets-through', dimension: 'whole-server', nature: 'agreed',
      message: say('No list of allowed servers is written, so everything starts that nobody denied. Compile with allowances once the policy covers what is in use.'),
      covers: (subject) => {
        const { state } = policy.decide(subject, now);
        return state !== 'approved' && state !== 'conditional' && !denies(state);
      },
    },
    {
      direction: 'lets-through', dimension: 'package', nature: 'general',
      message: say('A denied package or address is blocked in the usual command lines and in those in use; started by another launcher, with other options or from within a shell it is not recognised. Only a list of allowed servers keeps that out.'),
      covers: (subject) => denies(policy.decide(subject, now).state) && !plan.denials.some((denial) => names(denial, subject)),
    },
  ];
}

/** What cannot be told at all now, and is therefore not allowed. */
function unknownLosses({ policy, now }: Omit<Plan, 'losses'>): readonly Loss[] {
  const incomplete = policy.approving.flatMap(({ registries }) => registries.filter(({ complete }) => !complete));
  return [
    ...(policy.unread.length === 0 ? [] : [{
      direction: 'blocks' as const, dimension: 'whole-server' as const,
      message: say('A part of the policy could not be read ({source}), so nothing is approved for certain and nothing is said to be allowed. Mend that before you deliver this.', { source: policy.unread[0]! }),
      covers: (subject: Parameters<Loss['covers']>[0]) => policy.decide(subject, now).code === 'policy-unusable',
    }]),
    ...incomplete.map(({ url }) => ({
      direction: 'blocks' as const, dimension: 'registry' as const,
      message: say('The registry {registry} could not be read wholly, so what only it approves is not said to be allowed. Compile again once it can be read.', { registry: url }),
      covers: (subject: Parameters<Loss['covers']>[0]) => policy.decide(subject, now).code === 'registry-unread',
    })),
  ];
}
