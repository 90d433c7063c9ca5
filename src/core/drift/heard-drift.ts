import type { HeardDrift } from '../listening/heard.ts';
import type { Drift } from './drift.ts';

const most = 5;

/** A drift as it is remembered: in short, the gravest first. Undefined where nothing drifted. */
export function heardDriftOf({ changes, worst }: Drift): HeardDrift | undefined {
  if (!worst) return undefined;
  return { worst, count: changes.length, changes: changes.slice(0, most).map(({ class: kind, subject, name, consequence }) => ({ class: kind, subject, ...(name !== undefined && { name }), consequence })) };
}
