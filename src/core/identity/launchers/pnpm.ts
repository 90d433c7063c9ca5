import { say } from '../../text/message.ts';
import { flagTable, scanFlags } from '../flags.ts';
import { nothingToStart, opaque, type Call, type Launched } from '../launched.ts';
import { fetchedFromNpm } from '../packages/fetched.ts';
import { word } from './npx.ts';

/** Options of `pnpm` and `pnpm dlx` (https://pnpm.io/cli/dlx). */
const table = flagTable({
  plain: '-y --yes -s --silent --no-color --color --offline --prefer-offline --ignore-scripts --ignore-workspace',
  'plain=': '--reporter --loglevel',
  'package=': '--package',
  'registry=': '--registry',
  hijack: '-w --workspace-root -r --recursive',
  'hijack=': '-C --dir --allow-build --filter -F --config --store-dir --cpu --os --libc',
  opaque: '-c --shell-mode',
});

/** Always fetches, or uses its own cache; what is installed in the folder does not count. */
const settings = { family: 'pnpm', runsInstalled: false, readsNpmVariables: true };

export function pnpx(call: Call): Launched {
  const scan = scanFlags(call.launcher, call.words, table);
  return 'kind' in scan ? scan : fetchedFromNpm(call, scan, settings);
}

/** `pnpm dlx`; `pnpm exec` and the rest run what the folder holds. */
export function pnpm(call: Call): Launched {
  const before = scanFlags('pnpm', call.words, table);
  if ('kind' in before) return before;
  const [command, ...words] = before.rest;
  if (!command) return nothingToStart('pnpm');
  if (command.value !== 'dlx') return opaque(say('`pnpm {command}` runs what the folder it starts in holds at that moment.', { command: word(command.value) }));
  const scan = scanFlags('pnpm dlx', words, table);
  if ('kind' in scan) return scan;
  return fetchedFromNpm({ ...call, launcher: 'pnpm dlx' }, { found: [...before.found, ...scan.found], rest: scan.rest }, settings);
}
