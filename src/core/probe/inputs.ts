import type { ConfigFile } from '../config/config-file.ts';
import { child, stringOf, valueOf } from '../config/node.ts';
import { clientOf } from '../clients/clients.ts';
import { hasVariable } from '../identity/variables.ts';
import { maskText } from '../secret/mask.ts';
import { say, type Message } from '../text/message.ts';
import type { Ask } from './plan.ts';

/**
 * What a file's input asks for (https://code.visualstudio.com/docs/reference/variables-reference, input variables): `promptString` with
 * `password`, `pickString` with `options`. `command` is answered by VS Code running a command, which nothing else can.
 */
export function inputAsk(file: Pick<ConfigFile, 'tree' | 'spelling'>, id: string): Ask | { readonly refused: Message } {
  const way = clientOf(file.spelling).variables.input?.list ?? ['inputs'];
  let list = file.tree;
  for (const step of way) list = typeof step === 'string' ? child(list, step) : undefined;
  const input = list?.kind === 'array' ? list.items.findLast((item) => stringOf(child(item, 'id')) === id) : undefined;
  if (!input) return { refused: say('It asks for the input `{id}`, which the file does not define. Define it under `inputs`, or write the value as a variable.', { id }) };
  const type = stringOf(child(input, 'type'));
  if (type === 'command') return { refused: say('Its input `{id}` is answered by a command that only the editor can run, so this server can only be started there.', { id }) };
  const given = stringOf(child(input, 'default'));
  // A default with a variable in it is for the editor to fill in, and one that looks like a secret is not shown: the user writes what is meant.
  const fallback = given !== undefined && !hasVariable(given) && maskText(given) === given ? { default: given } : {};
  const ask = { id: `input:${id}`, description: stringOf(child(input, 'description')) ?? id };
  if (type === 'pickString') {
    const options = optionsOf(valueOf(child(input, 'options')));
    return options.length === 0 ? { refused: say('Its input `{id}` gives a choice of nothing. List its options in the file.', { id }) } : { ...ask, secret: false, options, ...fallback };
  }
  if (type !== 'promptString') return { refused: say('Its input `{id}` is of a type that is not known here. Use `promptString` or `pickString`.', { id }) };
  const password = child(input, 'password');
  const secret = password?.kind === 'boolean' && password.value === true;
  return { ...ask, secret, ...(!secret && fallback) };
}

/** As texts, or as maps with a `value`. */
function optionsOf(written: unknown): readonly string[] {
  if (!Array.isArray(written)) return [];
  return written.flatMap((option: unknown) => {
    const value: unknown = typeof option === 'object' && option !== null && 'value' in option ? option.value : option;
    return typeof value === 'string' ? [value] : [];
  });
}
