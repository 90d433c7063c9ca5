import type { ConfigFile, ServerDeclaration } from '../config/config-file.ts';
import { spanAt, type Part, type Path } from '../config/node.ts';
import type { FileReport, Rule, ServerReport } from '../rules/rule.ts';
import type { Range } from '../text/document.ts';
import type { Message } from '../text/message.ts';
import type { Confidence, Finding, Fix, Severity } from './finding.ts';
import type { Ruling } from './ruling.ts';

/** What a finding is about, by the way to its declaration; where that was derived from something else, there is nothing to mend. */
export type About = Pick<Finding, 'server' | 'provider'> & { readonly derived?: ServerDeclaration['derived'] | undefined };

export function finding(rule: Rule, report: ServerReport, file: ConfigFile, about: About, otherwise: Range, ruling: Ruling): Finding {
  const part = report.part ?? 'value';
  return new FoundInFile(rule, report, part, file, file.tree ? file.document.rangeOf(spanAt(file.tree, report.at, part)) : otherwise, about, ruling);
}

/** Of a file as a whole: where its tree does not reach, at a range of its text. */
export function foundInText(rule: Rule, report: FileReport, file: ConfigFile, ruling: Ruling): Finding {
  return 'range' in report ? new FoundInFile(rule, { ...report, at: [] }, 'value', file, report.range, {}, ruling) : finding(rule, report, file, {}, wholeFile, ruling);
}

const wholeFile: Range = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };

/**
 * A finding that works out its message and fixes when they are asked for. A class, because V8 gives every literal with a getter a hidden class
 * of its own that outlives it, and the file's tree with it: memory for ten thousand files instead of one.
 */
export class FoundInFile implements Finding {
  readonly ruleId: string;
  readonly severity: Severity;
  readonly confidence: Confidence;
  readonly file: string;
  readonly at: Path;
  readonly part: Part;
  readonly range: Range;
  readonly server: Path | undefined;
  readonly provider: Path | undefined;
  readonly #makeMessage: () => Message;
  #message: Message | undefined;
  readonly #makeFixes: ServerReport['fixes'];
  #fixes: readonly Fix[] | undefined;

  constructor(rule: Rule, report: ServerReport, part: Part, file: ConfigFile, range: Range, { server, provider, derived }: About, ruling: Ruling) {
    this.ruleId = rule.id;
    this.severity = ruling.severity(rule, report.severity, file.root);
    this.confidence = report.confidence ?? rule.confidence;
    this.file = file.path;
    this.at = report.at;
    this.part = part;
    this.range = range;
    this.server = server;
    this.provider = provider;
    this.#makeMessage = report.message;
    // In a text that is still being typed an edit computed from half a tree could land in the wrong place.
    this.#makeFixes = file.status === 'read' && !derived ? report.fixes : undefined;
  }

  get message(): Message {
    return (this.#message ??= this.#makeMessage());
  }

  get fixes(): readonly Fix[] {
    return (this.#fixes ??= this.#makeFixes?.() ?? []);
  }
}
