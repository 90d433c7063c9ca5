import { nameTest } from '../clients/known-path.ts';

/** Whether a path fits a pattern by its end: `*` is any one name or a part of one, `**` any folders, none included. Case does not count, nor which slashes. */
export function fitsFromEnd(pattern: string, path: string): boolean {
  const wanted = ['**', ...partsOf(pattern)];
  const parts = partsOf(path);
  if (wanted.length === 1) return false;
  // Which beginnings of the path fit the pattern so far.
  let reached = new Set([0]);
  for (const part of wanted) {
    if (part === '**') {
      const first = Math.min(...reached);
      reached = new Set(Array.from({ length: Math.max(0, parts.length - first + 1) }, (_, i) => first + i));
    } else {
      const test = part.includes('*') ? nameTest(part) : undefined;
      const fits = (name: string | undefined): boolean => name !== undefined && (test ? test.test(name) : part === name);
      reached = new Set([...reached].filter((at) => fits(parts[at])).map((at) => at + 1));
    }
    if (reached.size === 0) return false;
  }
  return reached.has(parts.length);
}

function partsOf(path: string): string[] {
  return path.toLowerCase().replaceAll('\\', '/').split('/').filter((part) => part !== '' && part !== '.');
}
