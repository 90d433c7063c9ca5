import { visible } from './visible.ts';

/**
 * A sentence for a person. `template` is English and constant, so that it can be looked up for translation;
 * `args` fill its `{name}` places and are data that may be hostile: they are made visible when rendered.
 */
export interface Message {
  readonly template: string;
  readonly args: Readonly<Record<string, string>>;
}

/** Made visible when read, since most messages of a large file are never shown; a class, since objects with a getter of their own are dear. */
class Said implements Message {
  readonly template: string;
  readonly #raw: Readonly<Record<string, string | number>>;
  #shown: Record<string, string> | undefined;

  constructor(template: string, args: Readonly<Record<string, string | number>>) {
    this.template = template;
    this.#raw = args;
  }

  get args(): Readonly<Record<string, string>> {
    if (!this.#shown) {
      this.#shown = {};
      for (const name of Object.keys(this.#raw)) this.#shown[name] = visible(String(this.#raw[name]));
    }
    return this.#shown;
  }
}

/** Make a message. `args` must never hold a secret's value. */
export function say(template: string, args: Readonly<Record<string, string | number>> = {}): Message {
  return new Said(template, args);
}

/** The English sentence. */
export function render(message: Message): string {
  return message.template.replace(/\{(\w+)\}/g, (place, name: string) => (Object.hasOwn(message.args, name) ? message.args[name]! : place));
}

/** Sentences one after the other, as one message. */
export function joined(...messages: readonly Message[]): Message {
  const rename = (text: string, i: number): string => (i === 0 ? text : `${text}${i}`);
  const template = messages.map((message, i) => message.template.replace(/\{(\w+)\}/g, (_, name: string) => `{${rename(name, i)}}`)).join(' ');
  return new Said(template, Object.assign({}, ...messages.map((message, i) => Object.fromEntries(Object.entries(message.args).map(([name, value]) => [rename(name, i), value])))) as Record<string, string>);
}
