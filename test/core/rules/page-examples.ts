import * as fs from 'node:fs';
import * as path from 'node:path';

/** One fenced block of a rule's page: the file name stands behind the fence's language; of a `link` the text is where it leads. */
export interface Example {
  readonly language: string;
  readonly file: string;
  readonly text: string;
  /** For a rule about history: what the file held when its servers were accepted, the last block before it marked `(accepted)`. */
  readonly before?: string;
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
  return [...section.matchAll(/```(json|sh|link) ([^\n]+)\n([\s\S]*?)```/g)].flatMap((match): Example[] => {
    const [, file = '', accepted] = /^(.*?)( \(accepted\))?$/.exec(match[2]!.trim()) ?? [];
    const language = match[1]!;
    const text = match[3]!;
    if (accepted !== undefined) {
      before.set(file, text);
      return [];
    }
    const held = before.get(file);
    return [held === undefined ? { language, file, text } : { language, file, text, before: held }];
  });
}

export function pageOf(id: string): string {
  return fs.readFileSync(path.join(root, 'media/rules', `${id}.md`), 'utf8');
}
