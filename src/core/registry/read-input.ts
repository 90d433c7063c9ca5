import { namesSecret } from '../secret/names.ts';
import { knownToken } from '../secret/token-formats.ts';
import { compact, exactText, field, fieldsOf, listOf, type Fields } from './fields.ts';
import type { RegistryArgument, RegistryInput, RegistryVariable } from './registry-server.ts';

const maxName = 200;
const maxValue = 1000;
const maxChoices = 50;

/** An argument of a package. A named one without its name, or a positional one of unknown kind, means nothing. */
export function readArguments(fields: Fields, name: string): RegistryArgument[] {
  return listOf(fields, name).flatMap((argument): RegistryArgument[] => {
    const kind = field(argument, 'type');
    if (kind !== 'positional' && kind !== 'named') return [];
    const called = exactText(argument, kind === 'named' ? 'name' : 'valueHint', maxName);
    if (kind === 'named' && called === undefined) return [];
    return [compact<RegistryArgument>({ kind, name: called, isRepeated: isTrue(argument, 'isRepeated'), ...readInput(argument, called ?? '') })];
  });
}

/** Environment variables or headers. */
export function readVariables(fields: Fields, name: string): RegistryVariable[] {
  return listOf(fields, name).flatMap((variable) => readVariable(variable, exactText(variable, 'name', maxName)));
}

/** What stands for the `{names}` in a text. */
export function readVariableMap(fields: Fields): RegistryVariable[] {
  const map = fieldsOf(field(fields, 'variables'));
  if (!map) return [];
  return Object.keys(map).slice(0, maxChoices).flatMap((name) => readVariable(fieldsOf(map[name]) ?? {}, /^[\w.-]{1,100}$/.test(name) ? name : undefined));
}

function readVariable(fields: Fields, name: string | undefined): RegistryVariable[] {
  return name === undefined ? [] : [compact<RegistryVariable>({ name, ...readInput(fields, name) })];
}

function readInput(fields: Fields, name: string): { readonly [K in keyof RegistryInput]: RegistryInput[K] | undefined } {
  const isSecret = isTrue(fields, 'isSecret');
  const choices = field(fields, 'choices');
  const texts = (key: string): string | undefined => {
    const text = exactText(fields, key, maxValue);
    return text !== undefined && holdsNoSecret(text, isSecret === true || namesSecret(name)) ? text : undefined;
  };
  return {
    isRequired: isTrue(fields, 'isRequired'),
    isSecret,
    value: texts('value'),
    default: texts('default'),
    choices: Array.isArray(choices) ? choices.slice(0, maxChoices).filter((choice): choice is string => typeof choice === 'string' && choice.length <= maxValue && knownToken(choice) === undefined) : undefined,
    variables: readVariableMap(fields),
  };
}

/** A secret that a registry publishes is still one. Of one that is put together from `{variables}`, the rest is not it. */
function holdsNoSecret(text: string, secret: boolean): boolean {
  return knownToken(text) === undefined && (!secret || /\{[\w.-]{1,100}\}/.test(text));
}

function isTrue(fields: Fields, name: string): true | undefined {
  return field(fields, name) === true ? true : undefined;
}
