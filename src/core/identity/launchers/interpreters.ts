import type { Located } from '../../config/config-file.ts';
import { say } from '../../text/message.ts';
import { flagTable, inlineCode, namesOf, scanFlags, type FlagTable } from '../flags.ts';
import { nothingToStart, opaque, variableIn, type Call, type Launched } from '../launched.ts';
import { hasVariableInPath } from '../variables.ts';
import { dnx } from './dnx.ts';
import { word } from './npx.ts';

// https://docs.python.org/3/using/cmdline.html; Windows' `py` also takes which version to start: https://docs.python.org/3/using/windows.html
const pyVersion = /^-(?:\d(?:\.\d{1,2})?(?:-(?:32|64))?|V:.{1,40})$/;
const python = flagTable({ plain: '-u -B -I -E -s -S -P -O -q -v -d -b -x', 'plain=': '-X -W', 'module=!': '-m', code: '-c -i' }, { joined: true, other: (name) => (pyVersion.test(name) ? { meaning: 'plain', takesValue: false } : undefined) });

// https://docs.oracle.com/en/java/javase/21/docs/specs/man/java.html
const javaHijack = /^-(?:javaagent|agentlib|agentpath|Xbootclasspath)/;
const javaPlain = /^-[DX]/;
const java = flagTable(
  { plain: '--enable-preview -server -client -ea -esa', 'plain=': '--add-opens --add-exports --add-modules --add-reads --enable-native-access', 'jar=!': '-jar', code: '-cp -classpath --class-path -p --module-path -m --module --source' },
  { other: (name) => (javaHijack.test(name) ? { meaning: 'hijack', takesValue: false } : javaPlain.test(name) ? { meaning: 'plain', takesValue: false } : undefined) },
);

const tables: ReadonlyMap<string, FlagTable> = new Map([
  // https://nodejs.org/api/cli.html
  ['node', flagTable({
    plain: '--no-warnings --no-deprecation --trace-warnings --trace-deprecation --trace-uncaught --enable-source-maps --experimental-strip-types --experimental-transform-types --no-experimental-strip-types --experimental-sqlite --experimental-wasm-modules --experimental-vm-modules --experimental-fetch --experimental-json-modules --watch --watch-preserve-output --inspect --inspect-brk --use-system-ca --preserve-symlinks --preserve-symlinks-main --expose-gc --abort-on-uncaught-exception --throw-deprecation --pending-deprecation --report-on-fatalerror --permission --frozen-intrinsics',
    'plain=': '--max-old-space-size --max-semi-space-size --stack-size --unhandled-rejections --title --dns-result-order --disable-warning --inspect-port',
    hijack: '--use-openssl-ca --openssl-shared-config --experimental-default-config-file',
    'hijack=': '--env-file --env-file-if-exists -r --require --import --loader --experimental-loader -C --conditions --openssl-config --icu-data-dir --experimental-config-file --snapshot-blob --experimental-policy',
    code: '-e --eval -p --print -pe -i --interactive --run --test',
  })],
  ['python', python],
  ['pypy', python],
  ['py', python],
  ['java', java],
  ['javaw', java],
  ['ruby', flagTable({ plain: '-w -W0 -W1 -W2', 'hijack=': '-r -I -C', code: '-e -x -S' })],
  ['tsx', flagTable({ plain: '--no-warnings --no-cache --no-deprecation --enable-source-maps --clear-screen', 'hijack=': '--tsconfig -r --require --import --loader --env-file', code: '-e --eval -p --print' })],
  ['ts-node', flagTable({ plain: '-T --transpile-only --transpileOnly --esm -s --swc --files --prefer-ts-exts', 'hijack=': '-P --project -r --require -O --compiler-options -C --compiler', code: '-e --eval -p --print -i --interactive' })],
  // https://bun.sh/docs/cli/run
  ['bun', flagTable({ plain: '--bun -b --silent --smol --watch --hot --no-clear-screen --no-install', 'hijack=': '-r --preload --require --import -c --config --cwd --env-file --tsconfig-override', code: '-e --eval -p --print -i' })],
  ['dotnet', flagTable({ 'plain=': '--roll-forward --fx-version', 'hijack=': '--additionalprobingpath --additional-deps --depsfile --runtimeconfig' })],
  ['php', flagTable({ plain: '-n -q', 'hijack=': '-c -d -z', code: '-r -B -R -F -E -a -S' })],
]);
const noFlags = flagTable({});

const subcommands = new Set(['node inspect', 'node debug', 'tsx watch', 'tsx repl']);
const notLocal = /^(?:https?|data|blob|file|npm|jsr|node):/i;

/** `interpreter [options] script [arguments]`. */
export function interpreter(call: Call): Launched {
  const scan = scanFlags(call.launcher, call.words, tables.get(call.launcher) ?? noFlags);
  if ('kind' in scan) return scan;
  const named = scan.found.find(({ meaning }) => meaning === 'module' || meaning === 'jar');
  // Java's agents stand in the flag's own word, behind a colon.
  const hijacks = namesOf(scan.found).map((name) => (javaHijack.test(name) ? name.split(':', 1)[0]! : name));
  if (named) return script(call.launcher, named.value, scan.rest, hijacks, named.meaning === 'module' ? '-m ' : '');
  const first = scan.rest[0];
  return first ? script(call.launcher, first, scan.rest.slice(1), hijacks) : inlineCode(call.launcher);
}

function script(launcher: string, { value }: Located, args: readonly Located[], hijacks: readonly string[], prefix = ''): Launched {
  if (value === '' || value === '-') return inlineCode(launcher);
  if (hasVariableInPath(value)) return variableIn.script;
  if (notLocal.test(value) || value.startsWith('@') || subcommands.has(`${launcher} ${value}`)) {
    return opaque(say('What `{launcher}` is told to run is no script on this machine.', { launcher }));
  }
  return { kind: 'program', script: prefix + value.replaceAll('\\', '/'), args, hijacks };
}

const bunFile = /[\\/]|\.[cm]?[jt]sx?$/;

/** `bun [run] script`: a name that is no file is a script of `package.json` or a command of bun's own. */
export function bunScript(call: Call): Launched {
  const words = call.words[0]?.value === 'run' ? call.words.slice(1) : call.words;
  const launched = interpreter({ ...call, words });
  if (launched.kind !== 'program' || bunFile.test(launched.script ?? '')) return launched;
  return opaque(say('`bun {command}` runs what `package.json` says at that moment.', { command: word(launched.script ?? '') }));
}

const dotnetFile = /\.(?:dll|exe)$/i;

/** `dotnet server.dll`, or a tool that `dotnet tool exec` fetches. */
export function dotnet(call: Call): Launched {
  const [first, second] = call.words;
  if (!first) return nothingToStart('dotnet');
  if (first.value === 'dnx') return dnx({ ...call, launcher: 'dotnet dnx', words: call.words.slice(1) });
  if (first.value === 'tool' && (second?.value === 'exec' || second?.value === 'execute')) return dnx({ ...call, launcher: 'dotnet tool exec', words: call.words.slice(2) });
  const launched = interpreter(call);
  if (launched.kind !== 'program' || dotnetFile.test(launched.script ?? '')) return launched;
  return opaque(say('`dotnet {command}` builds or runs what the folder it starts in holds at that moment.', { command: word(first.value) }));
}
