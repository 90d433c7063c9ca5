import type { FileAssessment } from '../assess.ts';
import { nodeAt, pointer, type ConfigNode, type Path } from '../config/node.ts';
import { syntaxOf } from '../config/syntaxes.ts';
import type { Finding } from '../finding/finding.ts';
import { ruleCalled } from '../rules/rules.ts';
import { maskText } from '../secret/mask.ts';
import { shownValues } from './excerpt.ts';

/**
 * What names each finding of a file from one run to the next: its rule, the file, the server's name, the place below the server and what
 * stands there. Lines, layout, other servers and an item's place in a list do not matter. Of what stands there only what a report would
 * show takes part: never a secret, not even as a hash, which could be guessed against.
 * @param file the way to the file from the repository's or the scanned folder's root, with `/`
 * @param hash a text's digest in hex
 */
export function fingerprintsOf(part: FileAssessment, file: string, hash: (text: string) => string): ReadonlyMap<Finding, string> {
  const findings = [...part.findings, ...part.ignored.map((ignored) => ignored.finding)];
  const prints = new Map<Finding, string>();
  if (findings.length === 0) return prints;
  // A report on many files does not keep their trees.
  const tree = part.file.tree ?? syntaxOf(part.file.syntax)?.parse(part.file.document.text).tree;
  const shown = tree ? shownValues(tree, part.file) : new Map<ConfigNode, string>();
  const names = new Map<string, string>([
    ...part.servers.map(({ declaration }) => [`server ${pointer(declaration.path)}`, declaration.name] as const),
    ...part.providers.map(({ declaration }) => [`provider ${pointer(declaration.path)}`, declaration.name] as const),
  ]);
  const seen = new Map<string, number>();
  for (const finding of findings.toSorted(byPlace)) {
    const about = finding.server ? `server ${pointer(finding.server)}` : finding.provider ? `provider ${pointer(finding.provider)}` : '';
    const name = names.get(about);
    const owner = finding.server ?? finding.provider;
    const at = owner && startsWith(finding.at, owner) ? finding.at.slice(owner.length) : finding.at;
    const subject = `${about.slice(0, about.indexOf(' ') + 1)}${maskText(name ?? '')}`;
    const what = JSON.stringify([finding.ruleId, file, subject, placeOf(at), whatStandsAt(finding, tree, shown)]);
    // Of several that are alike in all of this: the first, the second …
    const number = (seen.get(what) ?? 0) + 1;
    seen.set(what, number);
    prints.set(finding, hash(number === 1 ? what : `${what} ${number}`).slice(0, 32));
  }
  return prints;
}

/** The way to a place, as a JSON pointer, without the numbers of a list's items: those move when another one is put before them. */
function placeOf(path: Path): string {
  return maskText(pointer(path.map((step) => (typeof step === 'number' ? '-' : typeof step === 'object' ? step.key : step))));
}

/** The value a finding is about, as far as a report would show it. */
function whatStandsAt({ ruleId, at, part }: Finding, tree: ConfigNode | undefined, shown: ReadonlyMap<ConfigNode, string>): string {
  if (!tree || part === 'key' || ruleCalled(ruleId)?.category === 'secrets') return '';
  const node = nodeAt(tree, at);
  if (!node) return '';
  if (node.kind === 'boolean' || node.kind === 'null') return String(node.value);
  return shown.get(node) ?? '';
}

function startsWith(path: Path, start: Path): boolean {
  return start.length <= path.length && pointer(path.slice(0, start.length)) === pointer(start);
}

function byPlace(a: Finding, b: Finding): number {
  return a.range.start.line - b.range.start.line || a.range.start.character - b.range.start.character;
}
