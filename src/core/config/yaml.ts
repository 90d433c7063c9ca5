import { frontMatterOf, parseFrontMatter } from './front-matter/front-matter.ts';
import type { Syntax } from './syntax.ts';
import { yamlComments } from './yaml/comments.ts';
import { yamlEdits } from './yaml/edit.ts';
import { parseYaml } from './yaml/parse.ts';

// A bundle of its own (esbuild.mjs), loaded with the first file that is written in it: YAML's reader is the largest we have.

export const yaml: Syntax = { parse: parseYaml, comments: yamlComments, edits: (text, tree, changes) => yamlEdits(text, tree, changes, parseYaml) };
export const frontMatter: Syntax = {
  parse: parseFrontMatter,
  comments: (text) => yamlComments(text, frontMatterOf(text) ?? { start: 0, end: 0 }),
  edits: (text, tree, changes) => yamlEdits(text, tree, changes, parseFrontMatter),
};
