import { child, lastEntry, stringOf, type ConfigNode, type Entry, type Path } from '../config/node.ts';

/** A package that a manifest names, in whichever spelling of the format. */
export interface NamedPackage {
  readonly at: Path;
  readonly node: ConfigNode;
  /** `npm`, `pypi`, `oci`, `nuget`, `mcpb`, lower case; empty where it says none. */
  readonly type: string;
  readonly identifier: string;
  readonly version: string | undefined;
}

const snake = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** A field by its camelCase name, in that or in the first edition's spelling. */
export function fieldOf(node: ConfigNode | undefined, name: string): Entry | undefined {
  return lastEntry(node, name) ?? lastEntry(node, snake(name));
}

export function textOf(node: ConfigNode | undefined, name: string): string | undefined {
  return stringOf(fieldOf(node, name)?.value);
}

/** The packages that a manifest of the registry's format names. */
export function packagesIn(tree: ConfigNode): NamedPackage[] {
  const list = child(tree, 'packages');
  if (list?.kind !== 'array') return [];
  return list.items.flatMap((node, i) => {
    if (node.kind !== 'object') return [];
    const identifier = textOf(node, 'identifier') ?? '';
    const type = (textOf(node, 'registryType') ?? (/\.(?:mcpb|dxt)$/i.test(identifier) ? 'mcpb' : '')).toLowerCase();
    return [{ at: ['packages', i], node, type, identifier, version: textOf(node, 'version') }];
  });
}
