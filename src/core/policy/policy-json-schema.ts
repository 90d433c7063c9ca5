import { toJSONSchema } from 'zod/mini';
import { policySchema } from './schema.ts';

/** The JSON Schema (draft-07, which VS Code's editor understands) of the policy document, for completion, hovers and checks while typing. */
export function policyJsonSchema(): Record<string, unknown> {
  const schema = toJSONSchema(policySchema, { target: 'draft-7' });
  return { ...schema, title: 'MCP Roll Call policy', allowComments: true, allowTrailingCommas: true };
}
