import { clientOf } from '../clients/clients.ts';
import type { ConfigFile } from '../config/config-file.ts';
import { plain } from '../places/folder-of.ts';
import { namesSecret } from '../secret/names.ts';
import { looksRandom } from '../secret/placeholder.ts';
import { knownToken } from '../secret/token-formats.ts';
import { say, type Message } from '../text/message.ts';
import { inputAsk } from './inputs.ts';
import type { Ask, Template } from './plan.ts';
import { fillingOf, piecesOf, type Filling, type Reference } from './references.ts';
import type { ProbeSurroundings } from './surroundings.ts';

/** A value with its variables filled in. */
export interface Filled {
  readonly template: Template;
  /** The same for a person: what is asked for, and what of the user's environment is a secret, as it is written. Not yet masked. */
  readonly shown: string;
}

/** Thrown inside a plan, caught by it: there is none, and why. */
export class Refusal extends Error {
  readonly refused: Message;

  constructor(refused: Message) {
    super('refused');
    this.refused = refused;
  }
}

/**
 * What stands where a value goes. `fixed`: decides what runs or is called, and must be shown as it is, so that nothing in it may be asked for or
 * be a secret. `code`: handed to a shell or an interpreter, which has variables of its own. `open`: anything else.
 */
export type Spot = 'fixed' | 'code' | 'open';

/** Fills in a declaration's variables as its client would, and remembers what it took and asked for. */
export class Filler {
  readonly asks = new Map<string, Ask>();
  /** Names of the user's own variables that values were taken from. */
  readonly taken = new Set<string>();
  readonly #file: ConfigFile;
  readonly #client: string;
  readonly #filling: Filling;
  readonly #around: ProbeSurroundings;
  /** The folder that the client would have open. */
  readonly folder: string | undefined;

  constructor(file: ConfigFile, folder: string | undefined, around: ProbeSurroundings) {
    this.#file = file;
    this.#around = around;
    this.folder = folder;
    const client = clientOf(file.spelling);
    this.#client = client.name;
    this.#filling = fillingOf(file, client);
  }

  /** @throws Refusal */
  fill(text: string, spot: Spot): Filled {
    const template: (string | { readonly ask: string })[] = [];
    let shown = '';
    for (const piece of piecesOf(text)) {
      const filled = typeof piece === 'string' ? { value: piece } : this.#one(piece.reference, piece.written, spot);
      if ('ask' in filled) {
        if (spot === 'fixed') throw new Refusal(say('What it would start or call depends on `{text}`, which would be asked for: it could not be shown before. Write it out, or set the variable first.', { text: (piece as { written: string }).written }));
        this.asks.set(filled.ask.id, filled.ask);
        template.push({ ask: filled.ask.id });
        shown += (piece as { written: string }).written;
        continue;
      }
      template.push(filled.value);
      shown += filled.secret ? (piece as { written: string }).written : filled.value;
    }
    return { template: together(template), shown };
  }

  /** A variable that is handed on by its name. @throws Refusal */
  variable(name: string): Filled {
    const filled = this.#environment(name, 'open', `env:${name}`);
    if ('ask' in filled) {
      this.asks.set(filled.ask.id, filled.ask);
      return { template: [{ ask: filled.ask.id }], shown: '' };
    }
    return { template: [filled.value], shown: '' };
  }

  #one(reference: Reference, written: string, spot: Spot): { readonly value: string; readonly secret?: true } | { readonly ask: Ask } {
    const { forms, known } = this.#filling;
    const { form } = reference;
    if (form === 'text' || form === 'bare' || form === 'curly') {
      if (form !== 'text' && forms.has(form)) return this.#environment(reference.name, spot, `env:${reference.name}`, form === 'bare' && spot !== 'open' ? written : undefined);
      if (known || spot === 'code') return { value: written };
    } else if (form !== 'other' && forms.has(form)) {
      switch (form) {
        case 'input': {
          const ask = inputAsk(this.#file, reference.id);
          if ('refused' in ask) throw new Refusal(ask.refused);
          return { ask };
        }
        case 'folder':
          return { value: this.#folder(reference.folder, reference.of, written) };
        case 'secret':
          return { ask: { id: `secrets.${reference.name}`, description: reference.name, secret: true } };
        case 'default': {
          const value = this.#value(reference.name);
          return value === undefined || value === '' ? { value: reference.default } : this.#environment(reference.name, spot, `env:${reference.name}`);
        }
        default:
          return this.#environment(reference.name, spot, `env:${reference.name}`);
      }
    } else if (known && spot === 'code' && form !== 'other') return { value: written };
    throw new Refusal(
      known
        ? say('{client} does not fill in `{text}` in this file, or only {client} itself can. Write out what is meant, and listen again.', { client: this.#client, text: written })
        : say('How {client} fills in `{text}` is not known well enough to start what it would start. Write out what is meant, and listen again.', { client: this.#client, text: written }),
    );
  }

  #environment(name: string, spot: Spot, id: string, otherwise?: string): { readonly value: string; readonly secret?: true } | { readonly ask: Ask } {
    const value = this.#value(name);
    if (value === undefined) return otherwise === undefined ? { ask: { id, description: name, secret: true } } : { value: otherwise };
    const secret = namesSecret(name) || looksRandom(value) || knownToken(value) !== undefined;
    if (secret && spot !== 'open') throw new Refusal(say('What it would start or call depends on the value of `{name}`, which looks like a secret and is never shown. Write the rest of it without.', { name }));
    this.taken.add(name);
    return { value, ...(secret && { secret: true as const }) };
  }

  #value(name: string): string | undefined {
    const { env, platform } = this.#around.environment;
    if (platform !== 'win32') return Object.hasOwn(env, name) ? env[name] : undefined;
    const key = Object.keys(env).find((one) => one.toUpperCase() === name.toUpperCase());
    return key === undefined ? undefined : env[key];
  }

  #folder(kind: string, of: string | undefined, written: string): string {
    const { platform, home } = this.#around.environment;
    if (kind === 'userHome') return home;
    if (kind === 'pathSeparator' || kind === '/') return platform === 'win32' ? '\\' : '/';
    if (this.folder === undefined) throw new Refusal(say('`{text}` stands for the folder that is open, and this file belongs to none. Open one, or name it.', { text: written }));
    const base = plain(this.folder).split('/').at(-1)!;
    if (of !== undefined && of !== base) throw new Refusal(say('`{text}` stands for a folder of another name than the one this file lies in.', { text: written }));
    return kind === 'workspaceFolderBasename' ? base : this.folder;
  }
}

/** Neighbouring texts as one; an empty value is one empty text. */
function together(pieces: Template): Template {
  const joined: (string | { readonly ask: string })[] = [];
  for (const piece of pieces) {
    const last = joined.at(-1);
    if (typeof piece === 'string' && typeof last === 'string') joined[joined.length - 1] = last + piece;
    else joined.push(piece);
  }
  return joined.length === 0 ? [''] : joined;
}
