import { denies } from '../../policy/document.ts';
import { Facets } from '../../policy/subject.ts';
import { say, type Message } from '../../text/message.ts';
import { argvOf, bareOf, Verdicts } from '../compile/bare.ts';
import type { Dimension, Loss, Plan } from '../compile/plan.ts';
import { PlannedLists } from '../compile/planned.ts';
import { liesIn } from '../compile/regions.ts';
import type { TripleDialect } from './dialect.ts';
import { canSay } from './entries.ts';
import { differsInCase, hasParameters, isSpelledOtherwise, liesLoosely, writtenUrl } from './spelling.ts';

/** What `serverUrl` and `serverCommand` cannot say of a plan, beside what nothing can. */
export function tripleLosses(plan: Plan, dialect: TripleDialect): readonly Loss[] {
  const verdicts = new Verdicts(plan.policy, plan.now);
  return [...plan.losses, ...throughAddresses(plan, dialect, verdicts), ...blockedByWords(plan, dialect, verdicts), ...throughNames(plan, dialect)];
}

/** What of an address lets through what is not approved. */
function throughAddresses(plan: Plan, { client, pathCase }: TripleDialect, verdicts: Verdicts): readonly Loss[] {
  const loss = (dimension: Dimension, message: Message, shows: (url: string) => boolean): Loss => ({
    direction: 'lets-through', dimension, message, nature: 'general',
    covers: (subject) => {
      const url = writtenUrl(subject);
      if (url === undefined || !shows(url)) return false;
      // Without allowances everything passes that is not denied, which is another loss.
      if (plan.mode === 'deny-only') return denies(plan.policy.decide(subject, plan.now).state);
      return !verdicts.approvesUrl(url) && liesLoosely(plan, url);
    },
  });
  return [
    ...(plan.mode === 'allow-and-deny' && plan.addresses.length === 0 && plan.patterns.length === 0 ? [] : [loss('address-spelling', say('{client} reads some spellings of an address otherwise than MCP Roll Call, which approves none that is in doubt: a login before the host, encoded letters and slashes, `..;`, a variable in the path. An address that is written so can pass where it should not; check declarations with MCP Roll Call in CI.', { client }), isSpelledOtherwise)]),
    ...(plan.addresses.some(({ pathMatch, path, query }) => query !== 'any' && (query.length > 0 || pathMatch === 'prefix' || path === undefined)) ? [loss('query', say('Where more than one path is allowed, or a parameter behind `?`, {client} lets every parameter through, whatever its name. Name single paths without parameters, if parameters can do harm.', { client }), hasParameters)] : []),
    ...(pathCase === 'folded' && plan.addresses.length > 0
      ? [loss('letter-case', say('{client} does not tell capitals from small letters in a path, so `/MCP` passes where `/mcp` is approved. On servers where the two differ, deny the other one.', { client }), (url) => differsInCase(plan, url))]
      : []),
    ...(pathCase === 'counts' && plan.denials.some(({ kind }) => kind === 'address' || kind === 'pattern')
      ? [loss('letter-case', say('{client} tells capitals from small letters in a path, so a denied `/admin` is not recognised in `/Admin`. Allow single addresses instead of all that lies below one.', { client }), (url) => differsInCase(plan, url))]
      : []),
  ];
}

/** What is planned, and yet not said, or not recognised. */
function blockedByWords(plan: Plan, dialect: TripleDialect, verdicts: Verdicts): readonly Loss[] {
  const { client, variable, pathCase } = dialect;
  if (plan.mode === 'deny-only') return blockedByDenials(plan, client, verdicts);
  const lists = new PlannedLists(plan);
  const ofAddress = (dimension: Dimension, message: Message, covers: (url: string, address: NonNullable<Facets['address']>) => boolean): Loss => ({
    direction: 'blocks', dimension, message, ...(dimension === 'address-spelling' && { nature: 'general' as const }),
    covers: (subject) => {
      const url = writtenUrl(subject);
      const { address } = new Facets(bareOf(subject) ?? subject);
      return url !== undefined && address !== undefined && verdicts.approves(subject) && lists.holds(subject) && covers(url, address);
    },
  });
  const said = plan.addresses.filter((address) => canSay(address, dialect));
  return [
    {
      direction: 'blocks', dimension: 'arguments', nature: 'general',
      message: say('{client} compares a command line after it has filled in variables, so that an approved one with a variable in it matches no entry. Write the value out, or put it into the environment.', { client }),
      covers: (subject) => argvOf(subject)?.some((word) => variable.test(word)) === true && verdicts.approves(subject),
    },
    ofAddress('address-spelling', say('{client} does not recognise an approved address in every spelling: with a dot behind the host, or letters encoded that need not be. Write it as the policy does.', { client }), isSpelledOtherwise),
    ...(said.length === plan.addresses.length ? [] : [ofAddress('address', say('It is not documented whether a `*` in a host stops at its end in {client}, so hosts below another (`*.contoso.com`) are not said to be allowed. Name each host in the policy.', { client }), (_, address) => !said.some((each) => liesIn(each, address)))]),
    ...(pathCase === 'counts' && plan.patterns.length > 0 ? [ofAddress('address', say('{client} compares `serverUrl` patterns otherwise than the policy does, so those with several wildcards are not written. Name such servers with `url` in the policy.', { client }), (_, address) => !said.some((each) => liesIn(each, address)))] : []),
    ...(pathCase === 'counts' && plan.addresses.some(({ anyCase }) => anyCase) ? [ofAddress('letter-case', say('A `serverUrl` of the policy counts in any letter case, and for {client} capitals and small letters of a path differ. Write the address as the policy does.', { client }), (url) => differsInCase(plan, url))] : []),
  ];
}

/** What a denial of addresses hits beyond the policy: it heeds no `..;`, by which some servers step up and out of what is denied. */
function blockedByDenials({ denials }: Plan, client: string, verdicts: Verdicts): readonly Loss[] {
  if (!denials.some(({ kind }) => kind === 'address' || kind === 'pattern')) return [];
  return [{
    direction: 'blocks', dimension: 'address-spelling', nature: 'general',
    message: say('{client} denies an address by its text, also one that leads out of what is denied (`..;`). Write addresses without such steps.', { client }),
    covers: (subject) => {
      const url = writtenUrl(subject);
      return url !== undefined && isSpelledOtherwise(url) && verdicts.approves(subject);
    },
  }];
}

/** Names that the client's list does not take. */
function throughNames({ denials }: Plan, { client, deniedName }: TripleDialect): readonly Loss[] {
  const names = new Set(denials.flatMap((denial) => (denial.kind === 'name' && !deniedName.test(denial.name) ? [denial.name] : [])));
  if (names.size === 0) return [];
  return [{ direction: 'lets-through', dimension: 'name', message: say('{client} takes no name with a space before or after it, so {count} denied names are not written. Deny what those servers are.', { client, count: names.size }), covers: ({ server }) => names.has(server.name) }];
}
