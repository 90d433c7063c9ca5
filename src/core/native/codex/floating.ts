import { startedBy } from '../../policy/authoring/made-up.ts';

/** The package that a command line runs without fixing its version; undefined where it runs none, or one version of it. */
export function floatingPackage(argv: readonly string[]): string | undefined {
  const { identity } = startedBy(argv);
  const ref = identity.kind === 'package' ? identity.package : identity.kind === 'remote' ? identity.via?.package : undefined;
  return ref && ref.version === undefined && ref.digest === undefined ? ref.name : undefined;
}
