import { mask, maskText } from '../../../core/secret/mask.ts';
import { secretOptionValues } from '../../../core/secret/option-values.ts';

const kept = 64 * 1024;
/** What a person is shown of it. */
const shown = { lines: 40, characters: 4000 } as const;
/** A shorter value is `true` or `3000`, and would take half of the words away. */
const shortestSecret = 4;

/** The end of what a server writes to its error output, without this launch's values: servers print their environment when something is wrong. */
export class ErrorOutput {
  readonly #secrets: readonly string[];
  #parts: Buffer[] = [];
  #length = 0;
  #cut = false;

  /** @param env of the declaration @param args whose values after a secret's name are masked too */
  constructor(env: Readonly<Record<string, string>>, args: readonly string[]) {
    this.#secrets = formsOf([...Object.values(env), ...secretOptionValues(args).map(({ value }) => value)]);
  }

  take(chunk: Buffer): void {
    this.#parts.push(chunk);
    this.#length += chunk.length;
    while (this.#length - this.#parts[0]!.length >= kept) {
      this.#length -= this.#parts.shift()!.length;
      this.#cut = true;
    }
  }

  /** Its last lines, masked, hostile in every other way; undefined where there are none. */
  text(): string | undefined {
    let bytes = Buffer.concat(this.#parts);
    if (bytes.length > kept) bytes = bytes.subarray(bytes.length - kept);
    else if (!this.#cut) return this.#lastLines(bytes.toString());
    // The first line may be the rest of one, and the rest of a secret, which nothing would know any more.
    const start = bytes.indexOf(0x0a);
    return start < 0 ? undefined : this.#lastLines(bytes.subarray(start + 1).toString());
  }

  /** A text of the server's without this launch's values. */
  masked(given: string): string {
    let text = given;
    for (const secret of this.#secrets) text = text.replaceAll(secret, mask);
    return text;
  }

  #lastLines(whole: string): string | undefined {
    const text = this.masked(whole);
    const lines = text.trimEnd().split(/\r?\n/).slice(-shown.lines).map(maskText);
    // Cut only now: the better part of a token would be one that nothing knows any more.
    const end = lines.join('\n').slice(-shown.characters);
    return end.trim() === '' ? undefined : end;
  }
}

/** Each value as it may be printed, the longest first: as it is, line by line, as JSON, in an address, in Base64. */
function formsOf(values: readonly string[]): string[] {
  const forms = values.flatMap((value) => [value, ...value.split(/\r?\n/), JSON.stringify(value).slice(1, -1), encodeURIComponent(Buffer.from(value).toString()), Buffer.from(value).toString('base64').replace(/=+$/, '')]);
  return [...new Set(forms.map((form) => form.trim()).filter((form) => form.length >= shortestSecret))].sort((a, b) => b.length - a.length);
}
