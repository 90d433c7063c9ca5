import type { Syntax } from './syntax.ts';
import { tomlEdits } from './toml/edit.ts';
import { parseToml, tomlComments } from './toml/parse.ts';

/** A bundle of its own (esbuild.mjs), loaded with the first file that is written in it. */
export const toml: Syntax = { parse: parseToml, comments: tomlComments, edits: tomlEdits };
