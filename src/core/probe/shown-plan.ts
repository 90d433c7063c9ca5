import { clientOf } from '../clients/clients.ts';
import type { ConfigFile, ServerDeclaration } from '../config/config-file.ts';
import { describeIdentity } from '../identity/describe.ts';
import type { Identity, PackageRef } from '../identity/identity.ts';
import { hijackOf } from '../identity/hijacks.ts';
import { staysHere } from '../identity/loopback.ts';
import { bearingFields } from '../launch/launch.ts';
import type { Verdict } from '../policy/verdict.ts';
import { maskedArguments, maskText, maskUrl } from '../secret/mask.ts';
import { render, say, type Message } from '../text/message.ts';
import { visible } from '../text/visible.ts';
import type { Ask, ProbeTarget, ShownLine } from './plan.ts';
import type { ProbeSurroundings } from './surroundings.ts';

/** A command line for a person: secrets masked, nothing made visible yet. */
export interface Words {
  readonly command: string;
  readonly args: readonly string[];
}

/** @param args the arguments with what may be shown of their variables filled in */
export function maskedWords(server: ServerDeclaration, command: string, args: readonly string[]): Words {
  const filled = { ...server, args: args.map((value, i) => ({ value, path: server.args[i]!.path })) };
  return { command: maskText(command), args: maskedArguments(filled) };
}

interface About {
  readonly file: ConfigFile;
  readonly server: ServerDeclaration;
  readonly identity: Identity;
  /** Names of the user's own variables that values are taken from. */
  readonly taken: readonly string[];
  readonly asks: readonly Ask[];
  readonly around: ProbeSurroundings;
}

type Stdio = Extract<ProbeTarget, { kind: 'stdio' }>;
type Http = Extract<ProbeTarget, { kind: 'http' }>;

/** What is shown of a program before it is started: all of it. */
export function shownStdio(about: About & { readonly target: Stdio; readonly words: Words; readonly program: string | undefined; readonly envFile: string | undefined }): readonly ShownLine[] {
  const { server, identity, target, words, program, envFile, file } = about;
  const names = target.env.map(({ name }) => name);
  // Whose value the identity has not seen: of an environment file.
  const declared = new Set(server.env.map(({ name }) => name));
  const hijacking = new Set([...identity.launch.hijacks, ...names.filter((name) => !declared.has(name) && hijackOf(name))]);
  return [
    line(say('Starts'), words.command),
    ...words.args.map((arg, i) => line(say('Argument {number}', { number: i + 1 }), arg)),
    ...(program !== undefined && program !== target.command ? [line(say('Program'), program)] : []),
    line(say('Working folder'), target.cwd ?? render(say('an empty temporary one'))),
    line(say('Environment'), names.length === 0 ? render(say('nothing of yours but what every program needs to start')) : names.join(', ')),
    ...(envFile === undefined ? [] : [line(say('Environment file'), envFile)]),
    // What such a variable says is code: names alone would hide what runs.
    ...target.env.filter(({ name }) => hijacking.has(name)).map(({ name, template }) => line(say('{name} changes what runs', { name }), maskText(template.map((piece) => (typeof piece === 'string' ? piece : `\${${piece.ask}}`)).join('')))),
    ...valuesFrom(about),
    line(say('Code from'), render(sourceOf(identity))),
    line(say('How firmly fixed'), render(firmnessOf(identity))),
    ...(identity.kind === 'remote' ? [line(say('Connects to'), hostOf(identity.url))] : []),
    ...notFollowed(file, server),
    ...policyLines(about.around.verdict),
  ];
}

/** What is shown of an address before it is called: all of it. */
export function shownHttp(about: About & { readonly target: Http; readonly url: URL; readonly address: string }): readonly ShownLine[] {
  const { target, url, address, file, server } = about;
  const plain = url.protocol === 'http:' && !staysHere(url.hostname);
  return [
    line(say('Connects to'), url.host),
    line(say('Address'), maskUrl(address)),
    line(say('Headers'), target.headers.length === 0 ? render(say('none of its own')) : target.headers.map(({ name }) => name).join(', ')),
    ...(plain ? [line(say('Encrypted'), render(say('no: everybody on the way reads what is sent, headers included')))] : []),
    ...valuesFrom(about),
    line(say('How firmly fixed'), render(say('by its address: whoever runs it decides what answers'))),
    ...notFollowed(file, server),
    ...policyLines(about.around.verdict),
  ];
}

function line(label: Message, text: string): ShownLine {
  return { label, text: visible(text, text.length + 1) };
}

function valuesFrom({ taken, asks }: About): readonly ShownLine[] {
  return [
    ...(taken.length === 0 ? [] : [line(say('Taken from your environment'), taken.join(', '))]),
    ...(asks.length === 0 ? [] : [line(say('Asked for'), asks.map(({ id }) => id).join(', '))]),
    ...asks.flatMap(({ id, default: proposed }) => (proposed === undefined || proposed === '' ? [] : [line(say('{id}, unless you say otherwise', { id }), proposed)])),
  ];
}

/** Where code comes from, and when that is decided. */
function sourceOf(identity: Identity): Message {
  const ref = identity.kind === 'package' ? identity.package : identity.kind === 'remote' ? identity.via?.package : undefined;
  if (ref) return ref.registry === undefined ? say('{what}, from the registry that {launcher} is set up with', { what: packageText(ref), launcher: identity.kind === 'package' ? identity.launcher : (identity as Extract<Identity, { kind: 'remote' }>).via!.launcher }) : say('{what}', { what: packageText(ref) });
  if (identity.kind === 'program') return say('this machine: whatever lies there when it starts');
  return identity.kind === 'opaque' ? say(`cannot be told: ${identity.reason.template}`, identity.reason.args) : say('its address');
}

function packageText(ref: PackageRef): string {
  return describeIdentity({ kind: 'package', launcher: '', package: ref, purl: '', launch: { args: [], env: [], hijacks: [] } });
}

function firmnessOf(identity: Identity): Message {
  switch (identity.kind) {
    case 'package': {
      const { digest, version } = identity.package;
      if (digest !== undefined) return say('by its content: it is this and nothing else');
      return version !== undefined ? say('by its exact version') : say('by name only: which version runs is decided at that moment');
    }
    case 'remote':
      return identity.via?.package.version === undefined && identity.via ? say('not: the version of the bridge that runs is decided at that moment') : say('by its address: whoever runs it decides what answers');
    case 'program':
      return say('by its place: which code lies there is not fixed');
    case 'opaque':
      return say('not at all');
  }
}

function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : maskUrl(url);
}

/** What its client would do besides, and a probe does not. */
function notFollowed(file: ConfigFile, server: ServerDeclaration): readonly ShownLine[] {
  const fields = [...new Set(bearingFields(file, server).map(({ name }) => name).filter((name) => !name.startsWith('input ') && !/env|bearer_token/i.test(name)))];
  const client = clientOf(file.spelling).name;
  return [
    ...(fields.some((name) => /sandbox/.test(name)) ? [line(say('Not followed'), render(say('{client} would run it in a sandbox; here it runs without one', { client })))] : []),
    ...(fields.some((name) => !/sandbox/.test(name)) ? [line(say('Not followed'), render(say('{fields}, which only {client} knows what to do with', { fields: fields.filter((name) => !/sandbox/.test(name)).join(', '), client })))] : []),
    ...(server.disabled ? [line(say('Switched off'), render(say('it is off in its file, and would run now all the same')))] : []),
  ];
}

function policyLines(verdict: Verdict | undefined): readonly ShownLine[] {
  if (!verdict || verdict.code === 'no-policy') return [];
  return [line(say('Policy'), `${verdict.state}: ${render(verdict.reason)}`)];
}

/** A server that somebody forbade is started only by a person who was told so, each time. */
export function strongerQuestion(verdict: Verdict | undefined): Message | undefined {
  if (verdict?.state !== 'denied' && verdict?.state !== 'revoked') return undefined;
  return say(verdict.state === 'denied' ? 'The policy denies this server. Starting it runs what your organisation decided must not run.' : 'The policy took back its approval of this server. Starting it runs what your organisation decided must no longer run.');
}
