import { visible } from '../../text/visible.ts';
import type { ReportContext } from '../report.ts';
import { counted } from './lines.ts';

/** What is said where only what changed was looked at. */
export function changedSentence({ since, judged, left }: NonNullable<ReportContext['changed']>, shown: (text: string) => string = (text) => visible(text)): string {
  const rest = left === 0 ? '' : ` ${counted(left, 'config file is', 'config files are')} as before, and not judged.`;
  if (judged > 0) return `Judged is what changed since ${shown(since)}: ${counted(judged, 'config file')}.${rest}`;
  return left === 0 ? `Nothing relevant changed since ${shown(since)}: there is no config file here.` : `Nothing relevant changed since ${shown(since)}.${rest}`;
}
