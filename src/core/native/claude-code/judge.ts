import { joined, say, type Message } from '../../text/message.ts';
import type { Judgement, NativeMatch, NativeSubject } from '../native.ts';
import { tripleIdentity } from '../triple/identity.ts';
import { matchedBy, matchLevel } from '../triple/level.ts';
import { weigh, type FiledEntry, type Matcher, type Weighed } from '../triple/weigh.ts';
import { allowPath, type FiledSwitch, type InForce } from './in-force.ts';
import { called } from './called.ts';
import { likeness, type Kind } from './match.ts';
import { originOf, unfitProvided, usesVariables, type Origin } from './origin.ts';
import type { Semantics } from './semantics.ts';
import type { Variables } from './variables.ts';

/** What Claude Code makes of a server, in the order of its own checks (https://code.claude.com/docs/en/managed-mcp, "How a server is evaluated"). */
export class Judge {
  readonly #force: InForce;
  readonly #semantics: Semantics;
  readonly #variables: Variables;
  /** The entries that count for each kind: a name only where the allow list has no entry of the kind's own. */
  readonly #allow: Readonly<Record<Kind, readonly FiledEntry[]>>;
  /** Those that can name a server of each kind. */
  readonly #deny: Readonly<Record<Kind, readonly FiledEntry[]>>;

  constructor(force: InForce, semantics: Semantics, variables: Variables) {
    this.#force = force;
    this.#semantics = semantics;
    this.#variables = variables;
    const { allow = [], deny } = force;
    const of = (entries: readonly FiledEntry[], ...kinds: readonly NativeMatch['kind'][]): readonly FiledEntry[] => entries.filter(({ entry }) => kinds.includes(entry.matches.kind));
    const counting = (own: 'command' | 'url'): readonly FiledEntry[] => (of(allow, own).length > 0 ? of(allow, own) : of(allow, 'name'));
    this.#allow = { stdio: counting('command'), remote: counting('url') };
    this.#deny = { stdio: of(deny, 'command', 'name'), remote: of(deny, 'url', 'name') };
  }

  judge(subject: NativeSubject): Judgement {
    const { stopped } = this.#force;
    if (stopped) return blocked(stopped, say('Claude Code does not start at all: {file} is not plain JSON.', { file: called(stopped.file) }));
    const judged = this.#judge(subject);
    const { helper } = this.#force;
    // What a person denied for himself holds whatever the program says.
    if (!helper || (judged.outcome === 'blocked' && judged.by && (judged.by.file.scope !== 'managed' || judged.by.file === this.#force.exclusive?.file))) return judged;
    return { outcome: 'undetermined', reason: joined(judged.reason, say('A program (`policyHelper`) may put other settings in the place of these when Claude Code starts.')), by: by(helper) };
  }

  #judge(subject: NativeSubject): Judgement {
    const origin = originOf(subject);
    const shut = this.#shutOut(subject, origin);
    if (shut) return shut;
    if (origin === 'agent' && this.#semantics.agentServers === 'not-judged') return { outcome: 'allowed', reason: say('Claude Code before 2.1.153 holds its lists against no server in an agent’s front matter.') };
    const exempt = origin === 'provided' || (origin === 'exclusive' && this.#semantics.ownServers === 'exempt' && !usesVariables(subject));
    const kinds = kindsOf(subject);
    const outcomes = kinds.map((kind) => this.#told(subject, this.#weighed(subject, kind, exempt), kind, origin, exempt));
    const [one, other] = outcomes;
    if (!other || other.outcome === one!.outcome) return one!;
    return { outcome: 'undetermined', reason: say('`{name}` has both a command and an address, and which of them Claude Code goes by decides whether its lists let it start.', { name: subject.server.name }) };
  }

  /** Before any list: other sources than the ones that count. */
  #shutOut({ server, file }: NativeSubject, origin: Origin): Judgement | undefined {
    const { exclusive, pluginOnly, rejected } = this.#force;
    if (origin === 'provided') {
      if (this.#semantics.provided === 'unknown-key') return { outcome: 'blocked', reason: say('Claude Code before 2.1.259 takes no servers from `managedMcpServers`.') };
      const unfit = unfitProvided({ server });
      if (unfit) return { outcome: 'blocked', reason: unfitReasons[unfit] };
      return undefined;
    }
    if (exclusive && file.path !== exclusive.file.path) return blocked(exclusive, say('Claude Code starts only the servers that {file} declares, and not this one, whatever it is called.', { file: called(exclusive.file) }));
    const kind = origin === 'agent' ? 'agents' : 'mcp';
    const only = origin === 'project' || origin === 'user' || origin === 'agent' ? pluginOnly.get(kind) : undefined;
    if (only && file.scope !== 'managed') return blocked(only, say('Claude Code takes servers only from plugins and managed settings here: `strictPluginOnlyCustomization` in {file}.', { file: called(only.file) }));
    const no = origin === 'project' ? rejected.get(server.name) : undefined;
    return no && blocked(no, say('Claude Code does not start it: `disabledMcpjsonServers` in {file} rejects it.', { file: called(no.file) }));
  }

  #weighed(subject: NativeSubject, kind: Kind, exempt: boolean): Weighed {
    const identity = tripleIdentity(subject);
    const matcher = (effect: 'allow' | 'deny'): Matcher => (matches) => likeness(effect, matches, kind, identity, this.#variables, this.#semantics);
    const denied = weigh(undefined, this.#deny[kind], identity, matcher('deny'));
    if (denied.outcome === 'denied' || !this.#force.allow || exempt) return denied;
    const listed = weigh(this.#allow[kind], [], identity, matcher('allow'));
    return listed.outcome === 'not-listed' || denied.outcome === 'unlisted' ? listed : denied;
  }

  #told(subject: NativeSubject, weighed: Weighed, kind: Kind, origin: Origin, exempt: boolean): Judgement {
    const { name } = subject.server;
    switch (weighed.outcome) {
      case 'denied':
        return { outcome: 'blocked', reason: say('Claude Code does not start it: `{entry}` in {file} denies it.', told(weighed.by)), by: by(weighed.by), level: matchLevel(weighed.by.entry.matches, subject) };
      case 'perhaps-denied':
        return { outcome: 'undetermined', reason: say('Whether Claude Code starts it depends on what cannot be known from here, a variable or how an address is compared: `{entry}` in {file} may deny it.', told(weighed.by)), by: by(weighed.by) };
      case 'listed':
        return { outcome: 'allowed', reason: withApproval(say('Claude Code starts it: `{entry}` in {file} allows it.', told(weighed.by)), origin === 'project' ? this.#asks(name) : undefined), by: by(weighed.by), level: matchLevel(weighed.by.entry.matches, subject) };
      case 'perhaps-listed':
        return { outcome: 'undetermined', reason: say('Whether Claude Code starts it depends on what cannot be known from here, a variable or how an address is compared: `{entry}` in {file} may allow it.', told(weighed.by)), by: by(weighed.by) };
      case 'not-listed': {
        const file = this.#force.allowFile!;
        return { outcome: 'blocked', reason: this.#notListed(name, kind, called(file)), by: { file, path: allowPath } };
      }
      case 'unlisted':
        if (exempt) return { outcome: 'allowed', reason: say('Claude Code starts it: {file} brings it, and no entry of its lists denies it.', { file: called(subject.file) }) };
        return { outcome: 'allowed', reason: withApproval(say('No list of Claude Code keeps it from being started.'), origin === 'project' ? this.#asks(name) : undefined) };
    }
  }

  /** Whether somebody is asked before a server of `.mcp.json` is started (https://code.claude.com/docs/en/mcp, "Project server approvals and workspace trust"). */
  #asks(name: string): Message {
    const all = this.#force.approvals.filter((one) => one.switch.value === true || one.switch.value === name);
    const shared = ({ file }: FiledSwitch): boolean => file.scope === 'workspace' && !/settings\.local\.json$/i.test(file.path);
    const by = all.find((one) => !shared(one)) ?? all[0];
    if (!by) return say('It asks before it starts a server of a repository’s `.mcp.json`, though not with `claude -p`.');
    if (!shared(by)) return say('Nobody is asked: it counts as approved in {file}.', { file: called(by.file) });
    return this.#semantics.selfApproval === 'at-once'
      ? say('Nobody is asked: the repository itself approves it in {file}.', { file: called(by.file) })
      : say('Whoever trusts the folder is not asked about it: the repository itself approves it in {file}.', { file: called(by.file) });
  }

  #notListed(name: string, kind: Kind, file: string): Message {
    const allow = this.#force.allow!;
    const dead = allow.some(({ entry }) => entry.matches.kind === 'name' && entry.matches.name === name);
    if (!dead) return say('Claude Code does not start it: there is an allow list ({file}), and no entry in it allows it.', { file });
    return kind === 'stdio'
      ? say('Claude Code does not start it: its allow list ({file}) has entries with `serverCommand`, so that the name `{name}` does not count for a program.', { file, name })
      : say('Claude Code does not start it: its allow list ({file}) has entries with `serverUrl`, so that the name `{name}` does not count for an address.', { file, name });
  }
}

function withApproval(reason: Message, asks: Message | undefined): Message {
  return asks ? joined(reason, asks) : reason;
}

const unfitReasons = {
  remote: say('Claude Code drops it: `managedMcpServers` takes only servers with `type` `http` or `sse` and no command, arguments or environment.'),
  https: say('Claude Code drops it: `managedMcpServers` takes only addresses that begin with `https://`.'),
  variables: say('Claude Code drops it: `managedMcpServers` takes no variables, only values written out.'),
  name: say('Claude Code drops it: a name in `managedMcpServers` has letters, digits, `-` and `_` only.'),
} satisfies Record<string, Message>;

/** By its transport; where the text has both a command and an address, each is looked at. */
function kindsOf({ server }: NativeSubject): readonly Kind[] {
  if (server.command && server.url) return ['stdio', 'remote'];
  return [server.url && !server.command ? 'remote' : 'stdio'];
}

function blocked(at: FiledSwitch, reason: Message): Judgement {
  return { outcome: 'blocked', reason, by: by(at) };
}

function by(decided: FiledEntry | FiledSwitch): NonNullable<Judgement['by']> {
  return { file: decided.file, path: 'entry' in decided ? decided.entry.path : decided.switch.path };
}

function told({ file, entry }: FiledEntry): Record<string, string> {
  return { entry: matchedBy(entry.matches), file: called(file) };
}
