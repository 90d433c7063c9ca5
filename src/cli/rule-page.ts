import * as fs from 'node:fs';
import { rulePage } from '../core/rules/rules.ts';
import { mediaFile } from './media.ts';

/** A rule's page as Markdown, without the marks for the program that writes its head. */
export function pageText(id: string): string {
  return fs.readFileSync(mediaFile(rulePage(id)), 'utf8').replace(/^<!-- \/?generated:.*\n/gm, '');
}
