/** What a piece of text is, for whoever colours it; without colour every piece must be as clear. */
export type Role = 'heading' | 'strong' | 'dim' | 'good' | 'warn' | 'bad';
export type Style = (role: Role, text: string) => string;

/** What of a script's characters take two columns in a terminal (Unicode's East Asian Width W and F, roughly; pictographs). */
const wide = /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|[\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]/gu;

/** How many columns a text takes in a terminal; marks that combine take none. */
export function columns(text: string): number {
  if (/^[ -~]*$/.test(text)) return text.length;
  return (text.match(/\P{M}/gu)?.length ?? 0) + (text.match(wide)?.length ?? 0);
}

/** `1 server`, `2 servers`. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}

/** A paragraph, broken at spaces; a word longer than a line stays whole, so that a path or address can be copied. */
export function wrap(text: string, width: number, indent: string): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && columns(indent) + columns(line) + 1 + columns(word) > width) {
      lines.push(indent + line);
      line = word;
    } else {
      line = line === '' ? word : `${line} ${word}`;
    }
  }
  if (line !== '') lines.push(indent + line);
  return lines;
}

export function padded(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - columns(text)));
}
