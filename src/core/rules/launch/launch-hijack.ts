import { placeIn } from '../../config/place-in.ts';
import type { NamedValue } from '../../config/config-file.ts';
import { hijackOf } from '../../identity/hijacks.ts';
import { hasVariable } from '../../secret/placeholder.ts';
import { joined, say } from '../../text/message.ts';
import type { Rule, ServerContext, ServerReport } from '../rule.ts';

/** Always, or only with such a value: variables that put other code into the server and are next to never set for another reason. */
const variables: ReadonlyMap<string, RegExp | undefined> = new Map<string, RegExp | undefined>([
  ['NODE_OPTIONS', /(?:^|\s)(?:-r|--require|--import|--loader|--experimental-loader)(?:[=\s]|$)|--inspect(?:-brk)?=0\.0\.0\.0/],
  ['NODE_REPL_EXTERNAL_MODULE', undefined],
  ['NODE_TLS_REJECT_UNAUTHORIZED', /^\s*0\s*$/],
  ['LD_PRELOAD', undefined],
  ['LD_AUDIT', undefined],
  ['GCONV_PATH', undefined],
  ['DYLD_INSERT_LIBRARIES', undefined],
  ['DYLD_FORCE_FLAT_NAMESPACE', undefined],
  ['BASH_ENV', undefined],
  ['SHELLOPTS', undefined],
  ['BASHOPTS', undefined],
  ['PS4', undefined],
  ['PYTHONSTARTUP', undefined],
  ['PYTHONINSPECT', undefined],
  ['PYTHONBREAKPOINT', /^(?!0$)/],
  ['PYTHONWARNINGS', /(?:^|[:,])[^:,]*:[^:,]*:[^:,]*\.[^:,]*/],
  ['PYTHONHOME', undefined],
  ['PERL5OPT', /-[Mm]/],
  ['PERL5DB', undefined],
  ['RUBYOPT', /(?:^|\s)-r/],
  ['JAVA_TOOL_OPTIONS', /-(?:javaagent|agentpath|agentlib|Xbootclasspath)/],
  ['JDK_JAVA_OPTIONS', /-(?:javaagent|agentpath|agentlib|Xbootclasspath)/],
  ['_JAVA_OPTIONS', /-(?:javaagent|agentpath|agentlib|Xbootclasspath)/],
  ['DOTNET_STARTUP_HOOKS', undefined],
  ['DOTNET_ADDITIONAL_DEPS', undefined],
  ['CORECLR_PROFILER_PATH', undefined],
  ['COR_PROFILER_PATH', undefined],
  ['COMSPEC', undefined],
  ['PATHEXT', undefined],
  ['OPENSSL_ENGINES', undefined],
  ['GIT_EXEC_PATH', undefined],
  ['PATH', undefined],
]);

export const launchHijack: Rule = {
  id: 'launch-hijack',
  title: 'Environment that puts other code into the server',
  category: 'launch',
  clients: 'all',
  subject: 'server',
  severity: 'warning',
  confidence: 'high',
  audience: 'default',
  since: '0.3.0',
  fix: 'needs-review',
  references: [
    { title: 'MITRE ATT&CK T1574: Hijack Execution Flow', url: 'https://attack.mitre.org/techniques/T1574/' },
    { title: 'CWE-426: Untrusted Search Path', url: 'https://cwe.mitre.org/data/definitions/426.html' },
    { title: 'Node.js: NODE_OPTIONS', url: 'https://nodejs.org/api/cli.html#node_optionsoptions' },
  ],
  check(context) {
    const { env, hijacks } = context.identity.launch;
    return hijacks.length === 0 ? [] : env.flatMap((variable) => (hijacksLaunch(variable) ? [report(variable, context)] : []));
  },
};

/** Whether a variable is one of those, set to what does it. */
function hijacksLaunch({ name, value }: NamedValue): boolean {
  const upper = name.toUpperCase();
  if (!variables.has(upper) || value === undefined || value.length > 100_000 || handsOn(value, upper)) return false;
  return upper === 'PATH' ? findsHereFirst(value) : (variables.get(upper)?.test(upper === 'NODE_OPTIONS' ? asNodeReads(value) : value) ?? true);
}

/** Node takes quotes off, and `_` in an option for `-`: https://nodejs.org/api/cli.html#options */
function asNodeReads(options: string): string {
  return options.replaceAll('"', '').replaceAll('_', '-');
}

/** What is said of a variable here, or can be; its other values are harmless. `PATH` is either. */
export function leftToHijack(variable: NamedValue): boolean {
  const upper = variable.name.toUpperCase();
  return upper === 'PATH' ? hijacksLaunch(variable) : variables.has(upper);
}

/** Set to nothing, or to what it is outside. */
export function handsOn(value: string, upper: string): boolean {
  return value.trim() === '' || (upper !== 'PATH' && hasVariable(value) && value.toUpperCase().includes(upper));
}

/** A relative folder, or one that everybody on the machine writes to. */
const elsewhere = /^(?:\.{1,2}(?:[\\/]|$)|[\w.-]{1,100}[\\/]|(?:\/private)?\/(?:tmp|var\/tmp|dev\/shm)(?:\/|$))/;

/** A folder that depends on where the server starts, before or among the others: a file there is taken for `npx`. */
function findsHereFirst(path: string): boolean {
  const entries = path.split(path.includes(';') ? ';' : ':').slice(0, 500);
  return entries.length > 1 && entries.some((entry) => elsewhere.test(entry.trim()));
}

function report({ name, path }: NamedValue, { server }: ServerContext): ServerReport {
  return {
    at: path,
    message: () => {
      const upper = name.toUpperCase();
      if (upper === 'PATH') return say('`{name}` has a folder in it that others can write to or that changes with where the server starts: a program there is taken for `npx` or `node`. Take that folder out.', { name });
      return joined(say(hijackOf(name)?.template ?? '`{name}` can change which code runs.', { name }), say('A server needs no such thing to start: take it out.'));
    },
    fixes: () =>
      placeIn(server.env, path) >= 0 && name.toUpperCase() !== 'PATH'
        ? [{ id: 'take-out', title: say('Take `{name}` out', { name }), safety: 'needs-review', changes: [{ op: 'remove', at: path }] }]
        : [],
  };
}
