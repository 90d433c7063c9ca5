import type { PolicyState } from '../../policy/policy-state.ts';
import { render } from '../../text/message.ts';
import { visible } from '../../text/visible.ts';
import type { TextOptions } from '../text.ts';
import { counted, wrap } from './lines.ts';

/** Which policy servers are held against, and what is wrong in it. */
export function policyLines(policy: PolicyState, { style, shown, width }: TextOptions): string[] {
  const heading = style('heading', 'Policy');
  if (policy.kind === 'none') {
    return [heading, ...wrap('None was given, so nothing says which servers are approved: only the checks that need no policy speak. Name one with --policy FILE.', width, '  ')];
  }
  const path = shown(policy.source.path);
  const problems = policy.problems.flatMap(({ range, severity, message, effect }) => {
    const [first = '', ...rest] = wrap(`${severity}: ${render(message)}${effect ? ` ${render(effect)}` : ''}`, width, '    ');
    return [`  ${style('strong', `${path}:${range.start.line + 1}`)}`, style(severity === 'error' ? 'bad' : 'warn', first), ...rest];
  });
  if (policy.kind === 'unusable') return [heading, ...wrap(`${path} cannot be used, so nothing is known to be approved.`, width, '  ').map((line) => style('bad', line)), ...problems];
  const document = policy.policy.approving[0]?.document;
  const facts = document
    ? [document.issuer, `serial ${document.serial}`, counted(document.servers.length, 'entry', 'entries'), ...(document.expiresAt ? [`valid until ${document.expiresAt.slice(0, 10)}`] : [])]
    : [];
  return [heading, ...wrap([path, ...facts.map((fact) => visible(fact))].join(', '), width, '  '), ...(policy.kept ? wrap(policy.kept, width, '  ') : []), ...problems];
}
