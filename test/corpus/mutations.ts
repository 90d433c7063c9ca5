import type { Row } from './corpus.ts';

export interface Mutation {
  readonly row: Row;
  readonly text: string;
  readonly what: string;
}

/** Numbers that look drawn at random, the same every time (mulberry32). */
function randomNumbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return Math.floor((((t ^ (t >>> 14)) >>> 0) / 4_294_967_296) * below);
  };
}

type Change = (text: string, random: (below: number) => number) => string;

function insert(text: string, at: number, what: string): string {
  return text.slice(0, at) + what + text.slice(at);
}

const changes: Readonly<Record<string, Change>> = {
  truncated: (text, random) => text.slice(0, random(text.length)),
  'without its head': (text, random) => text.slice(random(text.length)),
  'bytes flipped': (text, random) => {
    const bytes = Buffer.from(text);
    for (let n = 1 + random(8); n > 0 && bytes.length > 0; n--) {
      const at = random(bytes.length);
      bytes[at] = bytes[at]! ^ (1 << random(8));
    }
    return bytes.toString('utf8');
  },
  'keys duplicated': (text, random) => {
    const lines = text.split('\n');
    const at = random(lines.length);
    return [...lines.slice(0, at), ...lines.slice(at, at + 1 + random(3)), ...lines.slice(at)].join('\n');
  },
  'lines lost': (text, random) => text.split('\n').filter(() => random(12) > 0).join('\n'),
  'lines moved': (text, random) => {
    const lines = text.split('\n');
    const [line] = lines.splice(random(lines.length), 1);
    lines.splice(random(lines.length + 1), 0, line ?? '');
    return lines.join('\n');
  },
  'a bracket more': (text, random) => insert(text, random(text.length), '{}[]"\':,#-\n\t&*!|>%@`'[random(21)]!),
  'nested deep': (text, random) => {
    const deep = 1 + random(5000);
    const [open, close] = [['[', ']'], ['{"a":', '}'], ['{"__proto__":', '}'], ['- ', ''], ['[[a.', ']]'], ['{"transport":', '}']][random(6)]!;
    return insert(text, random(text.length), open!.repeat(deep) + close!.repeat(random(2) === 0 ? deep : 0));
  },
  'values of other kinds': (text, random) => text.replace(/"[^"\n]*"(?=\s*[,\n}\]])/g, (value) => (random(4) === 0 ? ['null', '1', 'true', '[]', '{}', '[{}]', '""'][random(7)]! : value)),
  'keys of other kinds': (text, random) => text.replace(/"(command|args|env|url|mcpServers|servers|type|headers)"/g, (key) => (random(3) === 0 ? ['"__proto__"', '"constructor"', '"transport"', '"serverUrl"', '""', '"*"'][random(6)]! : key)),
  'other line ends': (text, random) => text.replaceAll('\n', ['\r\n', '\r', '\u2028'][random(3)]!),
};

/** Damaged copies of these texts: the same ones every time. */
export function* mutations(texts: readonly { readonly row: Row; readonly text: string }[], count: number): Generator<Mutation> {
  const random = randomNumbers(20_261_121);
  const kinds = Object.entries(changes);
  for (let i = 0; i < count; i++) {
    const { row, text } = texts[random(texts.length)]!;
    const [what, change] = kinds[i % kinds.length]!;
    yield { row, what: `${what} (copy ${i})`, text: change(text, random) };
  }
}
