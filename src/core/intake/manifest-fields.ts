import { contractKey } from '../manifest/contract.ts';
import { isOpen } from '../manifest/todos.ts';
import type { IntakeRequest } from './request.ts';

/** Reads a request's manifest for another format: what is open counts as missing. */
export class ManifestFields {
  readonly #manifest: Readonly<Record<string, unknown>>;

  constructor({ manifest }: Pick<IntakeRequest, 'manifest'>) {
    this.#manifest = manifest;
  }

  /** A field of the manifest by JSON pointer, or of the contract by its way with dots. */
  at(way: string): unknown {
    const contract = this.#manifest['_meta'] as Record<string, unknown> | undefined;
    const steps = way.startsWith('/') ? way.slice(1).split('/').map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~')) : way.split('.');
    let value: unknown = way.startsWith('/') ? this.#manifest : contract?.[contractKey];
    for (const step of steps) {
      if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return undefined;
      value = (value as Record<string, unknown>)[step];
    }
    if (isOpen(value)) return undefined;
    return Array.isArray(value) ? value.filter((item) => !isOpen(item)) : (value ?? undefined);
  }

  text(way: string): string | undefined {
    const value = this.at(way);
    return typeof value === 'string' && value.trim() !== '' ? value : undefined;
  }

  /** An address that a page may link to. */
  link(way: string): string | undefined {
    const value = this.text(way);
    return value !== undefined && /^https:\/\/[^\s"'<>]{1,190}$/.test(value) && URL.canParse(value) ? value : undefined;
  }

  list(way: string): readonly Readonly<Record<string, unknown>>[] {
    const value = this.at(way);
    return Array.isArray(value) ? value.filter((item): item is Record<string, unknown> => typeof item === 'object' && item !== null) : [];
  }
}
