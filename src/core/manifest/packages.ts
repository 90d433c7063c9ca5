import type { NamedValue, ServerDeclaration } from '../config/config-file.ts';
import type { PackageIdentity, PackageRef } from '../identity/identity.ts';
import { programNamed } from '../identity/programs.ts';
import { specArgument } from '../identity/spec-argument.ts';
import { hasVariable } from '../identity/variables.ts';
import { namesSecret } from '../secret/names.ts';
import { manifestArguments, type Argument } from './arguments.ts';
import { isPlainName, isPlainSegment, withheld } from './plain.ts';

/** More than any launch has; keeps a hostile one from making a manifest that nobody can open. */
const most = 200;

/** A variable or header by name, never by value (schema 2025-12-11, `KeyValueInput`). */
export interface NamedInput {
  readonly name: string;
  readonly isRequired: true;
  readonly isSecret?: true;
}

/** Variables or headers of a launch, each once. Names that may themselves be a secret, or cannot be shown, are left out. */
export function namedInputs(values: readonly NamedValue[]): NamedInput[] {
  const inputs = new Map<string, NamedInput>();
  for (const { name, value } of values) {
    if (inputs.size >= most || !isPlainName(name)) continue;
    const secret = namesSecret(name) || (value !== undefined && holdsSecret(value)) || inputs.get(name)?.isSecret === true;
    inputs.set(name, { name, isRequired: true, ...(secret && { isSecret: true }) });
  }
  return [...inputs.values()];
}

function holdsSecret(value: string): boolean {
  return withheld(value, '') === 'secret' || (hasVariable(value) && namesSecret(value)) || /^(?:Bearer|Basic|Token)\s/i.test(value);
}

/** What a manifest calls a package: an image's tag or digest belongs to its name (schema 2025-12-11, `Package`). */
export function identifierOf({ type, name, floating, digest, version }: PackageRef): string {
  if (type !== 'oci') return name;
  const fixed = digest ?? version;
  return fixed === undefined ? name + (floating === undefined ? '' : `:${floating}`) : `${name}@${fixed}`;
}

/** Whether a manifest's identifier means that package, whichever tag or digest it names. */
export function identifies(identifier: string, ref: PackageRef): boolean {
  return identifier === ref.name || (ref.type === 'oci' && identifier.startsWith(ref.name) && /^[:@]/.test(identifier.slice(ref.name.length)));
}

/** The launcher and the words around a package, as the manifest has them. */
export interface PackageLaunch {
  readonly runtimeHint: string;
  readonly runtimeArguments: Argument[];
  readonly packageArguments: Argument[];
}

/** Options that only say that the package's name follows. */
const namesPackage = new Set(['-p', '--package', '--from', '--spec', '--with']);

/**
 * How a package is launched. What stands before its name is the launcher's, what stands behind it the package's; where the name does
 * not stand plainly in the arguments, only the package's own are known.
 */
export function packageLaunch(server: ServerDeclaration, { launcher, package: ref, launch }: PackageIdentity): PackageLaunch {
  const runtimeHint = launcher.split(' ', 1)[0]!;
  const own = launch.args;
  const spec = specArgument(server, ref)?.argument;
  const words = [server.command?.value ?? '', ...server.args.map(({ value }) => value)];
  const start = words.findIndex((word) => programNamed(word).key === runtimeHint);
  const at = spec === undefined ? -1 : server.args.indexOf(spec) + 1;
  if (start < 0 || at <= start) return { runtimeHint, runtimeArguments: [], packageArguments: manifestArguments(own.slice(0, most)) };
  const before = words.slice(start + 1, at);
  if (namesPackage.has(before.at(-1) ?? '')) before.pop();
  const behind = words.slice(at + 1);
  const endsWithOwn = own.length <= behind.length && own.every((word, i) => behind[behind.length - own.length + i] === word);
  return { runtimeHint, runtimeArguments: manifestArguments(before.slice(0, most)), packageArguments: manifestArguments((endsWithOwn ? behind : own).slice(0, most)) };
}

const registryAddress = /^https?:\/\/[A-Za-z0-9.-]+(?::\d{1,5})?(?:\/[A-Za-z0-9._~/-]*)?$/;

/** A registry's address, where a manifest may state it: no credential in it, and a form that the schema takes for a URI. */
export function registryOf({ registry }: PackageRef): string | undefined {
  return registry !== undefined && registryAddress.test(registry) && registry.split('/').slice(3).every(isPlainSegment) ? registry : undefined;
}
