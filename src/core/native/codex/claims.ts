import type { Plan, PlannedAddress, PlannedCommand } from '../compile/plan.ts';
import { exampleIn, liesIn, overlap, type Region } from '../compile/regions.ts';
import { printToml } from '../../config/toml/print.ts';
import { approves } from '../../policy/verdict.ts';
import { addressOf, argvOf, bare } from '../compile/bare.ts';
import { escaped, expressionOf } from './address-expression.ts';
import type { CodexIdentity, ValueMatch } from './identity.ts';

/** What is said under one name: command lines that differ in the version of one package at most, or addresses. */
export type Claim = { readonly kind: 'commands'; readonly lines: (readonly string[])[]; at?: number } | { readonly kind: 'addresses'; readonly regions: Region[] };

/** A name holds one identity in Codex, so that what came first under it keeps it. */
export interface Claims {
  readonly byName: ReadonlyMap<string, Claim>;
  /** What is approved and could not be said under a name, because something else stands there. */
  readonly refused: readonly { readonly name: string; readonly planned: PlannedCommand | PlannedAddress }[];
  /** Addresses of which only single ones are said, because something within them is denied. */
  readonly narrowed: readonly PlannedAddress[];
}

/** Of one kind under one name: beyond that an expression is nothing that anybody reads. */
const most = 20;
const possibleName = /^[a-zA-Z0-9_-]+$/;

export function claimsOf(plan: Plan): Claims {
  const byName = new Map<string, Claim>();
  const refused: Claims['refused'][number][] = [];
  const claim = (planned: PlannedCommand | PlannedAddress, names: readonly string[], made: Claim): void => {
    for (const name of names) {
      if (!possibleName.test(name) || !isApprovedAs(plan, name, planned)) continue;
      const there = byName.get(name);
      if (!there) byName.set(name, structuredClone(made));
      else if (!unite(there, made)) refused.push({ name, planned });
    }
  };
  for (const planned of inUseFirst(plan.commands, plan.seen, ({ argv }, subject) => sameWords(argv, argvOf(subject)))) {
    if (isSayable(planned.argv)) claim(planned, planned.names, { kind: 'commands', lines: [planned.argv] });
  }
  const narrowed: PlannedAddress[] = [];
  const calls = plan.seen.map((subject) => ({ address: addressOf(subject) }));
  for (const planned of inUseFirst(plan.addresses, calls, (region, { address }) => address !== undefined && liesIn(region, address))) {
    const regions = isOne(planned) || !holdsDenied(planned, plan) ? [planned] : [];
    if (regions.length === 0) narrowed.push(planned);
    for (const { scheme, host, below, port, path, pathMatch, anyCase, query } of regions) {
      const region: Region = { scheme, host, below, pathMatch, anyCase, query, ...(port !== undefined && { port }), ...(path !== undefined && { path }) };
      if (expressionOf(region) !== undefined) claim(planned, planned.names, { kind: 'addresses', regions: [region] });
    }
  }
  return { byName, refused, narrowed };
}

/** Of what would stand under one name, what somebody has there counts. */
function inUseFirst<P, S>(planned: readonly P[], seen: readonly S[], isIt: (planned: P, seen: S) => boolean): readonly P[] {
  const used = new Set(planned.filter((each) => seen.some((subject) => isIt(each, subject))));
  return [...used, ...planned.filter((each) => !used.has(each))];
}

function sameWords(a: readonly string[], b: readonly string[] | undefined): boolean {
  return b !== undefined && a.length === b.length && a.every((word, i) => word === b[i]);
}

/** TOML has no form for half a character. */
export function isSayable(words: readonly string[]): boolean {
  return printToml(words) !== undefined;
}

/** A name alone can be denied. */
function isApprovedAs({ policy, now }: Plan, name: string, planned: PlannedCommand | PlannedAddress): boolean {
  const subject = bare('argv' in planned ? { argv: planned.argv } : { url: exampleIn(planned) });
  return approves(policy.decide({ ...subject, server: { ...subject.server, name } }, now));
}

function isOne({ below, path, pathMatch }: PlannedAddress): boolean {
  return !below && path !== undefined && pathMatch === 'exact';
}

function holdsDenied(planned: PlannedAddress, { denials }: Plan): boolean {
  const region = { ...planned, port: planned.port ?? (planned.scheme === 'https' ? 443 : 80) };
  return denials.some((denial) => denial.kind === 'pattern' || (denial.kind === 'address' && overlap(region, denial.address)));
}

function unite(there: Claim, more: Claim): boolean {
  if (there.kind === 'addresses' && more.kind === 'addresses') {
    if (there.regions.length >= most) return false;
    there.regions.push(...more.regions);
    return true;
  }
  if (there.kind !== 'commands' || more.kind !== 'commands' || there.lines.length >= most) return false;
  const line = more.lines[0]!;
  const first = there.lines[0]!;
  if (first.length !== line.length || first[0] !== line[0]) return false;
  const differing = line.flatMap((word, i) => (word === first[i] ? [] : [i]));
  if (differing.length === 0) return true;
  if (differing.length > 1 || !isOtherVersion(first[differing[0]!]!, line[differing[0]!]!) || (there.at !== undefined && there.at !== differing[0])) return false;
  there.at = differing[0]!;
  there.lines.push(line);
  return true;
}

/** `x@1.0.0` and `x@1.1.0`, `p==1.0` and `p==1.1`: what anybody who reads the file would expect as two values of one place. */
function isOtherVersion(a: string, b: string): boolean {
  const [one, other] = [a, b].map((word) => word.replace(/(?:@|==|:)[^@=:/]*$/, ''));
  return one === other && one !== a && one !== b;
}

export function identityOf(claim: Claim): CodexIdentity {
  if (claim.kind === 'addresses') {
    const [only, ...others] = claim.regions;
    if (others.length === 0 && !only!.below && only!.path !== undefined && only!.path !== '/' && only!.pathMatch === 'exact' && only!.query.length === 0) {
      return { kind: 'url', url: { match: 'exact', value: `${only!.scheme}://${only!.host}${only!.port === undefined ? '' : `:${only!.port}`}${only!.path}` } };
    }
    return { kind: 'url', url: { match: 'regex', expression: [...new Set(claim.regions.map((region) => expressionOf(region)!))].join('|') } };
  }
  const { lines, at } = claim;
  const [executable, ...args] = lines[0]!;
  return {
    kind: 'launch', executable: executable!,
    args: args.map((word, i): ValueMatch => (at === i + 1 ? { match: 'regex', expression: lines.map((line) => escaped(line[at]!)).join('|') } : { match: 'exact', value: word })),
  };
}
