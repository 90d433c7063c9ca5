import type { Located, ServerDeclaration } from '../../config/config-file.ts';
import type { PackageRef } from '../../identity/identity.ts';

/** A package that a launch names, though it cannot be told for certain what the launch runs. */
export interface HiddenPackage {
  readonly at: Located;
  readonly ref: Pick<PackageRef, 'type' | 'name'>;
  readonly version?: string;
}

const separators = /[\s"'`;|&()<>,]+/;
const specification = /^(?:--?[a-z-]+=)?(@[\w.-]+\/[\w.-]+|[\w.-]+)(?:\[[\w,.-]*\])?(?:(@|==)v?(\d[\w.+!-]*))?/i;
const python = /^(?:uvx?|pipx|pip3?)$/;
const maxWord = 4000;

/** The words of a command line that may name a package, of npm's or, behind a Python launcher, of PyPI's. */
export function* hiddenPackages({ command, args }: ServerDeclaration): Generator<HiddenPackage> {
  let type: PackageRef['type'] = 'npm';
  for (const at of command ? [command, ...args] : args) {
    if (at.value.length > maxWord) continue;
    for (const word of at.value.split(separators)) {
      if (python.test(word)) type = 'pypi';
      const [, name, sign, version] = specification.exec(word) ?? [];
      if (name === undefined || name.length < 4) continue;
      const ref = { type: sign === '==' ? ('pypi' as const) : type, name };
      yield version === undefined ? { at, ref } : { at, ref, version };
    }
  }
}
