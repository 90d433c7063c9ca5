/** The parts of a version that are numbers; what follows a hyphen does not count. */
function numbers(version: string): readonly number[] {
  return (/\d+(?:\.\d+)*/.exec(version)?.[0] ?? '').split('.').map(Number);
}

/** Whether a client's version comes before another. */
export function isBefore(version: string, other: string): boolean {
  const a = numbers(version);
  const b = numbers(other);
  for (let i = 0; i < Math.max(a.length, b.length); i++) {
    const difference = (a[i] ?? 0) - (b[i] ?? 0);
    if (difference !== 0) return difference < 0;
  }
  return false;
}

export function oldest(versions: readonly string[]): string | undefined {
  return versions.reduce<string | undefined>((least, version) => (least === undefined || isBefore(version, least) ? version : least), undefined);
}
