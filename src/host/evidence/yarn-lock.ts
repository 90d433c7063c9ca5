import { exactNpmVersion } from '../../core/identity/packages/npm-spec.ts';
import { mapOf, own, ownText, type Folder } from './folder.ts';
import { integrityOf, type LookUp } from './npm-lock.ts';

interface Block {
  readonly descriptors: readonly string[];
  version?: string;
  integrity?: string;
}

const field = /^ {2}(version|integrity|resolution):? +"?([^"\s]+)"?\s*$/;

/** `yarn.lock` of yarn 1, and of later versions, which write it as YAML of the same shape. What the folder's package.json asks for counts. */
export function yarnLock(folder: Folder, file: string): LookUp | undefined {
  const text = folder.text(file);
  if (text === undefined) return undefined;
  const blocks = new Map<string, Block[]>();
  let block: Block | undefined;
  for (const line of text.split(/\r?\n/)) {
    if (/^[^\s#].*:\s*$/.test(line)) {
      const descriptors = line.trimEnd().slice(0, -1).replaceAll('"', '').split(', ');
      block = { descriptors };
      for (const name of new Set(descriptors.map(nameIn))) {
        const same = blocks.get(name);
        if (same) same.push(block);
        else blocks.set(name, [block]);
      }
      continue;
    }
    const [, key, value] = field.exec(line) ?? [];
    if (block && key !== undefined && key !== 'resolution') block[key as 'version' | 'integrity'] = value!;
  }
  const asked = folder.json('package.json');
  return (name) => {
    const found = (blocks.get(name) ?? []).filter(({ descriptors }) => descriptors.every((one) => isFromRegistry(one.slice(name.length + 1))));
    const range = rangeOf(asked, name);
    const chosen = found.length === 1 ? found[0] : found.find(({ descriptors }) => descriptors.some((one) => one === `${name}@${range}` || one === `${name}@npm:${range}`));
    const version = exactNpmVersion(chosen?.version ?? '');
    const integrity = integrityOf(chosen?.integrity);
    return version === undefined ? undefined : { version, evidence: file, ...(integrity !== undefined && { integrity }) };
  };
}

function nameIn(descriptor: string): string {
  const at = descriptor.indexOf('@', 1);
  return at < 0 ? descriptor : descriptor.slice(0, at);
}

/** `^1.0.0` or `npm:^1.0.0`; `npm:other@^1.0.0` is another package, and other protocols other sources. */
function isFromRegistry(range: string): boolean {
  const plain = range.startsWith('npm:') ? range.slice(4) : range;
  return !/[:@/]/.test(plain);
}

/** What a package.json asks for of a package. */
function rangeOf(manifest: Readonly<Record<string, unknown>> | undefined, name: string): string | undefined {
  for (const key of ['dependencies', 'devDependencies', 'optionalDependencies']) {
    const range = ownText(mapOf(own(manifest, key)), name);
    if (range !== undefined) return range;
  }
  return undefined;
}
