import type { CompiledPolicy } from '../policy/compile.ts';
import type { ContractRules } from '../policy/schema.ts';

/** What an organisation asks of a contract: of several layers the strictest. */
export interface ContractAsks {
  /** As the policy writes it, and in minutes. */
  readonly lifetime?: { readonly text: string; readonly minutes: number };
  readonly evidence: readonly string[];
  readonly egressWildcards: boolean;
}

/** Undefined where no policy asks for contracts. */
export function contractAsks(policy: CompiledPolicy | undefined): ContractAsks | undefined {
  const asked = (policy?.layers ?? []).flatMap(({ document }): ContractRules[] => (document.contracts ? [document.contracts] : []));
  if (asked.length === 0) return undefined;
  const [shortest] = asked
    .flatMap(({ maxTokenLifetime: text }) => {
      const minutes = text === undefined ? undefined : minutesIn(text);
      return text === undefined || minutes === undefined ? [] : [{ text, minutes }];
    })
    .sort((a, b) => a.minutes - b.minutes);
  return {
    ...(shortest && { lifetime: shortest }),
    evidence: [...new Set(asked.flatMap(({ evidence = [] }) => evidence))],
    egressWildcards: asked.every(({ egressWildcards }) => egressWildcards === true),
  };
}

/** An ISO 8601 duration in minutes, a month as 30 days; undefined where the text is none. */
export function minutesIn(duration: string): number | undefined {
  const match = /^P(?:(\d{1,6})Y)?(?:(\d{1,6})M)?(?:(\d{1,6})W)?(?:(\d{1,6})D)?(?:T(?:(\d{1,9})H)?(?:(\d{1,9})M)?(?:(\d{1,9})(?:\.\d{1,9})?S)?)?$/.exec(duration);
  if (!match || duration === 'P' || duration.endsWith('T')) return undefined;
  const [years, months, weeks, days, hours, minutes, seconds] = match.slice(1).map((part) => Number((part as string | undefined) ?? 0)) as [number, number, number, number, number, number, number];
  return (years * 365 + months * 30 + weeks * 7 + days) * 1440 + hours * 60 + minutes + seconds / 60;
}
