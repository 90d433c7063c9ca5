import type { Confidence } from '../finding/finding.ts';
import type { Evidence } from './evidence.ts';

const rank: Readonly<Record<Confidence, number>> = { high: 3, medium: 2, low: 1 };

/** Notes where values come from while a manifest is put together. */
export class Notes {
  readonly evidence: Evidence[] = [];
  readonly #source: string;
  readonly #given: readonly Evidence[];

  /** @param given what is known from beside the config file */
  constructor(source: string, given: readonly Evidence[]) {
    this.#source = source.slice(0, 1000);
    this.#given = given;
  }

  /** The best evidence given for a field that `fits`. */
  best(field: string, fits: (value: string) => boolean): (Evidence & { readonly value: string }) | undefined {
    const fitting = this.#given.filter((one): one is Evidence & { readonly value: string } => one.field === field && typeof one.value === 'string' && fits(one.value));
    return fitting.reduce<(typeof fitting)[number] | undefined>((best, one) => (best && rank[best.confidence] >= rank[one.confidence] ? best : one), undefined);
  }

  /** A value that the declaration itself states. */
  stated<T>(field: string, value: T): T {
    this.evidence.push({ field, value, source: this.#source, confidence: 'high', inferred: false });
    return value;
  }

  /** A value that evidence speaks for. */
  found<T>(field: string, value: T, { source, confidence, inferred }: Pick<Evidence, 'source' | 'confidence' | 'inferred'>): T {
    this.evidence.push({ field, value, source: source.slice(0, 1000), confidence, inferred });
    return value;
  }

  get source(): string {
    return this.#source;
  }
}
