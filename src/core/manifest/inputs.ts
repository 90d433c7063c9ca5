import { child, stepsOf, stringOf, type ConfigNode, type Path } from '../config/node.ts';
import { fieldOf, packagesIn } from './packages-in.ts';

/** Something a manifest says is to be given to the server: a variable, a header, an argument, or a part of one of them or of an address. */
export interface Input {
  readonly at: Path;
  readonly node: ConfigNode;
  /** What it is called; for a positional argument what it is about, empty where that is not said. */
  readonly name: string;
  readonly where: 'env' | 'header' | 'argument' | 'variable';
}

/** Every input of a manifest of the registry's format, in order. */
export function inputsIn(tree: ConfigNode): Input[] {
  const found: Input[] = [];
  for (const { at, node } of packagesIn(tree)) {
    for (const [name, where] of [['runtimeArguments', 'argument'], ['packageArguments', 'argument'], ['environmentVariables', 'env']] as const) list(found, node, name, where, at);
    const transport = child(node, 'transport');
    if (transport) list(found, transport, 'headers', 'header', [...at, 'transport']);
  }
  const remotes = child(tree, 'remotes');
  if (remotes?.kind === 'array') {
    remotes.items.forEach((remote, i) => {
      list(found, remote, 'headers', 'header', ['remotes', i]);
      variables(found, remote, ['remotes', i]);
    });
  }
  return found;
}

function list(found: Input[], holder: ConfigNode, name: string, where: Input['where'], at: Path): void {
  const entry = fieldOf(holder, name);
  if (entry?.value?.kind !== 'array') return;
  const { key, value } = entry;
  value.items.forEach((node, i) => {
    if (node.kind !== 'object') return;
    const way = [...at, key, i];
    found.push({ at: way, node, name: stringOf(child(node, 'name')) ?? stringOf(fieldOf(node, 'valueHint')?.value) ?? '', where });
    variables(found, node, way);
  });
}

function variables(found: Input[], holder: ConfigNode, at: Path): void {
  const map = child(holder, 'variables');
  if (map?.kind !== 'object') return;
  const steps = stepsOf(map);
  map.entries.forEach(({ key, value }, i) => {
    if (value?.kind === 'object') found.push({ at: [...at, 'variables', steps[i]!], node: value, name: key, where: 'variable' });
  });
}
