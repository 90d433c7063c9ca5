import { visible } from '../../core/text/visible.ts';

/** Data for a notification, where `[text](command:…)` would become a link that runs something. */
export function inert(text: string, limit: number): string {
  return visible(text, limit).replaceAll('](', '] (');
}
