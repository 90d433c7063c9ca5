import { say, type Message } from '../../text/message.ts';
import type { Difference } from './check.ts';

/** What patterns ask for, by what they are in the published schemas; another is told as it stands. */
const patterns: readonly (readonly [start: string, message: Message])[] = [
  ['^[a-zA-Z0-9.-]+/', say('A server’s name is a namespace the way round that Java packages have it, one slash, and a short name: `com.contoso.payments/ledger`. Letters, digits, `.`, `-` and, behind the slash, `_` may stand in it.')],
  ['^[a-f0-9]{64}$', say('This is no SHA-256 hash: that is 64 digits of `0` to `9` and `a` to `f`, in lower case. `sha256sum` and `shasum -a 256` print it.')],
  ['^https?://', say('This must be a full web address that begins with `http://` or `https://` and has no spaces in it.')],
  ['^(\\d+x\\d+', say('A size is written as width and height in pixels, such as `48x48`, or as `any`.')],
  ['^\\d+x\\d+$', say('A size is written as width and height in pixels, such as `48x48`.')],
  ['\\$\\{locale', say('The way to the translations must hold `${locale}` where the language stands.')],
];

const kinds: Readonly<Record<string, string>> = { string: 'a text in quotes', number: 'a number', integer: 'a whole number', boolean: '`true` or `false`', array: 'a list in `[ ]`', object: 'a map in `{ }`', null: '`null`' };

function listed(words: readonly string[], last: string): string {
  return words.length < 2 ? (words[0] ?? '') : `${words.slice(0, -1).join(', ')} ${last} ${words.at(-1)!}`;
}

/** A difference as a sentence. @param key what the differing part is called where it stands; empty for the whole file */
export function wordsFor(difference: Difference, key: string): Message {
  switch (difference.kind) {
    case 'missing': {
      const keys = listed(difference.keys.map((name) => `\`${name}\``), 'or');
      const about = firstSentence(difference.about);
      return about === '' ? say('{keys} is missing here, and readers of manifests need it.', { keys }) : say('{keys} is missing here, and readers of manifests need it. {about}', { keys, about });
    }
    case 'type':
      return say('`{key}` must be {wanted}; this is {found}.', { key, wanted: listed(difference.wanted.map((type) => kinds[type] ?? type), 'or'), found: kinds[difference.found] ?? difference.found });
    case 'choice':
      return say('`{key}` must be {allowed}.', { key, allowed: listed(difference.allowed.map((value) => `\`${value}\``), 'or') });
    case 'pattern':
      return patterns.find(([start]) => difference.pattern.startsWith(start))?.[1] ?? say('`{key}` does not have the form that the format asks for: `{pattern}`.', { key, pattern: difference.pattern });
    case 'format':
      return difference.format === 'email' ? say('This is no e-mail address.') : say('This must be a full address, such as `https://example.com/docs`.');
    case 'empty':
      return say('`{key}` is empty. Readers of manifests need something here.', { key });
    case 'long':
      return say('`{key}` has {length} characters. Registries take at most {most}, so make it shorter.', { key, length: difference.length, most: difference.most });
    case 'extra':
      return difference.meant !== undefined
        ? say('The format has no `{key}`. Is `{meant}` meant?', { key, meant: difference.meant })
        : say('The format has no `{key}` here, and allows no others, so that whatever checks the file refuses it. Take it out.', { key });
  }
}

function firstSentence(text: string | undefined): string {
  const sentence = /^[^\n]{1,200}?(?:\.(?=\s|$)|$)/.exec(text?.trim() ?? '')?.[0] ?? '';
  return sentence === '' || sentence.endsWith('.') ? sentence : `${sentence}.`;
}
