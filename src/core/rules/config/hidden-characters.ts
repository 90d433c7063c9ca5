import { stepsOf, type ConfigNode, type Path } from '../../config/node.ts';
import type { Fix } from '../../finding/finding.ts';
import type { Span } from '../../text/document.ts';
import { say, type Message } from '../../text/message.ts';
import { hiddenIn, mayHide, named, type HiddenKind } from '../../text/hidden.ts';
import type { FileReport, Rule } from '../rule.ts';

/** More than a handful in one file say nothing new. */
const most = 20;

export const hiddenCharacters: Rule = {
  id: 'hidden-characters',
  title: 'Characters that nobody sees',
  category: 'config',
  clients: 'all',
  subject: 'file',
  severity: 'error',
  confidence: 'high',
  audience: 'default',
  since: '0.3.0',
  fix: 'needs-review',
  references: [
    { title: 'CVE-2021-42574: Trojan Source, text that reads otherwise than it is stored', url: 'https://nvd.nist.gov/vuln/detail/CVE-2021-42574' },
    { title: 'Unicode Technical Report 36: Unicode Security Considerations', url: 'https://www.unicode.org/reports/tr36/' },
    { title: 'Pillar Security: Rules File Backdoor (March 2025)', url: 'https://www.pillar.security/blog/new-vulnerability-in-github-copilot-and-cursor-how-hackers-can-weaponize-code-agents' },
  ],
  check({ file: { document, tree } }) {
    const { text } = document;
    const reports: FileReport[] = [];
    const raw = mayHide(text) ? hiddenIn(text).slice(0, most) : [];
    const words = tree && (raw.length > 0 || text.includes('\\')) ? wordsIn(tree) : [];
    for (const { start, end, kind } of raw) {
      const around = words.find(({ span }) => span.start < start && end < span.end);
      reports.push({ range: document.rangeOf({ start, end }), ...about(kind, text.slice(start, end)), ...(around && { fixes: () => [takeOut(around)] }) });
    }
    // Written as an escape it does not hide in the file, and does where the text is shown.
    for (const word of words) {
      if (reports.length >= most) break;
      if (!mayHide(word.text) || !text.slice(word.span.start, word.span.end).includes('\\')) continue;
      const [first] = hiddenIn(word.text);
      if (!first || raw.some(({ start, end }) => word.span.start < start && end < word.span.end)) continue;
      reports.push({ at: word.at, part: word.part, ...about(first.kind, word.text.slice(first.start, first.end)), fixes: () => [takeOut(word)] });
    }
    return reports;
  },
};

function about(kind: HiddenKind, run: string): Pick<FileReport, 'message' | 'severity'> {
  return { message: () => messageFor(kind, run), ...(kind === 'blank' && { severity: 'warning' as const }) };
}

function messageFor(kind: HiddenKind, run: string): Message {
  const args = { characters: named(run) };
  switch (kind) {
    case 'direction':
      return say('Characters that nobody sees stand here ({characters}). They make text read in another order than it is stored, so that one command can look like another. Take them out.', args);
    case 'tag':
      return say('Characters that nobody sees stand here ({characters}). They spell out letters that a model reads and you cannot. Take them out.', args);
    case 'control':
      return say('A control character stands here ({characters}), which can act on the terminal that shows it. Take it out.', args);
    case 'blank':
      return say('Characters that nobody sees stand here ({characters}), so that two names or commands can look the same and differ. Take them out.', args);
  }
}

/** A key or a string of a file. */
interface Word {
  readonly text: string;
  readonly at: Path;
  readonly part: 'key' | 'value';
  readonly span: Span;
}

/** On a stack of its own: a file may be nested more deeply than calls may be. */
function wordsIn(tree: ConfigNode): Word[] {
  const words: Word[] = [];
  const stack: { readonly node: ConfigNode; readonly at: Path }[] = [{ node: tree, at: [] }];
  for (let next = stack.pop(); next; next = stack.pop()) {
    const { node, at } = next;
    if (node.kind === 'object') {
      const steps = stepsOf(node);
      node.entries.forEach(({ key, keySpan, value }, i) => {
        const way = [...at, steps[i]!];
        words.push({ text: key, at: way, part: 'key', span: keySpan });
        if (value) stack.push({ node: value, at: way });
      });
    } else if (node.kind === 'array') {
      node.items.forEach((item, i) => stack.push({ node: item, at: [...at, i] }));
    } else if (typeof node.value === 'string') {
      words.push({ text: node.value, at, part: 'value', span: node.span });
    }
  }
  return words.sort((a, b) => a.span.start - b.span.start);
}

function takeOut({ text, at, part }: Word): Fix {
  const clean = hiddenIn(text).reduceRight((rest, { start, end }) => rest.slice(0, start) + rest.slice(end), text);
  return {
    id: 'take-out',
    title: say('Take the hidden characters out'),
    safety: 'needs-review',
    note: say('Read what is left: it may not be what it looked like.'),
    changes: part === 'key' ? [{ op: 'rename', at, key: clean }] : [{ op: 'replace', at, value: clean }],
  };
}
