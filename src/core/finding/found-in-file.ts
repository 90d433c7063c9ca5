import type { ConfigFile } from '../config/config-file.ts';
import { spanAt, type Part, type Path } from '../config/node.ts';
import type { Rule, ServerReport } from '../rules/rule.ts';
import type { Range } from '../text/document.ts';
import type { Message } from '../text/message.ts';
import type { Confidence, Finding, Fix, Severity } from './finding.ts';

/** What a finding is about, by the way to its declaration. */
export type About = Pick<Finding, 'server' | 'provider'>;

export function finding(rule: Rule, report: ServerReport, file: ConfigFile, about: About, otherwise: Range): Finding {
  const part = report.part ?? 'value';
  return new FoundInFile(rule, report, part, file, file.tree ? file.document.rangeOf(spanAt(file.tree, report.at, part)) : otherwise, about);
}

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

  constructor(rule: Pick<Rule, 'id' | 'severity' | 'confidence'>, report: ServerReport, part: Part, file: ConfigFile, range: Range, { server, provider }: About) {
    this.ruleId = rule.id;
    this.severity = report.severity ?? rule.severity;
    this.confidence = report.confidence ?? rule.confidence;
    this.file = file.path;
    this.at = report.at;
    this.part = part;
    this.range = range;
    this.server = server;
    this.provider = provider;
    this.#makeMessage = report.message;
    // In a text that is still being typed an edit computed from half a tree could land in the wrong place.
    this.#makeFixes = file.status === 'read' ? report.fixes : undefined;
  }

  get message(): Message {
    return (this.#message ??= this.#makeMessage());
  }

  get fixes(): readonly Fix[] {
    return (this.#fixes ??= this.#makeFixes?.() ?? []);
  }
}
