import { say } from '../../text/message.ts';
import { flagTable, scanFlags, type Flag } from '../flags.ts';
import { nothingToStart, opaque, variableIn, type Call, type Launched } from '../launched.ts';
import { fetchedFromNpm } from '../packages/fetched.ts';
import { hasVariable } from '../variables.ts';

const scopeRegistry = /^--@[^/:=]+:registry$/;
const registryFlag: Flag = { meaning: 'registry', takesValue: true };

/** npm's own options as far as they are met in launches (https://docs.npmjs.com/cli/commands/npm-exec, `@npmcli/config` definitions). */
const table = flagTable(
  {
    plain:
      '-y --yes --no --no-yes --no-install -q --quiet -s --silent -d -dd -ddd --verbose --prefer-online --prefer-offline --offline --ignore-scripts --no-update-notifier --no-fund --no-audit --no-progress --no-color --color --progress --fund --audit --update-notifier --timing --no-timing --foreground-scripts --no-package-lock --no-save --force -f --legacy-peer-deps --strict-peer-deps',
    'plain=': '--loglevel --fetch-retries --fetch-timeout --fetch-retry-mintimeout --fetch-retry-maxtimeout --maxsockets --omit --include',
    'package=': '-p --package',
    'registry=': '--registry',
    hijack: '-g --global --workspaces -ws --include-workspace-root --install-links --no-strict-ssl --dangerously-allow-all-scripts',
    'hijack=': '--prefix -C --userconfig --globalconfig --cache -w --workspace --tag --before --min-release-age --node-options --script-shell --shell --location --cafile --ca --proxy --https-proxy --strict-ssl --allow-scripts --scope',
    opaque: '-c --call -n --node-arg --npm --always-spawn --ignore-existing --shell-auto-fallback',
  },
  { other: (name) => (scopeRegistry.test(name) ? registryFlag : undefined) },
);

const settings = { family: 'npm', runsInstalled: true, readsNpmVariables: true };

/** `npx [options] package [arguments]`: options stand before the package, what follows is the server's (npm's bin/npx-cli.js). */
export function npx(call: Call): Launched {
  const scan = scanFlags('npx', call.words, table);
  return 'kind' in scan ? scan : fetchedFromNpm(call, scan, settings);
}

/** `npm exec` and `npm x`, which take npm's options among the server's arguments too, up to `--`. */
export function npm(call: Call): Launched {
  const before = scanFlags('npm', call.words, table);
  if ('kind' in before) return before;
  const [command, ...words] = before.rest;
  if (!command) return nothingToStart('npm');
  if (hasVariable(command.value)) return variableIn.option;
  if (command.value !== 'exec' && command.value !== 'x') {
    return opaque(say('`npm {command}` runs what `package.json` says at that moment.', { command: word(command.value) }));
  }
  const scan = scanFlags('npm exec', words, table, true);
  if ('kind' in scan) return scan;
  return fetchedFromNpm({ ...call, launcher: 'npm exec' }, { found: [...before.found, ...scan.found], rest: scan.rest }, settings);
}

const plainWord = /^[a-z][a-z-]{0,20}$/;

/** A subcommand as it may be shown: what is not plainly one may be anything. */
export function word(text: string): string {
  return plainWord.test(text) ? text : '…';
}
