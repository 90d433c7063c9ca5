import * as fs from 'node:fs';
import * as path from 'node:path';

/**
 * One fenced block of a rule's page: the file name stands behind the fence's language; of a `link` the text is where it leads. A name that
 * begins with `~/` is a file of the user's. A block marked `(with)` lies beside those that follow it.
 */
export interface Example {
  readonly language: string;
  readonly file: string;
  readonly text: string;
  /** For a rule about history: what the file held when its servers were accepted, the last block before it marked `(accepted)`. */
  readonly before?: string;
  /** For a rule about what servers say: their tools when somebody approved them, and now; the last blocks before it marked `(said)` and `(says)`. */
  readonly voice?: { readonly said: string; readonly says: string };
  /** What lies beside it. */
  /** A policy that holds, as JSON: the last block before it marked `(policy)`. */
  readonly policy?: string;
  readonly beside: readonly { readonly file: string; readonly text: string }[];
}

/** The repository's root, from where the bundled tests lie. */
export const root = path.resolve(__dirname, '../../../..');

/** A page's sections by heading. */
export function sectionsOf(page: string): Map<string, string> {
  const sections = new Map<string, string>();
  for (const part of page.split(/^## /m).slice(1)) {
    const end = part.indexOf('\n');
    sections.set(part.slice(0, end).trim(), part.slice(end));
  }
  return sections;
}

export function examplesIn(section: string): Example[] {
  const before = new Map<string, string>();
  let policy: string | undefined;
  let said: string | undefined;
  let says: string | undefined;
  const beside: Example['beside'][number][] = [];
  return [...section.matchAll(/```(json|jsonc|toml|yaml|markdown|dotenv|sh|link) ([^\n]+)\n([\s\S]*?)```/g)].flatMap((match): Example[] => {
    const [, file = '', marked] = /^(.*?)(?: \((accepted|with|policy|said|says)\))?$/.exec(match[2]!.trim()) ?? [];
    const language = match[1]!;
    const text = match[3]!;
    if (marked === 'accepted') before.set(file, text);
    if (marked === 'policy') policy = text;
    if (marked === 'said') said = text;
    if (marked === 'says') says = text;
    if (marked === 'with') beside.push({ file, text });
    if (marked !== undefined) return [];
    const held = before.get(file);
    return [{ language, file, text, beside: [...beside], ...(policy !== undefined && { policy }), ...(held !== undefined && { before: held }), ...(said !== undefined && says !== undefined && { voice: { said, says } }) }];
  });
}

export function pageOf(id: string): string {
  return fs.readFileSync(path.join(root, 'media/rules', `${id}.md`), 'utf8');
}
