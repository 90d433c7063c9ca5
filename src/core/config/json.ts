import { jsonComments } from './json/comments.ts';
import { jsonEdits } from './json/edit.ts';
import { parseJson } from './json/parse.ts';
import { recoverJson } from './json/recover.ts';
import type { Syntax } from './syntax.ts';

export const json: Syntax = { parse: parseJson, comments: jsonComments, recover: recoverJson, edits: jsonEdits };
