import type { Drift } from '../drift/drift.ts';
import { contractKey } from '../manifest/contract.ts';
import { layOut } from '../manifest/layout.ts';
import { render } from '../text/message.ts';
import { visible } from '../text/visible.ts';

/** As many as a reviewer reads; the digests tell of the rest. */
const most = 20;

/**
 * A draft in which stands what a server says otherwise than was approved, so that whoever reviews it knows why they are asked again. Sentences
 * and digests: no text of the server itself. What is no draft stays as it is, and is refused where it is read.
 */
export function withDrift(draft: string, { before, after, worst, changes }: Drift): string {
  const manifest = parsed(draft);
  const meta = manifest?.['_meta'];
  const contract = isMap(meta) ? meta[contractKey] : undefined;
  if (!manifest || !isMap(meta) || !isMap(contract)) return draft;
  const drift = { approved: before, now: after, ...(worst !== undefined && { worst }), changes: changes.slice(0, most).map(({ consequence }) => visible(render(consequence), 500)), ...(changes.length > most && { more: changes.length - most }) };
  const detected = { ...(isMap(contract['detected']) ? contract['detected'] : {}), drift };
  return layOut({ ...manifest, _meta: { ...meta, [contractKey]: { ...contract, detected } } });
}

function parsed(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isMap(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
