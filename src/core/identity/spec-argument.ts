import type { Located, ServerDeclaration } from '../config/config-file.ts';
import type { PackageRef } from './identity.ts';
import { pythonName } from './packages/python-requirement.ts';

/** The argument that names a package, and where in it the specification (name and what follows) stands. */
export interface SpecArgument {
  readonly argument: Located;
  readonly start: number;
  readonly end: number;
}

const optionName = /^--?[A-Za-z][\w-]*=/;

/** Where a declaration names a package; undefined where it is not written plainly (hidden in a longer command line). */
export function specArgument(server: ServerDeclaration, { type, name }: PackageRef): SpecArgument | undefined {
  for (const argument of server.args) {
    const isOption = argument.value.startsWith('-');
    // No package's name begins so: an option names one only behind its `=`.
    if (isOption && !argument.value.includes('=')) continue;
    const option = isOption ? (optionName.exec(argument.value)?.[0].length ?? 0) : 0;
    const spec = argument.value.slice(option);
    if (nameIn(spec, type) === name) return { argument, start: option, end: argument.value.length };
  }
  return undefined;
}

/** The normalised name in a specification, as its ecosystem compares names. */
function nameIn(spec: string, type: PackageRef['type']): string {
  switch (type) {
    case 'npm':
      return /^(@[^@/]+\/[^@/]+|[^@/]+)(?:@.*)?$/.exec(spec.startsWith('npm:') ? spec.slice(4) : spec)?.[1] ?? '';
    case 'pypi':
      return pythonName(/^[A-Za-z0-9][\w.-]*/.exec(spec)?.[0] ?? '');
    case 'nuget':
      return (/^([\w.-]+)(?:@.*)?$/.exec(spec)?.[1] ?? '').toLowerCase();
    case 'vscode-extension':
      return '';
    case 'oci': {
      const path = spec.replace(/@sha\d+:.*$/, '').replace(/:[^/:]*$/, '');
      const domain = path.split('/')[0]!;
      if (path.includes('/') && (/[.:]/.test(domain) || domain === 'localhost')) return path;
      return path.includes('/') ? `docker.io/${path}` : `docker.io/library/${path}`;
    }
  }
}

/** A specification of exactly one version, as the launcher in use wants it written; undefined where the ecosystem has none in that form. */
export function exactSpec(spec: string, { type }: PackageRef, version: string): string | undefined {
  switch (type) {
    case 'npm': {
      const name = /^(?:npm:)?(@[^@/]+\/[^@/]+|[^@/]+)/.exec(spec)?.[0];
      return name && `${name}@${version}`;
    }
    case 'pypi': {
      const name = /^[A-Za-z0-9][\w.-]*(?:\[[^\]]*\])?/.exec(spec)?.[0];
      return name && `${name}${spec.startsWith('@', name.length) ? '@' : '=='}${version}`;
    }
    case 'nuget': {
      const name = /^[\w.-]+/.exec(spec)?.[0];
      return name && `${name}@${version}`;
    }
    case 'vscode-extension':
      return undefined;
    case 'oci':
      // An image is fixed by its digest only; a tag can be moved.
      return /^sha256:[0-9a-f]{64}$/.test(version) ? `${spec.replace(/@.*$/, '').replace(/:[^/:]*$/, '')}@${version}` : undefined;
  }
}
