import { parseFrontMatter } from './front-matter/front-matter.ts';
import type { Syntax } from './syntax.ts';
import { parseYaml } from './yaml/parse.ts';

// A bundle of its own (esbuild.mjs), loaded with the first file that is written in it: YAML's reader is the largest we have.

export const yaml: Syntax = { parse: parseYaml, edits: () => undefined };
export const frontMatter: Syntax = { parse: parseFrontMatter, edits: () => undefined };
