import { hasVariable } from '../secret/placeholder.ts';
import { secretsIn } from '../secret/find.ts';
import { say, type Message } from '../text/message.ts';
import { compileDenyPattern, maxArgument } from './deny-pattern.ts';
import type { PolicyMatch } from './document.ts';
import type { Subject } from './subject.ts';

/** `args`, `env` and `cwd` of an item of `match`, prepared. */
export interface Conditions {
  readonly args: { readonly allow: ReadonlySet<string>; readonly denyExtra: boolean; readonly denyPatterns: readonly RegExp[] };
  readonly env: { readonly allow: ReadonlySet<string> | undefined; readonly denyLiteralSecrets: boolean };
  readonly cwd: ReadonlySet<string> | undefined;
}

const none: Conditions = { args: { allow: new Set(), denyExtra: false, denyPatterns: [] }, env: { allow: undefined, denyLiteralSecrets: false }, cwd: undefined };

export function compileConditions({ args, env, cwd }: PolicyMatch): Conditions {
  if (!args && !env && !cwd) return none;
  return {
    args: { allow: new Set(args?.allow), denyExtra: args?.denyExtra ?? false, denyPatterns: (args?.denyPatterns ?? []).map(compileDenyPattern) },
    env: { allow: env?.allow && new Set(env.allow), denyLiteralSecrets: env?.denyLiteralSecrets ?? false },
    cwd: cwd && new Set(cwd.allow.map(folder)),
  };
}

/** Together the conditions leave nothing of the launch open: its arguments, the names in its environment, and its folder where it has one. */
export function fixesLaunch({ args, env, cwd }: Conditions, { identity }: Subject): boolean {
  return args.denyExtra && env.allow !== undefined && (identity.launch.cwd === undefined || cwd !== undefined);
}

/**
 * The first condition that a launch does not meet, as a sentence about `{name}`; undefined when it meets all.
 * `approving` also asks that nothing changes which code runs unless the item names it. Argument values are never in the sentence:
 * they may be secrets.
 */
export function unmetCondition(conditions: Conditions, subject: Subject, approving: boolean): Message | undefined {
  return (approving ? hijack(conditions, subject) : undefined) ?? argument(conditions, subject) ?? environment(conditions, subject) ?? workingDirectory(conditions, subject);
}

function hijack({ args, env, cwd }: Conditions, { server, identity }: Subject): Message | undefined {
  const name = server.name;
  for (const what of identity.launch.hijacks) {
    if (args.allow.has(what) || env.allow?.has(what) || (what === 'cwd' && cwd !== undefined)) continue;
    return say('`{name}` uses `{what}`, which can change what code runs or what it may reach, and its approval does not cover that. Take `{what}` out, or ask for an approval that names it.', { name, what });
  }
  return undefined;
}

function argument({ args }: Conditions, { server, identity }: Subject): Message | undefined {
  if (!args.denyExtra && args.denyPatterns.length === 0) return undefined;
  const name = server.name;
  for (const [i, text] of identity.launch.args.entries()) {
    const what = shownArgument(text, i);
    if (args.denyExtra && !args.allow.has(text)) {
      return say('`{name}` is approved with certain arguments only, and {what} is not one of them. Take it out, or ask for an approval that names it.', { name, what });
    }
    if (args.denyPatterns.length === 0) continue;
    if (text.length > maxArgument) return say('{what} of `{name}` is too long to be checked against the arguments that its approval rules out. Shorten it.', { name, what });
    if (hidesValue(text)) {
      return say('{what} of `{name}` holds a variable, so it cannot be told whether its approval rules it out. Write the value itself.', { name, what });
    }
    const behind = /^-[^=]*=/.exec(text);
    const tested = behind ? [text, text.slice(behind[0].length)] : [text];
    for (const pattern of args.denyPatterns) {
      if (!tested.some((value) => pattern.test(value))) continue;
      return say('`{name}` is approved, but not with {what}: the policy rules out arguments like `{pattern}`. Give it another one.', { name, what, pattern: pattern.source });
    }
  }
  return undefined;
}

/** A variable whose value cannot be known; the workspace's own folder is no secret place. */
function hidesValue(text: string): boolean {
  return hasVariable(text.replace(/\$\{workspace(?:Folder|Root)(?:Basename)?(?::[^}]*)?\}/g, ''));
}

/** An argument as it may be shown: an option by its name, anything else by its place. */
function shownArgument(text: string, index: number): string {
  const option = /^--?[A-Za-z][\w-]{0,60}(?==|$)/.exec(text);
  return option ? `\`${option[0]}\`` : `argument ${index + 1}`;
}

function environment({ env }: Conditions, { server, identity }: Subject): Message | undefined {
  const name = server.name;
  for (const { name: variable } of identity.launch.env) {
    if (env.allow && !env.allow.has(variable)) {
      return say('`{name}` sets `{variable}`, and its approval does not cover that variable. Take it out, or ask for an approval that names it.', { name, variable });
    }
  }
  const secret = env.denyLiteralSecrets ? secretsIn(server).find((spot) => spot.where === 'env' || spot.where === 'header') : undefined;
  return secret && say('`{name}` is approved as long as no secret is written out, and `{variable}` looks like one. Move it out of the file, and replace it at its issuer.', { name, variable: secret.name });
}

function workingDirectory({ cwd }: Conditions, { server, identity }: Subject): Message | undefined {
  if (!cwd || identity.launch.cwd === undefined || cwd.has(folder(identity.launch.cwd))) return undefined;
  return say('`{name}` is approved in certain folders only, and the one it is started in (`cwd`) is not one of them. Take `cwd` out, or ask for an approval that names it.', { name: server.name });
}

function folder(path: string): string {
  const slashed = path.replaceAll('\\', '/');
  let end = slashed.length;
  // A loop, since a pattern for trailing slashes takes quadratic time on many of them.
  while (end > 1 && slashed[end - 1] === '/') end--;
  return slashed.slice(0, end);
}
