import { flagTable, scanFlags } from '../flags.ts';
import { nothingToStart, type Call, type Launched } from '../launched.ts';
import { fetchedFromNpm } from '../packages/fetched.ts';
import { bunScript } from './interpreters.ts';

/** https://bun.sh/docs/cli/bunx */
const table = flagTable({ plain: '--bun -b --silent --verbose --no-install', 'package=': '-p --package', 'hijack=': '--cwd --config -c --env-file' });

const settings = { family: 'bun', runsInstalled: true, readsNpmVariables: false };

export function bunx(call: Call): Launched {
  const scan = scanFlags(call.launcher, call.words, table);
  return 'kind' in scan ? scan : fetchedFromNpm(call, scan, settings);
}

/** `bun x package`, or bun as interpreter: `bun script.ts`, `bun run script.ts`. */
export function bun(call: Call): Launched {
  const first = call.words[0];
  if (!first) return nothingToStart('bun');
  return first.value === 'x' ? bunx({ ...call, launcher: 'bun x', words: call.words.slice(1) }) : bunScript(call);
}
