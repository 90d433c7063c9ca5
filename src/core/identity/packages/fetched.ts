import type { Located } from '../../config/config-file.ts';
import { say } from '../../text/message.ts';
import { namesOf, type FoundFlag, type Scan } from '../flags.ts';
import { nothingToStart, opaque, variableIn, type Call, type FetchedPackage, type CannotTell } from '../launched.ts';
import { startsPrograms } from '../programs.ts';
import { hasVariable } from '../variables.ts';
import { exactNpmVersion, npmSpec } from './npm-spec.ts';
import { npmSource } from './npm-registry.ts';
import { packageRef } from './package-ref.ts';

/** The one package that `-p` flags ask for, if any; several make it impossible to tell whose program starts. */
function askedPackage(launcher: string, found: readonly FoundFlag[]): FoundFlag | CannotTell | undefined {
  let asked: FoundFlag | undefined;
  for (const flag of found) {
    if (flag.meaning !== 'package') continue;
    if (asked) return opaque(say('`{launcher}` is told to fetch several packages, so whose program starts cannot be told.', { launcher }));
    asked = flag;
  }
  return asked;
}

const pathLike = /[\\/\s]/;
const windowsEnding = /\.exe$/i;

/**
 * A launcher told of package and program apart (`npx -p pkg program`, `uvx --from pkg program`) runs whatever program of that name
 * is found, the package's own or one of the machine. Only the package's own name is taken to be the package's; another name is
 * told as a hijack under the flag's name, and one that starts anything it is given is opaque.
 */
export function programOf(launcher: string, flag: string, program: Located | undefined, own: string, plain: (name: string) => string): readonly string[] | CannotTell {
  if (!program) return nothingToStart(launcher);
  if (hasVariable(program.value)) return variableIn.command;
  if (program.value === '' || pathLike.test(program.value)) return opaque(say('`{launcher}` fetches a package, but starts a program that lies on this machine.', { launcher }));
  const name = program.value.replace(windowsEnding, '');
  if (startsPrograms(name)) return opaque(say('`{launcher}` fetches a package, but starts `{program}`, which runs whatever it is given.', { launcher, program: name }));
  return plain(name) === own ? [] : [flag];
}

/** What an npm launcher (npx, pnpm dlx, bunx …) fetches and runs, once its flags are read. */
export function fetchedFromNpm(call: Call, { found, rest }: Scan, settings: NpmLauncher): FetchedPackage | CannotTell {
  const { launcher, env, folder } = call;
  const asked = askedPackage(launcher, found);
  if (asked && 'kind' in asked) return asked;
  const written = asked ? asked.value : rest[0];
  if (!written) return nothingToStart(launcher);
  if (hasVariable(written.value)) return variableIn.package;
  const spec = npmSpec(written.value);
  if (spec.type !== 'version' && spec.type !== 'range' && spec.type !== 'tag') return notFromRegistry(launcher, spec.type);
  const { name } = spec;
  const hijacks = namesOf(found);
  if (asked) {
    const more = programOf(launcher, asked.name, rest[0], name.slice(name.indexOf('/') + 1), (program) => program);
    if ('kind' in more) return more;
    hijacks.push(...more);
  }
  const source = npmSource(name, found, env, folder);
  if ('kind' in source) return source;
  hijacks.push(...source.hijacks);
  const version = spec.type === 'version' ? exactNpmVersion(spec.spec) : undefined;
  const floating = version !== undefined || written.value === name || spec.spec === '' || written.value.endsWith('@') ? undefined : spec.spec;
  if (settings.runsInstalled && ((!asked && hasProgram(call, written.value, name)) || hasCopy(call, name))) hijacks.push('node_modules');
  hijacks.push(...placeHijacks(call, settings.family));
  return {
    kind: 'package',
    package: packageRef('npm', name, { version, floating, registry: source.registry }),
    args: rest.slice(1),
    hijacks,
    accounted: settings.readsNpmVariables ? source.accounted : [],
  };
}

export interface NpmLauncher {
  /** Under which facts about a folder's settings are kept. */
  readonly family: string;
  /** Starts a copy that is installed in the folder instead of fetching one. */
  readonly runsInstalled: boolean;
  /** Takes `npm_config_…` in any case as npm does. */
  readonly readsNpmVariables: boolean;
}

/**
 * Whether the folder may hold what would run instead of what is fetched. A lock file does not excuse a copy: it comes from the same
 * repository, and nobody compares its hashes with what lies there.
 */
function hasCopy({ folder }: Call, name: string): boolean {
  return folder !== undefined && (folder.copies?.has(name) === true || folder.installed.has(`npm:${name}`));
}

/** Whether the folder has a program that runs instead of the package: called exactly as what is asked for, or (bun) as the package without its scope. */
function hasProgram({ folder }: Call, written: string, name: string): boolean {
  const bins = folder?.bins;
  return bins !== undefined && (bins.has('*') || bins.has(written) || bins.has(written.toLowerCase()) || (written === name && bins.has(name.slice(name.indexOf('/') + 1))));
}

/** What the folder that a launcher starts in changes about what it runs. */
export function placeHijacks({ folder, elsewhere }: Call, family: string): readonly string[] {
  return elsewhere ? ['cwd'] : (folder?.overrides?.get(family) ?? []);
}

export function notFromRegistry(launcher: string, type: 'elsewhere' | 'alias' | 'invalid'): CannotTell {
  switch (type) {
    case 'elsewhere':
      return opaque(say('`{launcher}` takes the code from a folder, a file or an address instead of a package registry, so which code runs cannot be told from its name.', { launcher }));
    case 'alias':
      return opaque(say('`{launcher}` is told to fetch a package under another name (`npm:`), so which one runs cannot be told for certain.', { launcher }));
    case 'invalid':
      return opaque(say('What `{launcher}` is told to fetch is not the name of a package.', { launcher }));
  }
}
