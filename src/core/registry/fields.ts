/** Longer lists are no real server's; what stands behind is not read. */
const maxItems = 100;

const snake = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

export type Fields = Readonly<Record<string, unknown>>;

/** A map that a registry answered with; undefined for anything else. */
export function fieldsOf(value: unknown): Fields | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : undefined;
}

/** A field by its name, in the format's spelling or in that of its first edition (`registry_type`). What an object inherits is no field. */
export function field(fields: Fields, name: string): unknown {
  if (Object.hasOwn(fields, name)) return fields[name];
  const other = snake(name);
  return other !== name && Object.hasOwn(fields, other) ? fields[other] : undefined;
}

/** The maps in a list field. */
export function listOf(fields: Fields, name: string): Fields[] {
  const list = field(fields, name);
  return Array.isArray(list) ? list.slice(0, maxItems).map(fieldsOf).filter((item) => item !== undefined) : [];
}

const unseen = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/u;

/** Text that means something to a program: whole and free of what no one sees, or nothing. */
export function exactText(fields: Fields, name: string, limit: number): string | undefined {
  const value = field(fields, name);
  return typeof value === 'string' && value !== '' && value.length <= limit && !unseen.test(value) ? value : undefined;
}

const unseenAll = new RegExp(unseen, 'gu');

/** Text for people: on one line, clipped. */
export function shownText(fields: Fields, name: string, limit: number): string | undefined {
  const value = field(fields, name);
  if (typeof value !== 'string') return undefined;
  const line = value.slice(0, limit * 4).replace(unseenAll, ' ').replace(/\s+/g, ' ').trim();
  const clipped = line.length > limit ? `${line.slice(0, limit - 1).replace(/[\ud800-\udbff]$/, '').trimEnd()}…` : line;
  return clipped === '' ? undefined : clipped;
}

/** An instant (RFC 3339), as it stands there. */
export function instant(fields: Fields, name: string): string | undefined {
  const value = field(fields, name);
  return typeof value === 'string' && value.length <= 40 && /^\d{4}-\d\d-\d\dT/.test(value) && !Number.isNaN(Date.parse(value)) ? value : undefined;
}

/** Only what holds something, so that an entry takes no more room than it needs. */
export function compact<T extends object>(given: { readonly [K in keyof T]: T[K] | undefined }): T {
  const kept: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(given)) {
    if (value === undefined || value === false || (Array.isArray(value) && value.length === 0)) continue;
    kept[key] = value;
  }
  return kept as T;
}
