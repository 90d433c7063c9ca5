import type { PolicyPart, PolicyState } from '../../policy/policy-state.ts';
import { maskUrl } from '../../secret/mask.ts';
import { render } from '../../text/message.ts';
import { visible } from '../../text/visible.ts';
import type { TextOptions } from '../text.ts';
import { counted, wrap } from './lines.ts';

/** Which policy servers are held against, and what is wrong in it. */
export function policyLines(policy: PolicyState, options: TextOptions): string[] {
  const { style, width } = options;
  const heading = style('heading', 'Policy');
  if (policy.kind === 'none') {
    return [heading, ...wrap('None was given, so nothing says which servers are approved: only the checks that need no policy speak. Name one with --policy FILE or URL.', width, '  ')];
  }
  return [heading, ...policy.parts.flatMap((part) => partLines(part, options))];
}

/** What a person did not type just now needs a word on why it is there. */
const namers = { system: ' (set for this machine)', environment: ' (named by MCP_ROLL_CALL_POLICY)', setting: '', 'command-line': '' } as const;

function partLines({ source, document, problems, kept, confirmed, notes, registries }: PolicyPart, { style, shown, width }: TextOptions): string[] {
  const at = source.kind === 'file' ? shown(source.at) : visible(source.at, 300);
  const lines = (text: string): string[] => wrap(text, width, '  ');
  const told = notes.map(render);
  // What a note tells already, of the document as a whole, is not told again; nor the same twice of one line.
  const untold = problems.filter(({ range, message }, i) => {
    const text = render(message);
    if (range.start.line === 0 && told.some((note) => note.includes(text))) return false;
    return problems.findIndex((other) => other.range.start.line === range.start.line && render(other.message) === text) === i;
  });
  const wrong = untold.flatMap(({ range, severity, message, effect }) => {
    const [first = '', ...rest] = wrap(`${severity}: ${render(message)}${effect ? ` ${render(effect)}` : ''}`, width, '    ');
    return [`  ${style('strong', `${at}:${range.start.line + 1}`)}`, style(severity === 'error' ? 'bad' : 'warn', first), ...rest];
  });
  const said = told.flatMap((note) => lines(`Note: ${note}`));
  const by = namers[source.namedBy];
  if (!document) return [...lines(`${at}${by} cannot be used, so nothing is known to be approved.`).map((line) => style('bad', line)), ...said, ...wrong];
  const facts = [
    document.issuer, `serial ${document.serial}`, counted(document.servers.length, 'entry', 'entries'),
    ...(document.expiresAt ? [`valid until ${document.expiresAt.slice(0, 10)}`] : []),
    // One that is served for ever looks current: how old it is tells.
    ...(confirmed === undefined ? [] : [...(document.issuedAt ? [`issued ${document.issuedAt.slice(0, 10)}`] : []), `confirmed ${confirmed.slice(0, 16).replace('T', ' ')} UTC`]),
  ];
  return [
    ...lines([`${at}${by}`, ...facts.map((fact) => visible(fact))].join(', ')),
    ...(kept ? lines(render(kept)) : []),
    ...said,
    ...registries.flatMap(({ url, trust, complete, asOf, problem }) => lines([`Registry ${visible(maskUrl(url), 300)}`, trust === 'approves' ? 'approves what it lists' : 'for information only', complete ? `as of ${asOf?.slice(0, 16).replace('T', ' ') ?? 'an unknown time'}` : 'not read wholly', ...(problem && !told.some((note) => note.includes(render(problem))) ? [render(problem)] : [])].join(', '))),
    ...wrong,
  ];
}
