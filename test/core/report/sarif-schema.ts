import * as fs from 'node:fs';
import * as path from 'node:path';
import Ajv, { type ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';

/** The official schema is of draft 4, of which it uses nothing that draft 7 has otherwise but the name of its own address. */
function validator(): ValidateFunction {
  const { $schema: _, id, ...schema } = JSON.parse(fs.readFileSync(path.join(process.env['TEST_ROOT'] ?? process.cwd(), 'test/core/report/schemas/sarif-2.1.0-rtm.5.json'), 'utf8')) as { $schema: string; id: string };
  // One of its patterns has a bracket too many, which only the older grammar of patterns lets pass.
  const ajv = new Ajv({ strict: false, allErrors: true, unicodeRegExp: false });
  addFormats(ajv);
  return ajv.compile({ $id: id, ...schema });
}

let validate: ValidateFunction | undefined;

/** What of a text is no SARIF 2.1.0, in words; nothing where all of it is. */
export function sarifProblems(text: string): readonly string[] {
  validate ??= validator();
  return validate(JSON.parse(text)) ? [] : (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}

/** What is read of a report in tests. */
export interface Sarif {
  readonly runs: readonly [
    {
      readonly tool: { readonly driver: { readonly rules: readonly { readonly id: string; readonly help: { readonly text: string; readonly markdown: string }; readonly defaultConfiguration: { readonly level: string }; readonly properties: Readonly<Record<string, unknown>> }[] } };
      readonly columnKind: string;
      readonly originalUriBaseIds: { readonly SRCROOT: { readonly uri: string } };
      readonly invocations: readonly [{ readonly exitCode: number; readonly executionSuccessful: boolean; readonly toolExecutionNotifications: readonly { readonly descriptor: { readonly id: string }; readonly level: string; readonly message: { readonly text: string } }[] }];
      readonly artifacts: readonly { readonly location: { readonly uri: string } }[];
      readonly results: readonly SarifResult[];
    },
  ];
}

export interface SarifRegion {
  readonly startLine: number;
  readonly startColumn: number;
  readonly endLine: number;
  readonly endColumn: number;
}

export interface SarifResult {
  readonly ruleId: string;
  readonly ruleIndex: number;
  readonly level: string;
  readonly message: { readonly text: string };
  readonly locations: readonly [{ readonly physicalLocation: { readonly artifactLocation: { readonly uri: string; readonly uriBaseId?: string }; readonly region: SarifRegion }; readonly logicalLocations?: readonly { readonly name: string }[] }];
  readonly partialFingerprints?: Readonly<Record<string, string>>;
  readonly baselineState?: string;
  readonly suppressions?: readonly { readonly kind: string; readonly justification: string }[];
  readonly fixes?: readonly { readonly description: { readonly text: string }; readonly artifactChanges: readonly [{ readonly replacements: readonly { readonly deletedRegion: SarifRegion; readonly insertedContent: { readonly text: string } }[] }] }[];
}

/** The text without what lies in the regions, and with what comes in its place. */
export function replaced(text: string, replacements: readonly { readonly deletedRegion: SarifRegion; readonly insertedContent: { readonly text: string } }[]): string {
  return replacements
    .map(({ deletedRegion: { startLine, startColumn, endLine, endColumn }, insertedContent }) => ({ from: offset(text, startLine, startColumn), to: offset(text, endLine, endColumn), put: insertedContent.text }))
    .toSorted((a, b) => b.from - a.from)
    .reduce((result, { from, to, put }) => result.slice(0, from) + put + result.slice(to), text);
}

/** What lies in a region. */
export function within(text: string, { startLine, startColumn, endLine, endColumn }: SarifRegion): string {
  return text.slice(offset(text, startLine, startColumn), offset(text, endLine, endColumn));
}

function offset(text: string, line: number, column: number): number {
  const lines = text.split('\n').slice(0, line - 1);
  return lines.reduce((sum, before) => sum + before.length + 1, column - 1);
}
