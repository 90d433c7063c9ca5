import { toJSONSchema } from 'zod/mini';
import { policySchema } from './schema.ts';

/** The JSON Schema (draft-07, which VS Code's editor understands) of the policy document, for completion, hovers and checks while typing. */
export function policyJsonSchema(): Record<string, unknown> {
  const schema = toJSONSchema(policySchema, { target: 'draft-7' });
  return { ...withMarkdown(schema), title: 'MCP Roll Call policy', allowComments: true, allowTrailingCommas: true };
}

/** VS Code shows a `description` as it stands, backticks included; what it may draw as Markdown has a keyword of its own. */
function withMarkdown<T>(schema: T): T {
  if (Array.isArray(schema)) return schema.map(withMarkdown) as T;
  if (typeof schema !== 'object' || schema === null) return schema;
  const made: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(schema)) {
    made[key] = withMarkdown<unknown>(value);
    if (key === 'description' && typeof value === 'string' && value.includes('`')) made['markdownDescription'] = value;
  }
  return made as T;
}
