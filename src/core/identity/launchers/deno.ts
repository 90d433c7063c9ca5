import { say } from '../../text/message.ts';
import { flagTable, namesOf, scanFlags } from '../flags.ts';
import { inlineCode } from '../flags.ts';
import { nothingToStart, opaque, variableIn, type Call, type Launched } from '../launched.ts';
import { fetchedFromNpm } from '../packages/fetched.ts';
import { hasVariable, hasVariableInPath } from '../variables.ts';
import { word } from './npx.ts';

const dynamic = /^--(?:(?:allow|deny|ignore)-(?:net|read|write|env|sys|run|ffi|hrtime|import|all)|unstable-[a-z-]{1,40}|inspect(?:-brk|-wait)?|v8-flags|watch(?:-hmr|-exclude)?|check|reload|node-modules-dir|vendor|frozen)$/;
const plainFlag = { meaning: 'plain', takesValue: false };

/**
 * Options of `deno run` (https://docs.deno.com/runtime/reference/cli/run/); values of optional ones stand behind `=`. What a script
 * is permitted is not told as a hijack: without deno it would be permitted everything.
 */
const table = flagTable(
  {
    plain: '-A -N -R -W -E -S -I -r -q --quiet --no-prompt --unstable --cached-only --no-remote --no-npm --no-check --no-lock --no-config --no-clear-screen --no-code-cache',
    'plain=': '--ext --seed -L --log-level',
    hijack: '--env --env-file --unsafely-ignore-certificate-errors --allow-scripts',
    'hijack=': '-c --config --import-map --preload --import --require --cert --location --minimum-dependency-age',
    // Its value is optional: which word is started depends on deno's version.
    opaque: '--lock',
  },
  { joined: true, other: (name) => (dynamic.test(name) ? plainFlag : undefined) },
);

const settings = { family: 'deno', runsInstalled: true, readsNpmVariables: false };
const npmSpecifier = /^npm:\/?((?:@[^/@]+\/)?[^/@]+(?:@[^/]*)?)(?:\/.*)?$/;
const script = /[\\/]|\.[cm]?[jt]sx?$/;

/** `deno run npm:package`, `deno run script.ts`, `deno script.ts`. */
export function deno(call: Call): Launched {
  const first = call.words[0];
  if (!first) return nothingToStart('deno');
  const named = first.value === 'run';
  if (!named && !first.value.startsWith('-') && !script.test(first.value)) {
    return hasVariable(first.value) ? variableIn.option : opaque(say('`deno {command}` is not a way to start a server that MCP Roll Call can tell for certain.', { command: word(first.value) }));
  }
  const launcher = named ? 'deno run' : 'deno';
  const scan = scanFlags(launcher, named ? call.words.slice(1) : call.words, table);
  if ('kind' in scan) return scan;
  const target = scan.rest[0];
  if (!target || target.value === '-') return target ? inlineCode(launcher) : nothingToStart(launcher);
  if (target.value.startsWith('npm:')) {
    if (hasVariable(target.value)) return variableIn.package;
    const spec = npmSpecifier.exec(target.value)?.[1] ?? '';
    return fetchedFromNpm({ ...call, launcher }, { found: scan.found, rest: [{ value: spec, path: target.path }, ...scan.rest.slice(1)] }, settings);
  }
  if (/^[a-z][a-z+.-]+:(?!\\)/i.test(target.value)) {
    return opaque(say('`{launcher}` fetches code from an address or a registry that MCP Roll Call cannot tell the content of.', { launcher }));
  }
  if (hasVariableInPath(target.value)) return variableIn.script;
  return { kind: 'program', script: target.value.replaceAll('\\', '/'), args: scan.rest.slice(1), hijacks: namesOf(scan.found) };
}
