import type { AssessedProvider } from '../../assess.ts';
import type { Finding } from '../../finding/finding.ts';
import { shownAddress } from '../../providers/called-address.ts';
import { maskText } from '../../secret/mask.ts';
import { render } from '../../text/message.ts';
import { visible } from '../../text/visible.ts';
import type { Excerpts } from '../excerpt.ts';
import type { TextOptions } from '../text.ts';
import { padded, wrap } from './lines.ts';
import { findingsUnder, roleOf, stateOf, verdictLines } from './server.ts';

const indent = ' '.repeat(4);
/** More models than this are counted: some files list all that there are. */
const maxModels = 5;

/** One model provider: what is said of it, where it stands, what it calls with which models, why, and what to do. */
export function providerLines(provider: AssessedProvider, findings: readonly Finding[], excerpts: Excerpts, options: TextOptions): string[] {
  const { declaration, verdict, file } = provider;
  const { style, shown, width } = options;
  const ignored = declaration.ignored && !declaration.disabled;
  const state = ignored ? `${stateOf(provider)} (ignored)` : stateOf(provider);
  const lines = [`${style(ignored ? 'dim' : roleOf(provider), padded(state, 11))}  ${style('strong', visible(maskText(declaration.name), 80))} ${style('dim', 'model provider')}  ${style('dim', `${shown(file.path)}:${declaration.range.start.line + 1}`)}`];
  const address = shownAddress(declaration);
  const models = declaration.models.map(({ value }) => visible(maskText(value), 60));
  const calls = [
    address === undefined ? 'calls an address that no file tells' : `calls ${visible(address, 300)}${declaration.baseUrl ? '' : ' (its usual address)'}`,
    ...(models.length > 0 ? [`with ${models.slice(0, maxModels).join(', ')}${models.length > maxModels ? ` and ${models.length - maxModels} more` : ''}`] : []),
  ];
  lines.push(...wrap(calls.join(' '), width, indent));
  if (declaration.ignored) lines.push(...wrap(render(declaration.ignored), width, indent).map((line) => style('dim', line)));
  if (!ignored && verdict.code !== 'no-policy' && verdict.code !== 'policy-unusable') lines.push(...verdictLines(verdict, options));
  lines.push(...findingsUnder(verdict, findings, excerpts, options));
  return lines;
}
