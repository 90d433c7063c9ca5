import type { Asked, ShelfLaunch } from './shelf-item.ts';

/**
 * The command line of a server that is started: each launcher told to take exactly this version, without asking, and from the stated
 * registry where there is one.
 * @param reference what stands for a value that is asked for
 * @param withRegistry whether the registry is named; without, the machine's own settings must do that
 */
export function launchLine({ target, args, env }: ShelfLaunch, reference: (name: string) => string, withRegistry = true): readonly [string, ...string[]] {
  const own = args.map((arg) => (typeof arg === 'string' ? arg : `${arg.before ?? ''}${reference(arg.name)}${arg.after ?? ''}`));
  if (target.kind === 'command') {
    const [command = '', ...rest] = target.argv;
    return [command, ...rest, ...own];
  }
  if (target.kind === 'remote') return [''];
  const { type, name, version } = target;
  const registry = withRegistry ? target.registry : undefined;
  switch (type) {
    case 'npm':
      return ['npx', '-y', ...(registry === undefined ? [] : [`--registry=${registry}`]), `${name}@${version}`, ...own];
    case 'pypi':
      return ['uvx', ...(registry === undefined ? [] : ['--default-index', registry]), `${name}==${version}`, ...own];
    case 'nuget':
      // dnx takes what stands before `--` for its own (https://learn.microsoft.com/dotnet/core/tools/dotnet-tool-exec).
      return ['dnx', `${name}@${version}`, '--yes', ...(registry === undefined ? [] : ['--source', registry]), ...(own.length > 0 ? ['--', ...own] : [])];
    case 'oci':
      // By name alone a variable is handed on from the environment of docker itself, so that its value stands in no argument.
      return ['docker', 'run', '-i', '--rm', ...env.flatMap((one: Asked | { name: string }) => ['-e', one.name]), `${name}@${version}`, ...own];
  }
}
