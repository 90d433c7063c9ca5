import type { PackageType } from '../../identity/identity.ts';
import type { PolicyMatch } from '../../policy/document.ts';

/** A package as its launchers are told of it. */
export interface Launchable {
  readonly type: PackageType;
  readonly name: string;
  /** Absent: whatever is newest; for what is denied. Of an image the digest. */
  readonly version?: string;
  /** Absent: the default one. */
  readonly registry?: string;
}

/**
 * The command lines by which a package is usually started (each client's documentation, and the launchers read in core/identity):
 * what people write who follow a server's own instructions.
 */
export function commandLines({ type, name, version, registry }: Launchable): readonly (readonly string[])[] {
  const at = version === undefined ? name : `${name}@${version}`;
  switch (type) {
    case 'npm': {
      const from = registry === undefined ? [] : [`--registry=${registry}`];
      return [
        ['npx', '-y', ...from, at], ['npx', ...from, at], ['npx', '--yes', ...from, at],
        ['cmd', '/c', 'npx', '-y', ...from, at],
        ['bunx', ...from, at], ['bunx', '-y', ...from, at], ['pnpm', 'dlx', ...from, at], ['npm', 'exec', '-y', ...from, '--', at],
      ];
    }
    case 'pypi': {
      const exact = version === undefined ? name : `${name}==${version}`;
      const from = registry === undefined ? [] : ['--default-index', registry];
      return [
        ['uvx', ...from, exact], ['uvx', ...from, at], ['uvx', ...from, '--from', exact, name], ['uv', 'tool', 'run', ...from, exact],
        ['pipx', 'run', ...(registry === undefined ? [] : ['--index-url', registry]), exact],
      ];
    }
    case 'oci': {
      // Docker Hub's own images are written without the registry's name, which podman refuses.
      const names = [name, ...(name.startsWith('docker.io/') ? [name.replace(/^docker\.io\/(?:library\/)?/, '')] : [])];
      const lines = names.map((image) => (version === undefined ? image : `${image}@${version}`)).flatMap((image) => [['docker', 'run', '-i', '--rm', image], ['docker', 'run', '--rm', '-i', image]]);
      return [...lines, ['podman', 'run', '-i', '--rm', version === undefined ? name : `${name}@${version}`]];
    }
    case 'nuget': {
      const from = registry === undefined ? [] : ['--source', registry];
      return [['dnx', at, ...from, '--yes'], ['dnx', '-y', ...from, at], ['dnx', ...from, at]];
    }
    case 'vscode-extension':
      return [];
  }
}

/** Of more than these each argument alone would be too much of a list. */
const maxAlone = 4;

/** The arguments of its own that an entry names, as they are likely to be given: none, all, and each alone where they are few. */
function argumentsOf({ args }: Pick<PolicyMatch, 'args'>): readonly (readonly string[])[] {
  const named = [...new Set(args?.allow ?? [])];
  return [[], ...(named.length > 1 ? [named] : []), ...(named.length <= maxAlone ? named.map((each) => [each]) : [])];
}

/** The same with what an item of `match` names beside the package: arguments of its own, and variables that a container is handed. */
export function commandLinesOf(what: Launchable, match: Pick<PolicyMatch, 'args' | 'env'>): readonly (readonly string[])[] {
  const variables = what.type === 'oci' ? (match.env?.allow ?? []) : [];
  const handed = variables.flatMap((variable) => ['-e', variable]);
  const lines = commandLines(what);
  const inContainers = handed.length > 0 ? lines.map((line) => [...line.slice(0, -1), ...handed, line.at(-1)!]) : [];
  return [...lines, ...inContainers].flatMap((line) => argumentsOf(match).map((more) => [...line, ...more]));
}
