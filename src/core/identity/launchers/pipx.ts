import { say } from '../../text/message.ts';
import { flagTable, scanFlags } from '../flags.ts';
import { nothingToStart, opaque, variableIn, type Call, type Launched } from '../launched.ts';
import { fetchedFromPython } from '../packages/fetched-python.ts';
import { startsPrograms } from '../programs.ts';
import { hasVariable } from '../variables.ts';
import { word } from './npx.ts';

/** https://pipx.pypa.io/stable/reference/cli/ */
const table = flagTable(
  {
    plain: '--no-cache -v --verbose -q --quiet --fetch-missing-python',
    'from=': '--spec',
    'instead=': '-i --index-url',
    'python=': '--python',
    hijack: '--system-site-packages -e --editable',
    'hijack=': '--pip-args --with --backend',
    opaque: '--path --pypackages',
  },
  { joined: false },
);

const settings = {
  family: 'pipx',
  index: { instead: new Set(['pip_index_url']), before: new Set(['pip_extra_index_url', 'pip_find_links']) },
  atVersion: false,
  readsFolder: true,
};

/** `pipx run [--spec package] program`: the program must be the package's own, else pipx stops. */
export function pipx(call: Call): Launched {
  const before = scanFlags('pipx', call.words, table);
  if ('kind' in before) return before;
  const [command, ...words] = before.rest;
  if (!command) return nothingToStart('pipx');
  if (command.value !== 'run') return opaque(say('`pipx {command}` is not a way to start a server that MCP Roll Call knows.', { command: word(command.value) }));
  const scan = scanFlags('pipx run', words, table);
  if ('kind' in scan) return scan;
  const found = [...before.found, ...scan.found];
  const program = scan.rest[0];
  if (!program) return nothingToStart('pipx run');
  if (hasVariable(program.value)) return variableIn.command;
  const from = found.find(({ meaning }) => meaning === 'from');
  const named = { ...call, launcher: 'pipx run' };
  if (!from && /\.pyw?$/i.test(program.value)) return opaque(say('`pipx run` is given a script, from a folder or an address, and not a package.'));
  if (from && startsPrograms(program.value)) return opaque(say('`{launcher}` fetches a package, but starts `{program}`, which runs whatever it is given.', { launcher: 'pipx run', program: program.value }));
  return fetchedFromPython(named, from?.value ?? program, found, scan.rest.slice(1), settings);
}
