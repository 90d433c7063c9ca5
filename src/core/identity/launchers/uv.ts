import type { Located } from '../../config/config-file.ts';
import { say } from '../../text/message.ts';
import { flagTable, namesOf, scanFlags, type FoundFlag, type Scan } from '../flags.ts';
import { nothingToStart, opaque, variableIn, type Call, type CannotTell, type Launched } from '../launched.ts';
import { programOf } from '../packages/fetched.ts';
import { fetchedFromPython, pythonHijacks } from '../packages/fetched-python.ts';
import { pythonName, pythonRequirement } from '../packages/python-requirement.ts';
import { hasVariable, hasVariableInPath } from '../variables.ts';
import { interpreter as pythonScript } from './interpreters.ts';
import { word } from './npx.ts';

/** Options of `uv`, `uv run` and `uv tool run` (https://docs.astral.sh/uv/reference/cli/). */
const table = flagTable(
  {
    plain:
      '-q --quiet -v --verbose --no-progress --offline --native-tls --no-native-tls --system-certs --no-system-certs -n --no-cache --no-cache-dir --refresh --isolated --no-config --no-env-file --no-python-downloads --allow-python-downloads --managed-python --no-managed-python --reinstall --force-reinstall -U --upgrade --no-build --no-binary --compile-bytecode --compile --no-compile-bytecode --no-sources --exact --frozen --locked --no-sync --no-dev --dev --no-editable --no-default-groups --all-extras --all-groups --all-packages --only-dev --show-resolution --preview --no-preview --no-installer-metadata --lfs',
    'plain=':
      '--color --link-mode --exclude-newer --exclude-newer-package --refresh-package --reinstall-package -P --upgrade-package --resolution --prerelease --fork-strategy --python-platform --no-binary-package --no-build-package --torch-backend --extra --no-extra --group --no-group --only-group --no-sources-package --keyring-provider --python-preference --preview-features',
    'from=': '--from',
    'with=': '--with -w',
    'instead=': '--default-index -i --index-url',
    'before=': '--index --extra-index-url',
    'python=': '-p --python',
    'directory=': '--directory --project',
    project: '--no-project --no_workspace',
    module: '-m --module',
    script: '-s --script --gui-script',
    hijack: '--no-build-isolation --no-index --active --no-verify-hashes',
    'hijack=':
      '--with-editable --with-requirements -f --find-links --allow-insecure-host --trusted-host --cache-dir --config-file --env-file -c --constraints --constraint --overrides --override -b --build-constraints --build-constraint --excludes --index-strategy --no-build-isolation-package -C --config-setting --config-settings --config-settings-package --package',
  },
  { joined: true },
);

const index = { instead: new Set(['uv_default_index', 'uv_index_url']), before: new Set(['uv_index', 'uv_extra_index_url', 'uv_find_links']) };

/** Tools ignore the settings of the folder they start in (https://docs.astral.sh/uv/concepts/configuration-files/). */
const tool = { family: 'uv', index, atVersion: true, readsFolder: false };
const project = { family: 'uv', index, atVersion: false, readsFolder: true };

export function uvx(call: Call): Launched {
  const scan = scanFlags(call.launcher, call.words, table);
  return 'kind' in scan ? scan : runTool(call, scan);
}

export function uv(call: Call): Launched {
  const before = scanFlags('uv', call.words, table);
  if ('kind' in before) return before;
  const [command, ...words] = before.rest;
  if (!command) return nothingToStart('uv');
  if (hasVariable(command.value)) return variableIn.option;
  if (command.value === 'run') return withFlags('uv run', words, before, (scan) => run({ ...call, launcher: 'uv run' }, scan));
  if (command.value === 'tool' && words[0]?.value === 'run') {
    return withFlags('uv tool run', words.slice(1), before, (scan) => runTool({ ...call, launcher: 'uv tool run' }, scan));
  }
  return opaque(say('`uv {command}` is not a way to start a server that MCP Roll Call knows.', { command: word(command.value) }));
}

function withFlags(launcher: string, words: readonly Located[], before: Scan, then: (scan: Scan) => Launched): Launched {
  const scan = scanFlags(launcher, words, table);
  return 'kind' in scan ? scan : then({ found: [...before.found, ...scan.found], rest: scan.rest });
}

/** Flags that count as hijacks whenever they stand there. */
function changes(found: readonly FoundFlag[]): string[] {
  return [...namesOf(found, 'with'), ...namesOf(found, 'directory')];
}

/** `uvx [--from package] program`. Without `--from` uv refuses a program that the package does not have; with it, any on PATH will do. */
function runTool(call: Call, { found, rest }: Scan): Launched {
  const program = rest[0];
  if (!program) return nothingToStart(call.launcher);
  const asked = found.filter(({ meaning }) => meaning === 'from');
  if (asked.length > 1) return opaque(say('`{launcher}` is told of several packages, so whose program starts cannot be told.', { launcher: call.launcher }));
  const from = asked[0];
  const launched = fetchedFromPython(call, from?.value ?? program, found, rest.slice(1), tool);
  if (launched.kind !== 'package') return launched;
  const more = from ? programOf(call.launcher, from.name, program, launched.package.name, pythonName) : [];
  return 'kind' in more ? more : { ...launched, hijacks: [...launched.hijacks, ...changes(found), ...more] };
}

const pythonFile = /\.pyw?$/i;
const pythonProgram = /^(?:python|pythonw)(?:\d+(?:\.\d+)?)?(?:\.exe)?$/i;

/** `uv run` starts a script, a module or a program of the folder's project, or of a package that `--with` adds to it. */
function run(call: Call, { found, rest }: Scan): Launched {
  const target = rest[0];
  if (!target) return nothingToStart(call.launcher);
  const args = rest.slice(1);
  const folder = found.find(({ meaning }) => meaning === 'directory')?.value.value;
  if (target.value === '-') return opaque(say('`uv run -` takes the program from its input.'));
  if (/^https?:/i.test(target.value)) return opaque(say('`uv run` fetches a script from an address, which can be another one tomorrow.'));
  if (hasVariableInPath(target.value) || (folder !== undefined && hasVariableInPath(folder))) return variableIn.script;
  const hijacks = [...namesOf(found), ...changes(found), ...pythonHijacks(found), ...namesOf(found, 'before'), ...namesOf(found, 'instead')];
  const local = (script: string): Launched => ({ kind: 'program', script: below(folder, script), args, hijacks });
  if (found.some(({ meaning }) => meaning === 'module')) return local(`-m ${target.value}`);
  if (found.some(({ meaning }) => meaning === 'script') || pythonFile.test(target.value)) return local(target.value);
  if (pythonProgram.test(target.value)) {
    const script = pythonScript({ ...call, launcher: 'python', words: args });
    return script.kind === 'program' ? { ...script, script: below(folder, script.script ?? ''), hijacks: [...hijacks, ...script.hijacks] } : script;
  }
  return fromAddedPackage(call, target, found, args) ?? local(target.value);
}

/**
 * `uv run --with package program`: programs of the added package come first. Whether the program is its own is only certain by name,
 * and the project in the folder may still change what is loaded.
 */
function fromAddedPackage(call: Call, target: Located, found: readonly FoundFlag[], args: readonly Located[]): Launched | CannotTell | undefined {
  const added = found.filter(({ meaning }) => meaning === 'with');
  if (added.length === 0) return undefined;
  const own = added.filter(({ value }) => pythonRequirement(value.value, false)?.name === pythonName(target.value));
  const from = own.length === 1 ? own[0]! : added.length === 1 ? added[0]! : undefined;
  if (!from) {
    return opaque(say('`uv run` adds several packages with `--with` and starts a program that one of them or the folder may hold, so whose it is cannot be told.'));
  }
  const launched = fetchedFromPython(call, from.value, found, args, project);
  if (launched.kind !== 'package') return launched;
  const more = programOf(call.launcher, from.name, target, launched.package.name, pythonName);
  if ('kind' in more) return more;
  const alone = found.some(({ meaning }) => meaning === 'project');
  return { ...launched, hijacks: [...launched.hijacks, ...more, ...(added.length > 1 ? [from.name] : []), ...namesOf(found, 'directory'), ...(alone ? [] : ['project'])] };
}

const absolute = /^(?:[\\/~]|[A-Za-z]:|\$\{)/;

/** A script's path, from the folder that uv is told to work in. */
function below(folder: string | undefined, script: string): string {
  const path = script.replaceAll('\\', '/');
  if (folder === undefined || absolute.test(script)) return path;
  const stem = folder.replaceAll('\\', '/').replace(/\/$/, '');
  return path.startsWith('-m ') ? `-m ${stem}/${path.slice(3)}` : `${stem}/${path}`;
}
