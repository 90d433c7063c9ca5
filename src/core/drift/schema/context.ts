import type { Path, Step } from '../../config/node.ts';
import { say, type Message } from '../../text/message.ts';
import { changeOf } from '../changes.ts';
import type { DriftChange, DriftClass } from '../drift.ts';
import type { Json } from '../json-value.ts';

/** Where in a tool's schemas a comparison is, and where its changes go. */
export interface SchemaContext {
  readonly tool: string;
  readonly side: 'input' | 'output';
  /** Within the tool. */
  readonly at: Path;
  /** The parameter, with those around it: `filter.label`; empty for the schema as a whole. */
  readonly param: string;
  /** Below `not`, `oneOf` and such, where less may mean more: whatever is more than words counts as widening. */
  readonly strict: boolean;
  /** The whole schemas, to which `#/$defs/…` points. */
  readonly roots: { readonly before: Json | undefined; readonly after: Json | undefined };
  readonly out: DriftChange[];
  /** Compares two schemas; handed down, so that each keyword can have a file of its own. */
  readonly compare: (before: Json | undefined, after: Json | undefined, context: SchemaContext) => void;
}

/** The same, some steps further down in the schema. */
export function below(context: SchemaContext, steps: readonly Step[], more: { readonly param?: string; readonly strict?: true } = {}): SchemaContext {
  return { ...context, at: [...context.at, ...steps], param: more.param === undefined ? context.param : context.param === '' ? more.param : `${context.param}.${more.param}`, strict: context.strict || more.strict === true };
}

/** `kind` stands for what it is where more is more; where it may be less, it is widening. */
export function push(context: SchemaContext, kind: DriftClass, steps: readonly Step[], before: Json | undefined, after: Json | undefined, consequence: Message): void {
  const grave = context.strict && (kind === 'narrowing' || kind === 'addition') ? 'widening' : kind;
  context.out.push(changeOf({ subject: 'tool', name: context.tool }, grave, [...context.at, ...steps], before, after, consequence));
}

/** A sentence of ours in which `%` stands for the place: `label` of `search`. */
export function told({ tool, param, side }: Pick<SchemaContext, 'tool' | 'param' | 'side'>, template: string, args: Readonly<Record<string, string>> = {}): Message {
  const place = param === '' ? (side === 'input' ? 'the input of `{tool}`' : 'the answer of `{tool}`') : side === 'input' ? '`{param}` of `{tool}`' : '`{param}` in the answer of `{tool}`';
  const sentence = template.replace('%', place);
  return say(sentence.charAt(0).toUpperCase() + sentence.slice(1), { tool, param, ...args });
}

/** A value within a sentence. */
export function inWords(value: Json | undefined): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}
