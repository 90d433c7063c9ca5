import * as fs from 'node:fs';
import * as path from 'node:path';

/** One fenced block of a rule's page: the file name stands behind the fence's language; of a `link` the text is where it leads. */
export interface Example {
  readonly language: string;
  readonly file: string;
  readonly text: string;
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
  return [...section.matchAll(/```(json|sh|link) ([^\n]+)\n([\s\S]*?)```/g)].map((match) => ({ language: match[1]!, file: match[2]!.trim(), text: match[3]! }));
}

export function pageOf(id: string): string {
  return fs.readFileSync(path.join(root, 'media/rules', `${id}.md`), 'utf8');
}
