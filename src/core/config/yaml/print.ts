/** A value as YAML on one line, maps and lists in brackets. */
export function printYaml(value: unknown): string {
  if (typeof value === 'string') return printText(value);
  if (Array.isArray(value)) return `[${value.map(printYaml).join(', ')}]`;
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value).map(([key, part]) => `${printText(key)}: ${printYaml(part)}`);
    return entries.length === 0 ? '{}' : `{ ${entries.join(', ')} }`;
  }
  if (typeof value === 'number') return printNumber(value);
  return typeof value === 'boolean' ? String(value) : 'null';
}

function printNumber(number: number): string {
  if (Number.isNaN(number)) return '.nan';
  if (!Number.isFinite(number)) return number > 0 ? '.inf' : '-.inf';
  return Object.is(number, -0) ? '-0.0' : String(number);
}

/** Words that some reader of YAML takes for something else than text. */
const reserved = /^(?:true|false|yes|no|on|off|y|n|null)$/i;
const plain = /^[A-Za-z_/](?:[\w./+@%=-]|:\/\/)*(?: [\w./+@%=-]+)*$/;

/** Without quotes only where no reader, of YAML 1.1 or 1.2, in brackets or not, could take it for anything else. */
export function printText(text: string): string {
  return plain.test(text) && !reserved.test(text) ? text : quoted(text);
}

/** In the quotes that stand there now, or without where there are none, as far as the text allows. */
export function printTextLike(written: string, text: string): string {
  if (written.startsWith('"')) return quoted(text);
  if (written.startsWith("'") && /^[\u0020-\u007e\u00a1-\u2027\u202a-\ud7ff\ue000-\ufdcf\u{1f300}-\u{1faff}]*$/u.test(text)) return `'${text.replaceAll("'", "''")}'`;
  return printText(text);
}

/** JSON's escapes are YAML's too; what YAML calls not printable, or a line end, is escaped besides. */
function quoted(text: string): string {
  return JSON.stringify(text).replace(/[\u007f-\u00a0\u2028\u2029\ufdd0-\ufdef\ufeff\ufffe\uffff]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** How the lines of a block are written. */
export interface Lines {
  readonly eol: string;
  readonly unit: string;
}

/** `key: value` as it stands at `indent`, over several lines for maps and lists. */
export function printEntry(key: string, value: unknown, indent: string, lines: Lines): string {
  return `${printText(key)}:${behind(value, indent + lines.unit, lines)}`;
}

/** `- value` as it stands at `indent`. */
export function printItem(value: unknown, indent: string, lines: Lines): string {
  if (!isFilled(value) || Array.isArray(value)) return `- ${printYaml(value)}`;
  const inner = `${indent}  `;
  return `- ${Object.entries(value).map(([key, part]) => printEntry(key, part, inner, lines)).join(lines.eol + inner)}`;
}

function behind(value: unknown, indent: string, lines: Lines): string {
  if (!isFilled(value)) return ` ${printYaml(value)}`;
  const parts = Array.isArray(value) ? value.map((item) => printItem(item, indent, lines)) : Object.entries(value).map(([key, part]) => printEntry(key, part, indent, lines));
  return parts.map((part) => lines.eol + indent + part).join('');
}

function isFilled(value: unknown): value is object {
  return typeof value === 'object' && value !== null && Object.keys(value).length > 0;
}
