import { matchesPattern, compilePattern, type CompiledPattern } from '../../policy/url-pattern.ts';
import { Facets, type Subject } from '../../policy/subject.ts';
import { argvOf } from './bare.ts';
import type { Plan, PlannedDenial } from './plan.ts';
import { isDeniedBy, liesIn } from './regions.ts';

type Lists = Pick<Plan, 'commands' | 'addresses' | 'patterns'>;

/** Whether a plan's allowances hold a declaration's command line or address, whatever surrounds it. */
export class PlannedLists {
  readonly #lines: ReadonlySet<string>;
  readonly #addresses: Lists['addresses'];
  readonly #patterns: readonly CompiledPattern[];

  constructor({ commands, addresses, patterns }: Lists) {
    this.#lines = new Set(commands.map(({ argv }) => JSON.stringify(argv)));
    this.#addresses = addresses;
    this.#patterns = patterns.map(({ pattern }) => compilePattern(pattern));
  }

  holds(subject: Subject): boolean {
    const argv = argvOf(subject);
    if (argv) return this.#lines.has(JSON.stringify(argv));
    const facets = new Facets(subject);
    const { address } = facets;
    return address !== undefined && (this.#addresses.some((each) => liesIn(each, address)) || this.#patterns.some((each) => matchesPattern(each, facets.destination)));
  }
}

/** Whether a planned denial names a declaration. */
export function names(denial: PlannedDenial, subject: Subject): boolean {
  switch (denial.kind) {
    case 'name':
      return subject.server.name === denial.name;
    case 'command': {
      const argv = argvOf(subject);
      return argv !== undefined && argv.length === denial.argv.length && argv.every((word, i) => word === denial.argv[i]);
    }
    case 'address':
    case 'pattern': {
      const facets = new Facets(subject);
      if (!facets.address || argvOf(subject)) return false;
      return denial.kind === 'address' ? isDeniedBy(denial.address, facets.address) : matchesPattern(compilePattern(denial.pattern), facets.destination);
    }
  }
}
