import { pointer } from '../config/node.ts';
import type { Sha256 } from '../manifest/launch-mark.ts';
import { json, rows } from '../report/json.ts';
import { artifactLocation, region, type Places } from '../report/sarif/location.ts';
import { plainMessage } from '../report/sarif/message.ts';
import { levels } from '../report/sarif/rules.ts';
import { mask } from '../secret/mask.ts';
import { withoutTokens } from '../secret/token-formats.ts';
import { render } from '../text/message.ts';
import { driftClasses, driftClassNames } from './classes.ts';
import { driftSeverities } from './severities.ts';
import type { DriftChange, DriftClass } from './drift.ts';
import type { CheckedServer } from './outcome.ts';
import { gapOf, summaryOf, titleOf } from './report-words.ts';

export interface DriftSarifOptions {
  readonly places: Places;
  readonly toolVersion: string;
  readonly sha256: Sha256;
  readonly exit: { readonly code: number; readonly meaning: string };
}

const schemaAddress = 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json';

/** What each class stands for, for whoever reads a result in a code host. */
const meanings: Readonly<Record<DriftClass, string>> = {
  malicious: 'Hidden characters have come into what the server says, or one of its names can be taken for another. Read the change, ask whoever runs the server, and approve nothing before that.',
  violation: 'Two connections, one after the other, were told different things. A server that does so can show a reviewer one thing and a model another.',
  authority: 'The server may do more than was approved: write, delete, reach other systems, or act by itself.',
  laundering: 'A tool claims to be safer than before. Assistants ask less often before they call such tools, and nobody has checked the claim.',
  widening: 'A tool asks for or takes more than before, so that more can leave your machine with a call.',
  text: 'Words that a model reads and follows are others than those that were approved.',
  addition: 'Something is new that only reads, or an option that holds no free text.',
  narrowing: 'The server offers or takes less than was approved.',
  cosmetic: 'Something changed that neither a model nor a call would notice.',
};

/** SARIF 2.1.0: a result for each change, at the server's declaration; what could not be compared as a notification. */
export function driftSarif(servers: readonly CheckedServer[], { places, toolVersion, sha256, exit }: DriftSarifOptions): string {
  const { message, clear } = summaryOf(servers);
  const at = ({ file, range }: CheckedServer): object => ({ physicalLocation: { artifactLocation: artifactLocation(file, places), ...(range && { region: region(range) }) } });
  const notifications = servers.flatMap((server) => {
    const gap = gapOf(server.outcome);
    return gap ? [json({ descriptor: { id: server.outcome.kind === 'not-approved' ? 'not-approved' : 'not-compared' }, level: server.outcome.kind === 'failed' ? 'error' : 'warning', message: { text: plainMessage(`${withoutTokens(titleOf(server), mask)}: ${render(gap)}`) }, locations: [at(server)] })] : [];
  });
  if (!clear) notifications.push(json({ descriptor: { id: 'summary' }, level: 'note', message: { text: plainMessage(render(message)) } }));
  const results = servers.flatMap((server) => ('drift' in server.outcome ? resultsOf(server, server.outcome.drift.changes, at(server), places, sha256) : []));
  const rules = driftClasses.map((kind) => json({ id: idOf(kind), name: `Drift${kind.charAt(0).toUpperCase()}${kind.slice(1)}`, shortDescription: { text: `What a server says changed: ${render(driftClassNames[kind])}` }, fullDescription: { text: meanings[kind] }, help: { text: meanings[kind] }, defaultConfiguration: { level: levels[driftSeverities[kind]] }, properties: { tags: ['security', 'mcp', 'drift'] } }));
  const list = (items: readonly string[], indent: string): string => [...rows(items, indent)].join('');
  const files = [...new Set(servers.map(({ file }) => file))].map((file) => json({ location: artifactLocation(file, places), roles: ['analysisTarget'] }));
  const version = json(toolVersion);
  return [
    `{\n  "$schema": ${json(schemaAddress)},\n  "version": "2.1.0",\n  "runs": [{\n    "tool": {"driver": {"name": "MCP Roll Call", "version": ${version}, "semanticVersion": ${version}, "informationUri": "https://github.com/mcp-roll-call/mcp-roll-call", "rules": ${list(rules, '    ')}}},\n`,
    `    "columnKind": "utf16CodeUnits",\n    "originalUriBaseIds": {"SRCROOT": {"uri": ${json(places.address(places.base).replace(/\/?$/, '/'))}}},\n`,
    `    "invocations": [{"executionSuccessful": ${exit.code !== 2 && exit.code !== 4}, "exitCode": ${exit.code}, "exitCodeDescription": ${json(exit.meaning)}, "toolExecutionNotifications": ${list(notifications, '    ')}}],\n`,
    `    "artifacts": ${list(files, '    ')},\n    "results": ${list(results, '    ')}\n  }]\n}\n`,
  ].join('');
}

function idOf(kind: DriftClass): string {
  return `drift-${kind}`;
}

function resultsOf(server: CheckedServer, changes: readonly DriftChange[], location: object, places: Places, sha256: Sha256): string[] {
  const { file } = server;
  const shown = withoutTokens(titleOf(server), mask);
  const seen = new Map<string, number>();
  return changes.map(({ class: kind, subject, name: item, how, at, before, after, consequence }) => {
    const what = JSON.stringify([kind, places.named(file), shown, subject, item ?? null, how, at ? pointer(at) : null, sha256(withoutTokens(`${before ?? ''}\n${after ?? ''}`, mask))]);
    const number = (seen.get(what) ?? 0) + 1;
    seen.set(what, number);
    return json({
      ruleId: idOf(kind),
      ruleIndex: driftClasses.indexOf(kind),
      level: levels[driftSeverities[kind]],
      message: { text: plainMessage(`${shown}: ${render(consequence)}`) },
      locations: [{ ...location, logicalLocations: [{ name: withoutTokens(server.name, mask), kind: 'member' }] }],
      partialFingerprints: { 'mcpRollCallDrift/v1': sha256(`${what} ${number}`).slice(0, 32) },
    });
  });
}
