import { namesSecret } from './names.ts';

/** An argument that is, or holds, the value of an option that names a secret: `--api-key x`, `--api-key=x`. */
export interface OptionValue {
  /** As it is written, without its dashes. */
  readonly option: string;
  readonly value: string;
}

/** The values of options that name a secret, in order. */
export function secretOptionValues(args: readonly string[]): OptionValue[] {
  return args.flatMap((arg, i) => {
    const [, option, value] = /^--?([A-Za-z][\w-]*)=(.*)$/s.exec(arg) ?? [];
    if (option !== undefined && value !== undefined) return namesSecret(option) ? [{ option, value }] : [];
    const before = /^--?([A-Za-z][\w-]*)$/.exec(args[i - 1] ?? '')?.[1];
    return before !== undefined && namesSecret(before) ? [{ option: before, value: arg }] : [];
  });
}
