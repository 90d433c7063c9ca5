import type { Located } from '../../config/config-file.ts';
import { say } from '../../text/message.ts';
import { namesOf, type FoundFlag } from '../flags.ts';
import { opaque, variableIn, type Call, type CannotTell, type FetchedPackage } from '../launched.ts';
import { hasVariable } from '../variables.ts';
import { notFromRegistry, placeHijacks } from './fetched.ts';
import { packageRef } from './package-ref.ts';
import { pythonSource, type IndexVariables } from './python-index.ts';
import { pythonRequirement } from './python-requirement.ts';

export interface PythonLauncher {
  /** Under which facts about a folder's settings are kept. */
  readonly family: string;
  readonly index: IndexVariables;
  /** Understands `name@1.2`. */
  readonly atVersion: boolean;
  /** Looks into the folder it starts in for settings or code of its own. */
  readonly readsFolder: boolean;
}

/** Names that uv takes for an interpreter instead of a package (normalised: a dot is a dash). */
const pythonItself = /^(?:c?python|pythonw|pypy|graalpy|pyodide)[\d-]*t?$/;

/** What a Python launcher fetches for `spec`, and what its flags change about it. */
export function fetchedFromPython(call: Call, spec: Located, found: readonly FoundFlag[], args: readonly Located[], settings: PythonLauncher): FetchedPackage | CannotTell {
  if (hasVariable(spec.value)) return variableIn.package;
  const requirement = pythonRequirement(spec.value, settings.atVersion);
  if (!requirement) return notFromRegistry(call.launcher, /[:\\/]/.test(spec.value) ? 'elsewhere' : 'invalid');
  if (pythonItself.test(requirement.name)) return opaque(say('`{launcher}` starts Python itself, which runs whatever it is given.', { launcher: call.launcher }));
  const source = pythonSource(found, call.env, settings.index);
  if ('kind' in source) return source;
  return {
    kind: 'package',
    package: packageRef('pypi', requirement.name, { version: requirement.version, floating: requirement.floating, registry: source.registry }),
    args,
    hijacks: [...namesOf(found), ...pythonHijacks(found), ...source.hijacks, ...(settings.readsFolder ? placeHijacks(call, settings.family) : [])],
    accounted: source.accounted,
  };
}

/** A Python asked for by its version, as opposed to by its path. */
const pythonVersion = /^(?:cpython@?|python@?)?(?:[<>=~!]=?)?\d+(?:\.\d+){0,2}t?$/;

/** A Python asked for by anything but its version may be any program. */
export function pythonHijacks(found: readonly FoundFlag[]): string[] {
  return found.filter(({ meaning, value }) => meaning === 'python' && !pythonVersion.test(value.value)).map(({ name }) => name);
}
