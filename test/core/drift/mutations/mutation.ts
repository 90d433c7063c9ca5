import type { DriftClass } from '../../../../src/core/drift/drift.ts';
import type { Server } from '../said.ts';
import type { Tool } from './real-tools.ts';

/** A value of JSON that may be written to. */
// eslint-disable-next-line
export type Any = any;

/**
 * One sort of drift. `class` was decided from the table of facts/runtime.md 3 before anything was run; where the table is silent the note says why.
 */
export interface Mutation {
  readonly kind: string;
  readonly class: DriftClass;
  /** Why, where the table does not say it in so many words. */
  readonly note?: string;
  /** Which tools it can be done to. */
  readonly fits?: (tool: Any) => boolean;
  /** What the approved server is made to have first, for what real lists hardly have. */
  readonly base?: (tool: Any, server: Any) => void;
  readonly edit: (tool: Any, server: Any) => void;
}

/** A server after something was done to its tool of that name. */
export function done(server: Server, name: string, edit: Mutation['edit'] | undefined): Server {
  const copy = structuredClone(server) as { tools: Tool[] };
  edit?.(copy.tools.find((tool) => tool.name === name)!, copy);
  return copy;
}

/** A tool's parameters, made where it has none. */
export function parameters(tool: Any): Any {
  tool.inputSchema ??= { type: 'object' };
  return (tool.inputSchema.properties ??= {});
}

/** The first parameter that is like this, by name and schema. */
export function parameter(tool: Any, is: (schema: Any, name: string) => boolean = () => true): [string, Any] | undefined {
  return (Object.entries(tool.inputSchema?.properties ?? {}) as [string, Any][]).find(([name, schema]) => typeof schema === 'object' && is(schema, name));
}

export const required = (tool: Any): string[] => tool.inputSchema?.required ?? [];
