import { say } from '../../text/message.ts';
import { flagTable, scanFlags } from '../flags.ts';
import { nothingToStart, opaque, type Call, type Launched } from '../launched.ts';
import { fetchedFromNpm } from '../packages/fetched.ts';
import { canonicalRegistry } from '../canonical-url.ts';
import { word } from './npx.ts';

/** https://yarnpkg.com/cli/dlx */
const table = flagTable({ plain: '-q --quiet', 'package=': '-p --package' });

const settings = { family: 'yarn', runsInstalled: false, readsNpmVariables: false };

/** Yarn 2 and later take the registry from their own settings, not from npm's. */
const registryVariable = 'yarn_npm_registry_server';

/** `yarn dlx`; the rest runs what the folder holds. */
export function yarn(call: Call): Launched {
  const [command, ...words] = call.words;
  if (!command) return nothingToStart('yarn');
  if (command.value !== 'dlx') return opaque(say('`yarn {command}` runs what the folder it starts in holds at that moment.', { command: word(command.value) }));
  const scan = scanFlags('yarn dlx', words, table);
  if ('kind' in scan) return scan;
  const launched = fetchedFromNpm({ ...call, launcher: 'yarn dlx' }, scan, settings);
  const server = call.env.find(({ name, value }) => value && name.toLowerCase() === registryVariable)?.value;
  const registry = server === undefined ? undefined : canonicalRegistry(server);
  // The variable stays a hijack by its name.
  return launched.kind === 'package' && registry !== undefined ? { ...launched, package: { ...launched.package, registry } } : launched;
}
