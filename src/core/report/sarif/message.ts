/**
 * Plain text of a SARIF message: what would be a link (`[text](address)`, 3.11.6) or a placeholder (`{0}`, 3.11.5) is escaped, since
 * scanned text stands in it.
 */
export function plainMessage(text: string): string {
  const unlinked = /\]\(/.test(text) ? text.replace(/[[\]\\]/g, (character) => `\\${character}`) : text;
  return unlinked.replace(/\{(\d+)\}/g, '{{$1}}');
}
