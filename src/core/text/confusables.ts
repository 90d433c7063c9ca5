import { confusables } from './confusables-table.ts';

let byCharacter: Map<string, string> | undefined;

function look(character: string): string {
  if (!byCharacter) {
    byCharacter = new Map();
    for (const [target, sources] of Object.entries(confusables)) for (const source of sources) byCharacter.set(source, target);
  }
  return byCharacter.get(character) ?? character;
}

const marks = /[\p{M}\p{Default_Ignorable_Code_Point}]/gu;
const ascii = /^[\0-\x7f]*$/;

/**
 * What a name looks like at a glance: two names with the same skeleton can be taken for each other (UTS #39, 4, for names in lower
 * case). Accents are dropped, and what looks alike within ASCII is one too: `rn` and `m`, `vv` and `w`, `1` and `l`, `0` and `o`.
 * To compare with, never to show.
 */
export function skeleton(text: string): string {
  let plain = text.toLowerCase();
  if (!ascii.test(plain)) plain = Array.from(plain.normalize('NFKD').replace(marks, '').toLowerCase(), look).join('');
  return plain.replaceAll('rn', 'm').replaceAll('vv', 'w').replaceAll('1', 'l').replaceAll('0', 'o');
}

/** Scripts with letters that pass for another's. Those of East Asia stand beside Latin ones in names of good faith (UTS #39, 5.2). */
const scripts = [/\p{scx=Latin}/u, /\p{scx=Cyrillic}/u, /\p{scx=Greek}/u, /\p{scx=Armenian}/u, /\p{scx=Georgian}/u, /\p{scx=Cherokee}/u, /\p{scx=Coptic}/u, /\p{scx=Hebrew}/u, /\p{scx=Arabic}/u, /\p{scx=Thai}/u, /\p{scx=Lisu}/u, /\p{scx=Deseret}/u];

/** Whether letters of several scripts stand in one name, as `раypal` with its Cyrillic `р` and `а`. */
export function isMixedScript(text: string): boolean {
  if (ascii.test(text)) return false;
  const letters = text.normalize('NFKC').replace(/[^\p{L}]/gu, '');
  let found = 0;
  for (const script of scripts) if (script.test(letters) && ++found > 1) return true;
  return false;
}
