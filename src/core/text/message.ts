import { visible } from './visible.ts';

/**
 * A sentence for a person. `template` is English and constant, so that it can be looked up for translation;
 * `args` fill its `{name}` places and are data that may be hostile: they are made visible when rendered.
 */
export interface Message {
  readonly template: string;
  readonly args: Readonly<Record<string, string>>;
}

/** Make a message. `args` must never hold a secret's value. */
export function say(template: string, args: Readonly<Record<string, string | number>> = {}): Message {
  let shown: Record<string, string> | undefined;
  return {
    template,
    // Made when read: most messages of a large file are never shown.
    get args() {
      if (!shown) {
        shown = {};
        for (const name of Object.keys(args)) shown[name] = visible(String(args[name]));
      }
      return shown;
    },
  };
}

/** The English sentence. */
export function render(message: Message): string {
  return message.template.replace(/\{(\w+)\}/g, (place, name: string) => (Object.hasOwn(message.args, name) ? message.args[name]! : place));
}
