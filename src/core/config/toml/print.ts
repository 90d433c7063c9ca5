/** A value as TOML on one line; undefined where it, or a part, has no form in TOML: null, half a character. */
export function printToml(value: unknown): string | undefined {
  switch (typeof value) {
    case 'string':
      return printText(value);
    case 'boolean':
      return String(value);
    case 'number':
      return printNumber(value);
    default:
  }
  if (Array.isArray(value)) {
    const items = value.map(printToml);
    return items.every((item) => item !== undefined) ? `[${items.join(', ')}]` : undefined;
  }
  if (typeof value !== 'object' || value === null) return undefined;
  const entries = Object.entries(value).map(([key, part]) => printEntry(key, part));
  if (!entries.every((entry) => entry !== undefined)) return undefined;
  return entries.length === 0 ? '{}' : `{ ${entries.join(', ')} }`;
}

/** `key = value` on one line. */
export function printEntry(key: string, value: unknown): string | undefined {
  const name = printKey(key);
  const written = printToml(value);
  return name === undefined || written === undefined ? undefined : `${name} = ${written}`;
}

export function printKey(key: string): string | undefined {
  return /^[A-Za-z0-9_-]+$/.test(key) ? key : printText(key);
}

/** Escapes as JSON has them are TOML's too, but for half characters, which TOML cannot hold, and DEL. */
function printText(text: string): string | undefined {
  if (/\p{Surrogate}/u.test(text)) return undefined;
  return JSON.stringify(text).replace(/[\u007f\u2028\u2029]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

function printNumber(number: number): string {
  if (Number.isNaN(number)) return 'nan';
  if (!Number.isFinite(number)) return number > 0 ? 'inf' : '-inf';
  if (Object.is(number, -0)) return '-0.0';
  const written = String(number);
  // Beyond what every reader takes for a whole number it is a float.
  return Number.isInteger(number) && !Number.isSafeInteger(number) && !written.includes('e') ? `${written}.0` : written;
}
