import type { DeniedAddress, Plan, PlannedAddress, PlannedDenial } from '../compile/plan.ts';
import type { TripleDialect } from './dialect.ts';

export type TripleEntry = { readonly serverName: string } | { readonly serverUrl: string } | { readonly serverCommand: readonly string[] };

/** What the plan allows and denies, entry by entry; `allow` is absent where no list of allowed servers is to be written. */
export interface TripleLists {
  readonly allow?: readonly TripleEntry[];
  readonly deny: readonly TripleEntry[];
}

export function listsOf({ mode, commands, addresses, patterns, denials }: Plan, dialect: TripleDialect): TripleLists {
  const deny = different(denials.flatMap((denial) => denied(denial, dialect)));
  if (mode === 'deny-only') return { deny };
  return {
    allow: different([
      ...addresses.filter((address) => canSay(address, dialect)).flatMap((address) => allowedPatterns(address).map((serverUrl) => ({ serverUrl }))),
      // Their meaning is VS Code's: another client would take some of them otherwise.
      ...(dialect.pathCase === 'folded' ? patterns.map(({ pattern }) => ({ serverUrl: pattern })) : []),
      ...commands.filter(({ argv }) => !argv.some((word) => dialect.variable.test(word))).map(({ argv }) => ({ serverCommand: argv })),
    ]),
    deny,
  };
}

/** Whether an address can be written so that it stays within what is approved. */
export function canSay({ below }: PlannedAddress, { hostWildcard }: TripleDialect): boolean {
  return hostWildcard || !below;
}

/** Always with a path: without one Claude Code takes a pattern for every path, and VS Code for none but `/`. */
function allowedPatterns({ scheme, host, below, port, path, pathMatch, query }: PlannedAddress): readonly string[] {
  const origin = `${scheme}://${below ? '*.' : ''}${host}${port === undefined ? '' : `:${port}`}`;
  if (path === undefined) return [`${origin}/*`];
  const whole = `${origin}${path}`;
  if (pathMatch === 'prefix' && path.endsWith('/')) return [`${whole}*`];
  return [whole, ...(query === 'any' || query.length > 0 ? [`${whole}?*`] : []), ...(pathMatch === 'prefix' ? [`${whole}/*`] : [])];
}

function denied(denial: PlannedDenial, dialect: TripleDialect): readonly TripleEntry[] {
  switch (denial.kind) {
    case 'name':
      return dialect.deniedName.test(denial.name) ? [{ serverName: denial.name }] : [];
    case 'command':
      return [{ serverCommand: denial.argv }];
    case 'pattern':
      return [{ serverUrl: denial.pattern }];
    case 'address':
      return deniedPatterns(denial.address).map((serverUrl) => ({ serverUrl }));
  }
}

const defaultPorts = { https: 443, http: 80 } as const;

/** What is left open is said in every way: both schemes, with a port and without, with parameters and without. */
function deniedPatterns({ scheme, host, below, port, path, pathMatch }: DeniedAddress): readonly string[] {
  return (scheme ? [scheme] : (['https', 'http'] as const)).flatMap((each) => {
    const ports = port === undefined ? ['', ':*'] : [port === defaultPorts[each] ? '' : `:${port}`];
    return ports.flatMap((written) => {
      const origin = `${each}://${below ? '*.' : ''}${host}${written}`;
      if (path === undefined) return [`${origin}/*`];
      const whole = `${origin}${path}`;
      if (pathMatch === 'prefix' && path.endsWith('/')) return [`${whole}*`];
      return [whole, `${whole}?*`, ...(pathMatch === 'prefix' ? [`${whole}/*`] : [])];
    });
  });
}

/** Each once, in their order. */
function different(entries: readonly TripleEntry[]): readonly TripleEntry[] {
  return [...new Map(entries.map((entry) => [JSON.stringify(entry), entry])).values()];
}
