import { say } from '../../text/message.ts';
import { flagTable, namesOf, scanFlags } from '../flags.ts';
import { nothingToStart, opaque, variableIn, type Call, type Launched } from '../launched.ts';
import { notFromRegistry, placeHijacks } from '../packages/fetched.ts';
import { readRegistry } from '../packages/npm-registry.ts';
import { nugetSpec } from '../packages/nuget-spec.ts';
import { packageRef } from '../packages/package-ref.ts';
import { hasVariable } from '../variables.ts';

/** https://learn.microsoft.com/dotnet/core/tools/dotnet-tool-exec */
const table = flagTable({
  plain: '-y --yes --interactive --allow-roll-forward --disable-parallel --ignore-failed-sources --no-http-cache --no-cache',
  'plain=': '-v --verbosity',
  prerelease: '--prerelease',
  'version=': '--version',
  'source=': '--source',
  'hijack=': '--configfile --add-source --framework --arch -a',
});

/** `dnx package [arguments]`: dnx looks for its options everywhere before `--`. */
export function dnx(call: Call): Launched {
  const { launcher } = call;
  const scan = scanFlags(launcher, call.words, table, true);
  if ('kind' in scan) return scan;
  const [spec, ...args] = scan.rest;
  if (!spec) return nothingToStart(launcher);
  const stated = scan.found.filter(({ meaning }) => meaning === 'version').map(({ value }) => value.value);
  if (hasVariable(spec.value) || stated.some(hasVariable)) return variableIn.package;
  const read = stated.length > 1 ? undefined : nugetSpec(spec.value, stated[0]);
  if (!read) return notFromRegistry(launcher, 'invalid');
  const sources = scan.found.filter(({ meaning }) => meaning === 'source');
  if (sources.length > 1) return opaque(say('`{launcher}` is told of several sources, so which one the code comes from cannot be told.', { launcher }));
  const registry = sources[0] && readRegistry(sources[0].value.value);
  if (registry !== undefined && typeof registry !== 'string') return registry;
  // With `--prerelease` a version that is not written out is the newest of any kind.
  const floating = read.floating ?? (read.version === undefined && scan.found.some(({ meaning }) => meaning === 'prerelease') ? '*-*' : undefined);
  return {
    kind: 'package',
    package: packageRef('nuget', read.name, { version: read.version, floating, registry }),
    args,
    hijacks: [...namesOf(scan.found), ...placeHijacks(call, 'dnx')],
  };
}
