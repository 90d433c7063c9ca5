import type { ConfigFile } from '../config/config-file.ts';
import { placeIn } from '../config/place-in.ts';
import type { Finding } from '../finding/finding.ts';
import type { Rule } from '../rules/rule.ts';
import { mask } from '../secret/mask.ts';
import { withoutTokens } from '../secret/token-formats.ts';
import { render } from '../text/message.ts';
import { visible } from '../text/visible.ts';
import { json, rows } from './json.ts';
import type { ReportContext, ReportWriter } from './report.ts';
import type { ReportedFile } from './reported-file.ts';
import { sarifFixes } from './sarif/fixes.ts';
import { artifactLocation, region, type Places } from './sarif/location.ts';
import { plainMessage } from './sarif/message.ts';
import { levels, ruleDescriptor } from './sarif/rules.ts';
import type { Tally } from './tally.ts';
import { isUnread } from './unread.ts';

/** What a SARIF report needs to know beside what is assessed. */
export interface SarifOptions {
  readonly places: Places;
  readonly toolVersion: string;
  readonly rules: readonly Rule[];
  /** A rule's page. */
  readonly pageOf: (id: string) => string;
  /** Findings are held against a baseline. */
  readonly baseline: boolean;
}

/** Where the 2.1.0 schema is to be had, as the standard names it. */
const schemaAddress = 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json';
/** What names the kind of fingerprint: one that is made otherwise gets another number. */
const fingerprintKind = 'mcpRollCall/v1';

/** The report that code hosts and viewers take: SARIF 2.1.0. Holds no secret: no snippet of a file, and no fix that would write one. */
export class SarifReport implements ReportWriter {
  readonly #tally: Tally;
  readonly #options: SarifOptions;
  readonly #results: string[] = [];
  readonly #artifacts: string[] = [];
  readonly #notifications: string[] = [];
  readonly #index: ReadonlyMap<string, number>;

  constructor(tally: Tally, options: SarifOptions) {
    this.#tally = tally;
    this.#options = options;
    this.#index = new Map(options.rules.map(({ id }, i) => [id, i]));
  }

  add(part: ReportedFile): void {
    const { file, findings, baselined = [] } = part;
    if (file.status !== 'absent') {
      const index = this.#artifacts.push(json({ location: artifactLocation(file.path, this.#options.places), roles: ['analysisTarget'], properties: { status: file.status, live: file.live, servers: file.declarations.length } })) - 1;
      if (isUnread(file)) this.#notify('unread', 'error', `The file could not be read, or not wholly${file.reason ? `: ${render(file.reason)}` : ''}. What it holds is not known.`, { artifactLocation: { ...artifactLocation(file.path, this.#options.places), index } });
    }
    const fixesOf = sarifFixes(file, this.#options.places);
    for (const finding of findings) this.#result(finding, part, fixesOf, {});
    for (const { finding, entry } of baselined) {
      this.#result(finding, part, fixesOf, { known: true, suppressions: [{ kind: 'external', status: 'accepted', justification: `It was there when the baseline was taken${entry.expires === undefined ? '' : `, which holds for it until ${entry.expires}`}.` }] });
    }
    for (const { finding, reason, by } of part.ignored) {
      this.#result(finding, part, fixesOf, { suppressions: [{ kind: by === 'comment' ? 'inSource' : 'external', status: 'accepted', justification: visible(reason, 1000), properties: { by } }] });
    }
  }

  #result(finding: Finding, part: ReportedFile, fixesOf: ReturnType<typeof sarifFixes>, { known, suppressions = [] }: { known?: true; suppressions?: readonly object[] }): void {
    const { places, baseline } = this.#options;
    const print = part.fingerprints?.get(finding);
    const fixes = fixesOf(finding);
    const name = nameOf(finding, part);
    this.#results.push(
      json({
        ruleId: finding.ruleId,
        ...(this.#index.has(finding.ruleId) && { ruleIndex: this.#index.get(finding.ruleId) }),
        level: levels[finding.severity],
        message: { text: plainMessage(render(finding.message)) },
        locations: [
          {
            physicalLocation: { artifactLocation: artifactLocation(finding.file, places), ...(part.file.status !== 'unreadable' && { region: region(finding.range) }) },
            ...(name !== undefined && { logicalLocations: [{ name, kind: 'member' }] }),
          },
        ],
        ...(print !== undefined && { partialFingerprints: { [fingerprintKind]: print } }),
        ...(baseline && { baselineState: known ? 'unchanged' : 'new' }),
        ...(suppressions.length > 0 && { suppressions }),
        ...(fixes.length > 0 && { fixes }),
        properties: { confidence: finding.confidence },
      }),
    );
  }

  #notify(id: string, level: 'error' | 'warning' | 'note', text: string, physicalLocation?: object): void {
    this.#notifications.push(json({ descriptor: { id }, level, message: { text: plainMessage(text) }, ...(physicalLocation && { locations: [{ physicalLocation }] }) }));
  }

  *print(context: ReportContext): Generator<string> {
    const { places, toolVersion, rules, pageOf } = this.#options;
    const { policy, found } = this.#tally;
    const { exit } = context;
    for (const { path, reason } of context.notLookedInto) this.#notify('left-out', 'note', `Left out: ${render(reason)}`, { artifactLocation: artifactLocation(path, places) });
    if (!found) this.#notify('nothing-found', 'warning', context.changed ? 'No config file changed, so nothing was held against anything.' : 'No config file was found. That is no all-clear.');
    const parts = policy.kind === 'none' ? [] : policy.parts;
    const problems = parts.flatMap(({ source, problems: wrong }) => wrong.map(({ severity, range, message }) => json({ descriptor: { id: 'policy' }, level: levels[severity], message: { text: plainMessage(render(message)) }, locations: [{ physicalLocation: { artifactLocation: artifactLocation(source.at, places), region: region(range) } }] })));
    const invocation = `{"executionSuccessful": ${exit.code !== 2 && exit.code !== 4}, "exitCode": ${exit.code}, "exitCodeDescription": ${json(exit.meaning)},`;
    yield `{\n  "$schema": ${json(schemaAddress)},\n  "version": "2.1.0",\n  "runs": [{\n    "tool": {"driver": {"name": "MCP Roll Call", "version": ${json(toolVersion)}, "semanticVersion": ${json(toolVersion)}, "informationUri": "https://github.com/mcp-roll-call/mcp-roll-call", "rules": `;
    yield* rows(rules.map((rule) => json(ruleDescriptor(rule, pageOf(rule.id)))), '    ');
    yield `}},\n    "columnKind": "utf16CodeUnits",\n    "newlineSequences": ["\\r\\n", "\\n", "\\r"],\n    "originalUriBaseIds": {"SRCROOT": {"uri": ${json(places.address(places.base).replace(/\/?$/, '/'))}}},\n`;
    yield `    "invocations": [${invocation} "toolExecutionNotifications": `;
    yield* rows(this.#notifications, '    ');
    yield ', "toolConfigurationNotifications": ';
    yield* rows(problems, '    ');
    yield '}],\n    "artifacts": ';
    yield* rows(this.#artifacts, '    ');
    yield ',\n    "results": ';
    yield* rows(this.#results, '    ');
    yield '\n  }]\n}\n';
  }
}

/** What the file calls the server or provider a finding is about. */
function nameOf({ server, provider }: Finding, { file }: { readonly file: ConfigFile }): string | undefined {
  const named = server ? file.declarations[placeIn(file.declarations, server)] : provider ? file.providers[placeIn(file.providers, provider)] : undefined;
  return named && withoutTokens(named.name, mask);
}
