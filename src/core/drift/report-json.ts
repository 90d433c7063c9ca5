import { pointer } from '../config/node.ts';
import { json } from '../report/json.ts';
import { withoutTokens } from '../secret/token-formats.ts';
import { render } from '../text/message.ts';
import { visible } from '../text/visible.ts';
import { driftSeverities } from './severities.ts';
import type { DriftChange } from './drift.ts';
import { headline } from './headline.ts';
import { sumsOf, type CheckedServer } from './outcome.ts';
import { gapOf, summaryOf } from './report-words.ts';

/** More of a text than this is cut off, and said to be. */
const longest = 20_000;

/** For scripts. What a key means does not change within a schema version; keys may be added. */
export function driftJson(servers: readonly CheckedServer[], exitCode: number): string {
  const { message, clear } = summaryOf(servers);
  return `${json({ schemaVersion: 1, exitCode, allClear: clear, summary: render(message), counts: { servers: servers.length, ...sumsOf(servers) }, servers: servers.map(serverRow) })}\n`;
}

function serverRow({ name, against, file, range, outcome }: CheckedServer) {
  const gap = gapOf(outcome);
  const drift = 'drift' in outcome ? outcome.drift : undefined;
  return {
    name: visible(name),
    against: against ? render(against) : null,
    file,
    range: range ?? null,
    outcome: outcome.kind,
    partial: outcome.kind === 'same' ? outcome.partial : (drift?.partial ?? false),
    notCompared: gap ? render(gap) : null,
    headline: drift ? render(headline(drift, name)) : null,
    worst: drift?.worst ?? null,
    before: drift?.before ?? null,
    after: drift?.after ?? null,
    changes: (drift?.changes ?? []).map(changeRow),
  };
}

function changeRow({ class: kind, subject, name, how, at, before, after, consequence }: DriftChange) {
  return { class: kind, severity: driftSeverities[kind], subject, name: name === undefined ? null : visible(name), how, at: at ? withoutTokens(pointer(at), '•••') : null, before: text(before), after: text(after), consequence: render(consequence) };
}

/** As it was said, hidden characters as escapes of JSON; what looks like a secret masked. */
function text(value: string | undefined): { readonly text: string; readonly cut: boolean } | null {
  if (value === undefined) return null;
  const masked = withoutTokens(value, '•••');
  return { text: masked.slice(0, longest), cut: masked.length > longest };
}
