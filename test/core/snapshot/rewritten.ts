/** Numbers from 0 to 1, the same for the same seed (mulberry32). */
function chances(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** The same value written another way: keys in another order, other blanks, characters escaped or not, numbers in other digits. */
export function rewritten(value: unknown, seed: number): string {
  const next = chances(seed);
  const blank = (): string => ['', '', ' ', '\n\t', '\r\n  '][Math.floor(next() * 5)]!;
  const text = (given: string): string =>
    `"${[...Array.from({ length: given.length }).keys()].map((i) => (next() < 0.3 || given[i]! < ' ' || '"\\/'.includes(given[i]!) ? escaped(given[i]!, next()) : given[i]!)).join('')}"`;
  const write = (one: unknown): string => {
    if (typeof one === 'string') return text(one);
    if (typeof one === 'number') return number(one, next());
    if (Array.isArray(one)) return `[${blank()}${one.map(write).join(`${blank()},${blank()}`)}${blank()}]`;
    if (typeof one === 'object' && one !== null) {
      const entries = Object.entries(one).map((entry) => ({ entry, order: next() })).sort((a, b) => a.order - b.order);
      return `{${blank()}${entries.map(({ entry: [key, held] }) => `${text(key)}${blank()}:${blank()}${write(held)}`).join(`${blank()},${blank()}`)}${blank()}}`;
    }
    return JSON.stringify(one);
  };
  return write(value);
}

function escaped(unit: string, chance: number): string {
  if (unit === '/' && chance < 0.5) return '\\/';
  const hex = unit.charCodeAt(0).toString(16).padStart(4, '0');
  return `\\u${chance < 0.5 ? hex : hex.toUpperCase()}`;
}

function number(value: number, chance: number): string {
  const plain = JSON.stringify(value);
  if (!Number.isFinite(value) || chance < 0.5) return plain;
  return /[.e]/.test(plain) ? (plain.includes('e') ? plain.replace('e', 'E') : `${plain}00`) : `${plain}.0`;
}
