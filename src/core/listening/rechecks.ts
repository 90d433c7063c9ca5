/** What windows share so that no two of them listen to the same server, or tell the same. Hashes and times only. */
export interface Rechecks {
  /** When a launch was last listened to, or tried, in the background: by plan seal, ISO 8601. */
  readonly tried: Readonly<Record<string, string>>;
  /** Changes that the user was told of, and when: nobody is told twice. */
  readonly told: Readonly<Record<string, string>>;
}

/** What is older than the newest of these is forgotten: a store must not grow without end. */
const most = 2000;

export const noRechecks: Rechecks = { tried: {}, told: {} };

/** What was stored, or undefined where it is something else. */
export function rechecksFrom(stored: unknown): Rechecks | undefined {
  if (typeof stored !== 'object' || stored === null || !('tried' in stored) || !('told' in stored)) return undefined;
  const { tried, told } = stored;
  return isTimes(tried) && isTimes(told) ? { tried, told } : undefined;
}

/** Which of these launches nobody tried for so long (milliseconds); a time to come counts as none, since clocks are set back. */
export function dueOf({ tried }: Rechecks, seals: readonly string[], now: string, every: number): string[] {
  return seals.filter((seal) => {
    const age = Date.parse(now) - Date.parse(Object.hasOwn(tried, seal) ? tried[seal]! : '');
    return !(age >= 0 && age < every);
  });
}

/** With these launches tried now. */
export function withTried(held: Rechecks, seals: readonly string[], at: string): Rechecks {
  return seals.length === 0 ? held : { ...held, tried: newest({ ...held.tried, ...Object.fromEntries(seals.map((seal) => [seal, at])) }) };
}

/** With these changes told now. */
export function withTold(held: Rechecks, ids: readonly string[], at: string): Rechecks {
  return ids.length === 0 ? held : { ...held, told: newest({ ...held.told, ...Object.fromEntries(ids.map((id) => [id, at])) }) };
}

function newest(times: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const all = Object.entries(times);
  return all.length <= most ? times : Object.fromEntries(all.sort(([, a], [, b]) => b.localeCompare(a)).slice(0, most));
}

function isTimes(value: unknown): value is Readonly<Record<string, string>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && Object.values(value).every((time) => typeof time === 'string');
}
