import { say, type Message } from '../../text/message.ts';
import type { Judgement, NativeCircumstances, NativeMatch, NativeSubject } from '../native.ts';
import { couldBecome, tripleIdentity, type Likeness, type TripleIdentity } from '../triple/identity.ts';
import { matchLevel, matchedBy } from '../triple/level.ts';
import { hasVscodeVariable, likeVscodeUrl, vscodeVariable, type VscodeUrlForm } from '../triple/vscode-url.ts';
import { weigh, type FiledEntry } from '../triple/weigh.ts';
import { entriesIn, sets, switchIn, type Held, type VscodeFile, type VscodeFiles, type VscodeWindow } from './windows.ts';
import { hasLists, hasManagedOnly, urlFormsOf } from './versions.ts';

/** The lists and switches that are in force in one window (`AllowedMcpServersService`, allowedMcpServersService.ts @ 0052d68, and the 1.139.1 build). */
interface InForce {
  readonly access: Held<string | boolean> | undefined;
  readonly pluginsOnly: Held<string | boolean> | undefined;
  readonly managedOnly: Held<string | boolean> | undefined;
  readonly allow: readonly FiledEntry[] | undefined;
  readonly deny: readonly FiledEntry[];
}

export function inForce({ policies }: VscodeFiles, { application, settings }: VscodeWindow, { version }: NativeCircumstances): InForce {
  const lists = hasLists(version);
  const managed = hasManagedOnly(version);
  const fixed = (key: Parameters<typeof switchIn>[1]): Held<string | boolean> | undefined => policies.flatMap((from) => switchIn(from, key) ?? [])[0];
  const managedOnly = managed ? (fixed('managedOnly') ?? switchIn(application, 'managedOnly')) : undefined;
  const listed = (effect: 'allow' | 'deny'): VscodeFile | undefined => policies.find((from) => sets(from, effect));
  const policyAllow = listed('allow');
  const policyDeny = listed('deny');
  const chosen = (effect: 'allow' | 'deny'): VscodeFile | undefined => (effect === 'allow' ? policyAllow : policyDeny) ?? application;
  const allow = managedOnly?.value === true ? allowed(policyAllow) ?? [] : allowed(chosen('allow'));
  const deny = managedOnly?.value === true ? [application, policyDeny].flatMap((from) => denied(from)) : denied(chosen('deny'));
  return {
    access: fixed('access') ?? settings.flatMap((from) => switchIn(from, 'access') ?? [])[0],
    pluginsOnly: managed ? (fixed('pluginsOnly') ?? switchIn(application, 'pluginsOnly')) : undefined,
    managedOnly,
    allow: lists ? allow : undefined,
    deny: lists ? deny : [],
  };
}

function allowed(from: VscodeFile | undefined): FiledEntry[] | undefined {
  return from?.list.allows ? entriesIn(from, 'allow') : undefined;
}

function denied(from: VscodeFile | undefined): FiledEntry[] {
  return from ? entriesIn(from, 'deny') : [];
}

/** Whether anything keeps some server from being started. */
export function restricts({ access, pluginsOnly, allow, deny }: InForce): boolean {
  return access?.value === 'none' || access?.value === 'registry' || pluginsOnly?.value === true || allow !== undefined || deny.length > 0;
}

/** What VS Code does with a server in one window. */
export function judgeIn(force: InForce, subject: NativeSubject, at: NativeCircumstances): Judgement {
  const { access, pluginsOnly, allow, deny } = force;
  if (access?.value === 'none') return { outcome: 'blocked', reason: say('VS Code starts no MCP server at all: `chat.mcp.access` is `none`.'), by: by(access) };
  if (pluginsOnly?.value === true && subject.file.known.locations.every(({ plugin }) => !plugin)) {
    return { outcome: 'blocked', reason: say('VS Code starts only servers that come with a plugin: `chat.customizations.strictPluginOnlyCustomization` is on.'), by: by(pluginsOnly) };
  }
  const registry = access?.value === 'registry' ? underRegistry(subject, access) : undefined;
  if (registry?.outcome === 'blocked') return registry;
  const weighed = judgeLists(allow, deny, subject, at, force.managedOnly);
  return weighed.outcome === 'blocked' ? weighed : (registry ?? weighed);
}

/** Only what was installed from the registry is started (mcpWorkbenchService.ts, `getEnablementStatus`; files of other clients and extensions are not read). */
function underRegistry({ file, server }: NativeSubject, access: Held<string | boolean>): Judgement {
  const own = !server.extension && file.known.locations.some(({ borrowed, path }) => !borrowed && (typeof path !== 'string' || path === '.vscode/mcp.json'));
  return own
    ? { outcome: 'undetermined', reason: say('VS Code starts only what was installed from its registry: `chat.mcp.access` is `registry`. Whether `{name}` was cannot be told from here.', { name: server.name }), by: by(access), level: 'name' }
    : { outcome: 'blocked', reason: say('VS Code starts only what was installed from its registry: `chat.mcp.access` is `registry`, and it does not read this file then.'), by: by(access) };
}

function judgeLists(allow: readonly FiledEntry[] | undefined, deny: readonly FiledEntry[], subject: NativeSubject, at: NativeCircumstances, managedOnly: InForce['managedOnly']): Judgement {
  const { server } = subject;
  // Which servers an extension hands over, and under which names, no file says.
  if (server.extension) {
    if (allow?.length === 0) return { outcome: 'blocked', reason: say('VS Code’s allow list is there and has no entry that counts: it starts no server.') };
    return allow || deny.length > 0 ? { outcome: 'undetermined', reason: say('VS Code holds the servers of an extension against its lists when the extension hands them over; their names are not known before.') } : open();
  }
  const identity = filledIn(tripleIdentity(subject), at);
  const forms = urlFormsOf(at.version);
  const weighed = weigh(allow, deny, identity, (match, one) => likeness(match, one, forms));
  switch (weighed.outcome) {
    case 'denied':
      return { outcome: 'blocked', reason: say('VS Code does not start it: its deny list has {what}.', { what: matchedBy(weighed.by.entry.matches) }), ...decided(weighed.by, subject) };
    case 'perhaps-denied':
      return { outcome: 'undetermined', reason: say('VS Code holds it against its deny list once its variables are filled in, and {what} may match then.', { what: matchedBy(weighed.by.entry.matches) }), ...decided(weighed.by, subject) };
    case 'listed':
      return { outcome: 'allowed', reason: say('VS Code starts it: its allow list has {what}.', { what: matchedBy(weighed.by.entry.matches) }), ...decided(weighed.by, subject) };
    case 'perhaps-listed':
      return { outcome: 'undetermined', reason: say('VS Code holds it against its allow list once its variables are filled in, and {what} may match then.', { what: matchedBy(weighed.by.entry.matches) }), ...decided(weighed.by, subject) };
    case 'not-listed':
      return { outcome: 'blocked', reason: notListed(allow ?? [], managedOnly), ...(managedOnly?.value === true && allow?.length === 0 && { by: by(managedOnly) }) };
    case 'unlisted':
      return open();
  }
}

function notListed(allow: readonly FiledEntry[], managedOnly: InForce['managedOnly']): Message {
  if (managedOnly?.value === true && allow.length === 0) return say('VS Code does not start it: only an allow list from a policy counts (`chat.mcp.allowManagedServersOnly`), and there is none that names a server.');
  return allow.length === 0 ? say('VS Code does not start it: its allow list is there and has no entry that counts.') : say('VS Code does not start it: no entry of its allow list matches.');
}

function open(): Judgement {
  return { outcome: 'allowed', reason: say('No list of VS Code keeps it from being started when it is asked to.') };
}

function likeness(match: NativeMatch, { name, url, argv }: TripleIdentity, forms: readonly VscodeUrlForm[]): Likeness {
  if (match.kind === 'name') return match.name === name ? 'yes' : 'no';
  // A declaration with both has one of the two, and the text does not say which.
  const both = url !== undefined && argv !== undefined;
  const like = match.kind === 'url' ? (url === undefined ? 'no' : agreed(forms.map((form) => likeVscodeUrl(match.pattern, url, form)))) : argv === undefined || match.kind !== 'command' ? 'no' : couldBecome(match.argv, argv, vscodeVariable);
  return both && like === 'yes' ? 'unknown' : like;
}

/** What all say, or that it is not known. */
function agreed(all: readonly Likeness[]): Likeness {
  return all.every((one) => one === all[0]) ? all[0]! : 'unknown';
}

/** The variables that the environment says; the others stay open. */
function filledIn({ name, url, argv }: TripleIdentity, { env }: NativeCircumstances): TripleIdentity {
  const fill = (text: string): string => (env && hasVscodeVariable(text) ? text.replace(/\$\{env:([^${}]+)\}/g, (whole, variable: string) => (Object.hasOwn(env, variable) ? (env[variable] ?? whole) : whole)) : text);
  return { name, ...(url !== undefined && { url: fill(url) }), ...(argv && { argv: argv.map(fill) }) };
}

function decided({ file, entry }: FiledEntry, subject: NativeSubject): Pick<Judgement, 'by' | 'level'> {
  return { by: { file, path: entry.path }, level: matchLevel(entry.matches, subject) };
}

function by({ file, path }: Held<unknown>): NonNullable<Judgement['by']> {
  return { file: file.file, path };
}
