const width = 120;

/** Characters that an editor does not show or shows as a space, or that turn text around: in JSON they can stand as what they are called. */
const unseen = /[\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cn}\p{Default_Ignorable_Code_Point}\u007f-\u009f\u2800]|(?! )\p{Zs}|\p{Surrogate}/gu;

/** A JSON text with every character in it visible; its values stay the same. */
export function withVisibleCharacters(json: string): string {
  return json.replace(unseen, (character) => [...Array(character.length).keys()].map((i) => `\\u${character.charCodeAt(i).toString(16).padStart(4, '0')}`).join(''));
}

/** A manifest as JSON text: what fits on a line stands on one. */
export function layOut(value: Readonly<Record<string, unknown>>): string {
  return `${withVisibleCharacters(lay(value, '', 0))}\n`;
}

function lay(value: unknown, indent: string, before: number): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const line = oneLine(value);
  if (indent !== '' && indent.length + before + line.length <= width) return line;
  const inner = `${indent}  `;
  if (Array.isArray(value)) return `[\n${value.map((item) => inner + lay(item, inner, 0)).join(',\n')}\n${indent}]`;
  const entries = Object.entries(value).map(([key, item]) => `${inner}${JSON.stringify(key)}: ${lay(item, inner, key.length + 5)}`);
  return `{\n${entries.join(',\n')}\n${indent}}`;
}

function oneLine(value: unknown): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  if (Array.isArray(value)) return value.length === 0 ? '[]' : `[${value.map(oneLine).join(', ')}]`;
  const entries = Object.entries(value).map(([key, item]) => `${JSON.stringify(key)}: ${oneLine(item)}`);
  return entries.length === 0 ? '{}' : `{ ${entries.join(', ')} }`;
}
