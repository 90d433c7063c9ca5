import { mask } from './mask.ts';
import { namesSecret } from './names.ts';

/** A value as programs print it: as it is, line by line, as JSON, in an address, in Base64 (alone or within more) and in hexadecimal. */
export function printedForms(value: string): readonly string[] {
  const bytes = new TextEncoder().encode(value);
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  const forms = [value, ...value.split(/\r?\n/), JSON.stringify(value).slice(1, -1), encodeURIComponent(new TextDecoder().decode(bytes)), ...base64Forms(bytes), hex, hex.toUpperCase()];
  return [...new Set(forms.map((form) => form.trim()))];
}

/** Both alphabets; at each of the three places where the value may begin within what was encoded, without the characters that its neighbours share. */
function base64Forms(bytes: Uint8Array): string[] {
  return [0, 1, 2].flatMap((before) => {
    const text = btoa('\0'.repeat(before) + [...bytes].map((byte) => String.fromCharCode(byte)).join(''));
    const whole = text.replace(/=+$/, '');
    // Characters whose six bits are all of the value's.
    const inner = text.slice(before === 0 ? 0 : before + 1, Math.floor(((before + bytes.length) * 8) / 6));
    const forms = before === 0 ? [whole, inner] : [inner];
    return forms.flatMap((form) => [form, form.replaceAll('+', '-').replaceAll('/', '_')]);
  });
}

/** Shorter ones are `true` or `3000`, and would take half of the words away. */
const shortest = 4;

/** Takes these values out of texts, in every form. */
export function masker(values: readonly string[]): (text: string) => string {
  const forms = [...new Set(values.filter((value) => value.trim().length >= shortest).flatMap(printedForms).filter((form) => form.length >= shortest))].sort((a, b) => b.length - a.length);
  return (text) => forms.reduce((left, form) => left.replaceAll(form, mask), text);
}

/** Values after an option that names a secret: `--api-key x`, `--api-key=x`. */
export function secretArguments(args: readonly string[]): readonly { readonly name: string; readonly value: string }[] {
  return args.flatMap((arg, i) => {
    const [, option, value] = /^--?([A-Za-z][\w-]*)=(.*)$/s.exec(arg) ?? [];
    if (option !== undefined && value !== undefined) return namesSecret(option) ? [{ name: option, value }] : [];
    const before = /^--?([A-Za-z][\w-]*)$/.exec(args[i - 1] ?? '')?.[1];
    return before !== undefined && namesSecret(before) ? [{ name: before, value: arg }] : [];
  });
}
