import type { CheckedServer } from '../../core/drift/outcome.ts';
import { headline } from '../../core/drift/headline.ts';
import type { Drift } from '../../core/drift/drift.ts';
import { json } from '../../core/report/json.ts';
import { render } from '../../core/text/message.ts';

export type DriftFormat = 'text' | 'json' | 'markdown' | 'sarif';

export function driftText(servers: readonly CheckedServer[]): string {
  return servers.map(({ name, outcome }) => `${name}: ${'drift' in outcome ? render(headline(outcome.drift, name)) : outcome.kind}\n`).join('');
}

export function driftJson(drift: Drift): object {
  return drift.changes.map(({ consequence, ...rest }) => ({ ...rest, consequence: render(consequence) }));
}

export function driftReport(servers: readonly CheckedServer[], format: DriftFormat, paths: readonly string[]): string {
  return format === 'json' ? `${json(servers)}${paths.length}\n` : driftText(servers);
}
