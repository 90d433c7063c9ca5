import { severities } from '../../finding/finding.ts';
import type { ReportContext } from '../report.ts';
import type { Tally } from '../tally.ts';
import type { TextOptions } from '../text.ts';
import { changedSentence } from './changed.ts';
import { counted, wrap, type Role } from './lines.ts';

/** The sum. Only where servers were found, everything was read and all of them are approved it is good news. */
export function summaryLines(tally: Tally, { exit, changed: since }: ReportContext, { style, width }: TextOptions): string[] {
  const { summary, findings, ignored, baselined, unread } = tally;
  const { notApproved, disabled, dormant, providers, providersNotApproved, changed, drifted } = summary;
  const lines: [Role, string][] = [];
  if (since) lines.push([since.judged > 0 ? 'dim' : 'strong', changedSentence(since)]);
  if (since?.judged !== 0) lines.push(serversLine(tally));

  if (providers > 0) {
    const all = counted(providers, 'live model provider');
    lines.push(providersNotApproved > 0 ? ['warn', `${all}: ${providersNotApproved} not approved.`] : ['strong', `${all}.`]);
  }
  if (changed > 0) lines.push(['bad', `${changed} ${changed === 1 ? 'is' : 'are'} not as accepted: see what changed, then \`mcp-roll-call accept\` it or take it back.`]);
  if (drifted > 0) lines.push(['bad', `${drifted} ${drifted === 1 ? 'says' : 'say'} something else than was approved: see what changed, then approve it or stop using it.`]);
  if (unread > 0) lines.push(['bad', `${counted(unread, 'file')} could not be read, or not wholly: what ${unread === 1 ? 'it holds' : 'they hold'} is not known.`]);
  const opaque = summary.files.opaque;
  if (opaque > 0) lines.push(['dim', `${counted(opaque, 'place')} ${opaque === 1 ? 'holds' : 'hold'} no text that says which servers there are: what assistants keep there is not known.`]);
  const aside = [...(disabled > 0 ? [`${disabled} disabled`] : []), ...(dormant > 0 ? [`${dormant} in files that no assistant reads where they lie`] : [])];
  if (aside.length > 0) lines.push(['dim', `Not counted: ${aside.join(', ')}.`]);
  const bySeverity = severities.flatMap((severity) => {
    const count = findings[severity];
    return count > 0 ? [counted(count, severity, severity === 'info' ? 'info' : `${severity}s`)] : [];
  });
  if (bySeverity.length > 0) lines.push(['strong', `${counted(findings.error + findings.warning + findings.info, 'finding')}: ${bySeverity.join(', ')}.`]);
  if (ignored + baselined > 0) lines.push(['dim', `Set aside: ${[...(ignored > 0 ? [`${ignored} ignored`] : []), ...(baselined > 0 ? [`${baselined} baselined`] : [])].join(', ')}.`]);
  if (notApproved > 0) lines.push(['dim', '`mcp-roll-call explain SERVER` tells how a verdict came about; `mcp-roll-call register SERVER` drafts a registration.']);
  lines.push(['dim', `Exit code ${exit.code}: ${exit.meaning}`]);
  return [style('heading', 'Result'), ...lines.flatMap(([role, text]) => wrap(text, width, '  ').map((line) => style(role, line)))];
}

function serversLine({ summary: { servers, approved, notApproved, denied }, policy, unread, found }: Tally): [Role, string] {
  const undetermined = servers - approved - notApproved;
  if (!found) return ['warn', 'No config file was found. That is no all-clear: only the places above were looked at.'];
  if (servers === 0) return ['warn', 'No live server is declared in the files that were read.'];
  if (policy.kind === 'none' && denied > 0) return ['bad', `${counted(servers, 'live server')}, and no policy to hold ${servers === 1 ? 'it' : 'them'} against; ${denied} ${denied === 1 ? 'is' : 'are'} denied by lists that assistants enforce by themselves.`];
  if (policy.kind === 'none') return ['strong', `${counted(servers, 'live server')}, and no policy to hold ${servers === 1 ? 'it' : 'them'} against.`];
  if (approved === servers) return [unread === 0 ? 'good' : 'strong', servers === 1 ? 'The one live server is approved.' : `All ${servers} live servers are approved.`];
  return [denied > 0 ? 'bad' : 'warn', `${counted(servers, 'live server')}: ${approved} approved, ${notApproved} not${denied > 0 ? ` (${denied} must not be used)` : ''}${undetermined > 0 ? `, and of ${undetermined} it cannot be told` : ''}.`];
}
