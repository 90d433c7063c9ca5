import { compileConditions, unmetCondition, type Conditions } from '../../policy/conditions.ts';
import { denies } from '../../policy/document.ts';
import { atLeast, fit, type PolicyItem } from '../../policy/item.ts';
import { mayBePutIn } from '../../shelf/restricting.ts';
import type { Facets } from '../../policy/subject.ts';
import { say, type Message } from '../../text/message.ts';
import type { Dimension, Loss } from '../compile/plan.ts';

/** One thing that an item of a policy can say and an entry of a registry cannot. */
export interface Gap {
  readonly direction: Loss['direction'];
  readonly dimension: Dimension;
  /** Whether an item says it. */
  applies(item: PolicyItem): boolean;
  /** Whether it makes a difference for a declaration. */
  holds(item: PolicyItem, facets: Facets): boolean;
  message(item: PolicyItem): Message;
}

const none: Conditions = compileConditions({ path: [] });

function unmet(conditions: Partial<Conditions>, facets: Facets): boolean {
  return unmetCondition({ ...none, ...conditions }, facets, false) !== undefined;
}

/** It speaks of the declaration, whether or not that meets its conditions. */
function speaksOf(item: PolicyItem, facets: Facets): boolean {
  return fit({ ...item, conditions: none }, facets)?.kind === 'match' || fit(item, facets) !== undefined;
}

const matches = (item: PolicyItem, facets: Facets): boolean => fit(item, facets)?.kind === 'match';
const limitsArguments = ({ conditions: { args } }: PolicyItem): boolean => args.denyExtra || args.denyPatterns.length > 0;
const limitsEnvironment = ({ conditions: { env } }: PolicyItem): boolean => env.allow !== undefined || env.denyLiteralSecrets;

/** A name, a pattern, a command line or a part of a host: nothing that a registry lists. */
export function notNamed({ matcher }: PolicyItem): boolean {
  switch (matcher.kind) {
    case 'name':
    case 'command':
      return true;
    case 'pattern':
      return matcher.text.includes('*');
    case 'url':
      return matcher.url.below || matcher.url.path === undefined || matcher.url.prefix;
    case 'package':
      return matcher.type === 'vscode-extension' || !matcher.versions || matcher.versions.ranges.length > 0;
  }
}

/** Decides against what another entry approves, by something that a registry does not look at. */
function takesBack({ approving, matcher, conditions, entry }: PolicyItem): boolean {
  if (approving) return false;
  if (denies(entry.state)) return matcher.kind === 'name' || matcher.kind === 'command';
  return matcher.kind === 'name' || matcher.kind === 'command' || conditions.args.denyExtra || conditions.args.denyPatterns.length > 0 || conditions.env.allow !== undefined || conditions.env.denyLiteralSecrets || conditions.cwd !== undefined || (matcher.kind === 'package' && matcher.digest !== undefined);
}

export const gaps: readonly Gap[] = [
  {
    direction: 'lets-through', dimension: 'arguments',
    applies: (item) => item.approving && limitsArguments(item),
    holds: (item, facets) => speaksOf(item, facets) && unmet({ args: item.conditions.args }, facets),
    message: ({ entry }) => say('`{id}` is approved with certain arguments only; a registry lists the server whatever it is started with. Whoever adds an argument is let through.', { id: entry.id }),
  },
  {
    direction: 'lets-through', dimension: 'environment',
    applies: (item) => item.approving && limitsEnvironment(item),
    holds: (item, facets) => speaksOf(item, facets) && unmet({ env: item.conditions.env }, facets),
    message: ({ entry }) => say('`{id}` is approved with certain environment variables only, or without a written-out secret; a registry lists it whatever a declaration sets. Whoever sets another variable is let through.', { id: entry.id }),
  },
  {
    direction: 'lets-through', dimension: 'working-directory',
    applies: (item) => item.approving && (item.conditions.cwd !== undefined || atLeast(item.required, 'launch')),
    holds: (item, facets) => speaksOf(item, facets) && facets.identity.launch.cwd !== undefined && (item.conditions.cwd === undefined || unmet({ cwd: item.conditions.cwd }, facets)),
    message: ({ entry }) => say('`{id}` is approved in certain folders only; a registry does not know where a server is started. It is let through in any folder.', { id: entry.id }),
  },
  {
    direction: 'lets-through', dimension: 'digest',
    applies: (item) => item.approving && item.matcher.kind === 'package' && item.matcher.type !== 'oci' && item.matcher.digest !== undefined,
    // Of most declarations nothing shows the content.
    holds: (item, facets) => item.matcher.kind === 'package' && facets.package?.digest !== undefined && facets.package.digest !== item.matcher.digest && speaksOf(item, facets),
    message: ({ entry }) => say('`{id}` is approved with a certain content (`digest`); a registry lists its version only, and VS Code and Copilot check no content. Whatever the package registry hands out under that version is let through.', { id: entry.id }),
  },
  {
    direction: 'lets-through', dimension: 'time',
    applies: (item) => item.approving && item.until !== undefined,
    // Until then nothing is let through by it.
    holds: () => false,
    message: ({ entry }) => say('The approval of `{id}` ends after {day}; a registry knows no such day. Write the files again before then.', { id: entry.id, day: entry.expires ?? '' }),
  },
  {
    direction: 'lets-through', dimension: 'whole-server',
    applies: takesBack,
    holds: (item, facets) => matches(item, facets) || (denies(item.entry.state) && speaksOf(item, facets)),
    message: ({ entry }) => say('`{id}` ({state}) speaks of names, command lines or how a server is started; a registry does not look at these. What it means is let through where it is a server that is listed.', { id: entry.id, state: entry.state }),
  },
  {
    direction: 'blocks', dimension: 'whole-server',
    applies: (item) => item.approving && notNamed(item) && item.matcher.kind !== 'package',
    holds: matches,
    message: ({ entry }) => say('`{id}` approves by a name, a command line, a pattern or a part of a host; a registry lists exact packages and addresses. Name the exact ones in the policy that are to be listed.', { id: entry.id }),
  },
  {
    direction: 'blocks', dimension: 'package',
    applies: (item) => item.approving && notNamed(item) && item.matcher.kind === 'package',
    holds: matches,
    message: ({ entry }) => say('`{id}` approves a package without an exact version, or an extension; a registry lists exact versions only. Name the versions in the policy that are to be listed.', { id: entry.id }),
  },
  {
    direction: 'blocks', dimension: 'digest',
    applies: (item) => item.approving && item.matcher.kind === 'package' && item.matcher.type !== 'oci' && item.matcher.digest !== undefined,
    holds: (item, facets) => matches(item, facets) && facets.package?.digest !== undefined,
    message: ({ entry }) => say('`{id}` approves a certain content (`digest`), whatever version it is called; a registry lists versions. What is fixed by its content alone may not be approved by it.', { id: entry.id }),
  },
  {
    direction: 'blocks', dimension: 'query',
    applies: (item) => item.approving && item.matcher.kind === 'url' && item.matcher.url.query.size > 0,
    holds: (item, facets) => matches(item, facets) && (facets.address?.query.length ?? 0) > 0,
    message: ({ entry }) => say('`{id}` is approved with parameters behind `?` of any value; a registry lists whole addresses, so it stands there without them. With parameters it is not approved.', { id: entry.id }),
  },
  {
    direction: 'blocks', dimension: 'letter-case',
    applies: (item) => item.approving && item.matcher.kind === 'pattern' && !item.matcher.text.includes('*'),
    holds: matches,
    message: ({ entry }) => say('`{id}` approves an address in any letter case (`serverUrl`); in a registry upper and lower case of a path differ. Only the spelling of the policy is listed.', { id: entry.id }),
  },
  {
    direction: 'blocks', dimension: 'environment',
    applies: ({ approving, conditions: { args, env, cwd } }) => approving && (cwd !== undefined || [...args.allow, ...(env.allow ?? [])].some((allowed) => !mayBePutIn(allowed))),
    holds: (item, facets) => matches(item, facets) && facets.identity.launch.hijacks.length > 0,
    message: ({ entry }) => say('`{id}` may be started with some things that can change which code runs, since its entry names them; a listed server may not. With these it is not approved.', { id: entry.id }),
  },
  {
    direction: 'blocks', dimension: 'package',
    applies: (item) => item.approving && !atLeast(item.required, 'version') && !notNamed(item),
    holds: (item, facets) => matches(item, facets),
    message: ({ entry }) => say('`{id}` needs less than an exact version to be approved, as of a bridge or a registry of packages; what a registry lists needs one. Such declarations are not approved.', { id: entry.id }),
  },
];
