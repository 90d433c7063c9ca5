import type { ClientId } from '../../clients/client.ts';
import { json } from '../../config/json.ts';
import type { ConfigFile, ServerDeclaration } from '../../config/config-file.ts';
import { nodeAt, valueOf, type Path } from '../../config/node.ts';
import type { Change } from '../../finding/finding.ts';
import type { Facts } from '../../facts.ts';
import { identify } from '../../identity/identify.ts';
import { composed } from '../../text/compose-edits.ts';
import { applyEdits, type TextEdit } from '../../text/edit.ts';
import type { Message } from '../../text/message.ts';
import { isShowable, matchersFor, settingsOf, stopLists, type Matcher } from './lists.ts';
import { overlays, sharedNames } from './names.ts';
import { stopInFile, type StoppedServer } from './stop-in-file.ts';
import type { Declared, Stopped, StopTarget } from './target.ts';
import { unreachedElsewhere, unreachedIn, type Unreached } from './unreached.ts';

/** What a plan is made of. The syntaxes of the files are loaded. */
export interface StopInput {
  readonly target: StopTarget;
  /** Every config file that was found, absent ones too. */
  readonly files: readonly ConfigFile[];
  readonly facts: Facts;
  /** The folders that are open, or were named: VS Code's settings of these can be written. */
  readonly folders: readonly string[];
  /** What a file holds now. */
  readonly read: (path: string) => { readonly text: string } | { readonly absent: true } | { readonly unreadable: Message };
  /** Why a file cannot be written, if so. */
  readonly hindrance: (path: string, root: string | undefined) => Message | undefined;
}

/** One file to be written. */
export interface FileStep {
  readonly path: string;
  /** The workspace folder that it is a file of: it must not lead out of there. */
  readonly root?: string;
  readonly clients: readonly ClientId[];
  /** Absent: the file is made. */
  readonly before?: string;
  readonly after: string;
  readonly edits: readonly TextEdit[];
  readonly servers: readonly StoppedServer[];
  /** What is written into a list in it. */
  readonly listed?: { readonly key: string; readonly entries: readonly (string | Matcher)[] };
  /** The file as it was read, where servers stand in it. */
  readonly file?: ConfigFile;
}

export interface StopPlan {
  readonly target: StopTarget;
  /** Every declaration of it, disabled and dormant ones too. */
  readonly declared: readonly (Declared & { readonly found: Stopped })[];
  readonly steps: readonly FileStep[];
  /** Stops every server in VS Code where these folders are open: asked for by itself. */
  readonly accessSteps: readonly FileStep[];
  readonly unreached: readonly Unreached[];
  /** Clients that go on with what they have started until they are started anew. */
  readonly restart: readonly ClientId[];
  /** For VS Code's `chat.mcp.deniedServers` in the user's settings, which no extension can write. */
  readonly denied: readonly Matcher[];
}

/**
 * What to write so that no client on this machine starts a server any more, and what that does not reach. Writes nothing, never throws.
 */
export function stopPlan(input: StopInput): StopPlan {
  const { target, files, facts, hindrance } = input;
  const identified = (file: ConfigFile, declaration: ServerDeclaration): Declared => {
    const folder = file.root === undefined ? undefined : facts.folders.get(file.root);
    return { file, declaration, identity: identify(declaration, { scope: file.scope, ...(folder && { folder }) }) };
  };
  const declared = files.flatMap((file) =>
    file.declarations.flatMap((declaration) => {
      const one = identified(file, declaration);
      const found = target.finds(one);
      return found ? [{ ...one, found }] : [];
    }),
  );
  const overlaid = overlays(declared, files);
  const meant = (file: ConfigFile, declaration: ServerDeclaration): Stopped | undefined => target.finds(identified(file, declaration)) ?? (overlaid(file, declaration) ? 'overlay' : undefined);
  const shared = sharedNames(files, meant);
  const steps: FileStep[] = [];
  const unreached: Unreached[] = [];
  for (const file of files) {
    if (!file.live || !file.declarations.some((declaration) => !declaration.disabled && meant(file, declaration))) continue;
    const { edits, after, stopped, left } = stopInFile(file, meant, (declaration) => !shared(file.clients, declaration.name) && !listedElsewhere(file, files));
    const hindered = stopped.length > 0 ? hindrance(file.path, file.root) : undefined;
    if (stopped.length > 0 && !hindered) steps.push({ path: file.path, ...(file.root !== undefined && { root: file.root }), clients: file.clients, before: file.document.text, after: after.document.text, edits, servers: stopped, file });
    unreached.push(...unreachedIn(file, hindered ? [...stopped.map(({ declaration }) => declaration), ...left] : left, hindered));
  }
  const on = declared.filter(({ file, declaration }) => file.live && !declaration.disabled);
  for (const step of listSteps(input, on, shared, steps)) {
    const at = steps.findIndex(({ path }) => path === step.path);
    if (at < 0) steps.push(step);
    else steps[at] = step;
  }
  return {
    target, declared, steps,
    accessSteps: accessSteps(input, steps),
    unreached: [...unreached, ...unreachedElsewhere(files)],
    restart: [...new Set(on.flatMap(({ file }) => file.clients))].filter((id) => id !== 'vscode'),
    denied: matchersFor(on.filter(({ file }) => file.clients.includes('vscode')).map(({ declaration }) => declaration), (name) => !shared(['vscode'], name)),
  };
}

/** Whether another file of the same clients has a list of its own, which would take the place of the one in this file, or has one taken by it. */
function listedElsewhere(file: ConfigFile, files: readonly ConfigFile[]): boolean {
  return files.some((other) => other !== file && other.live && other.spelling === file.spelling && (nodeAt(other.tree, ['mcp', 'excluded']) ?? nodeAt(other.tree, ['mcp', 'allowed'])) !== undefined);
}

function listSteps({ files, read, hindrance }: StopInput, on: readonly Declared[], shared: (clients: readonly ClientId[], name: string) => boolean, steps: readonly FileStep[]): FileStep[] {
  return stopLists.flatMap(({ client, key, holds }): FileStep[] => {
    const servers = on.filter(({ file }) => file.clients.includes(client));
    const settings = servers.length > 0 ? settingsOf(client, files) : undefined;
    if (!settings || hindrance(settings.path, undefined)) return [];
    const mayName = (name: string): boolean => !shared([client], name);
    const names = [...new Set(servers.map(({ declaration }) => declaration.name))].filter((name) => isShowable(name) && mayName(name));
    const entries = holds === 'names' ? names : matchersFor(servers.map(({ declaration }) => declaration), mayName);
    const earlier = steps.find(({ path }) => path === settings.path);
    const step = withListed(earlier ?? begun(settings, read), key, entries);
    return step ? [step] : [];
  });
}

/** VS Code reads `none` in a workspace's settings as: start no server at all. Seen live. */
function accessSteps({ files, folders, read, hindrance }: StopInput, steps: readonly FileStep[]): FileStep[] {
  return files.flatMap((file): FileStep[] => {
    const { path, root, known } = file;
    if (known.path !== '.vscode/settings.json' || root === undefined || !folders.includes(root) || hindrance(path, root)) return [];
    const earlier = steps.find((step) => step.path === path);
    const step = written(earlier ?? begun(file, read), (tree) => {
      const there = nodeAt(tree, [access]);
      if (there?.kind === 'string' && there.value === 'none') return [];
      return [there ? { op: 'replace', at: [access], value: 'none' } : { op: 'insert', at: [], key: access, value: 'none' }];
    }, { [access]: 'none' });
    return step ? [{ ...step, listed: { key: access, entries: ['none'] } }] : [];
  });
}

const access = 'chat.mcp.access';

/** A step that does nothing yet, of a file as it is now; undefined where it cannot be read. */
function begun({ path, root, clients }: ConfigFile, read: StopInput['read']): FileStep | undefined {
  const content = read(path);
  if ('unreadable' in content) return undefined;
  const base = { path, clients, edits: [], servers: [], ...(root !== undefined && { root }) };
  return 'absent' in content ? { ...base, after: '' } : { ...base, before: content.text, after: content.text };
}

function withListed(step: FileStep | undefined, at: readonly string[], entries: readonly (string | Matcher)[]): FileStep | undefined {
  if (entries.length === 0) return undefined;
  let added: readonly (string | Matcher)[] = entries;
  const made = written(step, (tree) => {
    const there = nodeAt(tree, at);
    const known = new Set(there?.kind === 'array' ? there.items.map((item) => JSON.stringify(valueOf(item))) : []);
    added = entries.filter((entry) => !known.has(JSON.stringify(entry)));
    return added.map((value): Change => ({ op: 'append', at: at as Path, value }));
  }, at.reduceRight<unknown>((inner, key) => ({ [key]: inner }), entries));
  return made && { ...made, listed: { key: at.join('.'), entries: added } };
}

/** A step with more changes of its JSON; undefined where there are none, or they cannot be made. */
function written(step: FileStep | undefined, changes: (tree: NonNullable<ReturnType<typeof json.parse>['tree']>) => readonly Change[], anew: unknown): FileStep | undefined {
  if (!step) return undefined;
  if (step.after.trim() === '') {
    const after = `${JSON.stringify(anew, undefined, 2)}\n`;
    return { ...step, after, edits: [{ span: { start: 0, end: step.before?.length ?? 0 }, newText: after }] };
  }
  const { tree, problems } = json.parse(step.after);
  const wanted = tree?.kind === 'object' && problems.length === 0 ? changes(tree) : [];
  const edits = wanted.length > 0 ? json.edits(step.after, tree!, wanted) : undefined;
  if (!edits) return undefined;
  return { ...step, after: applyEdits(step.after, edits), edits: composed(step.before ?? '', step.edits, edits) };
}

/** The plan that also stops every server in VS Code where its folders are open. */
export function withAccess(plan: StopPlan): StopPlan {
  const own = new Map(plan.accessSteps.map((step) => [step.path, step]));
  return { ...plan, steps: [...plan.steps.filter(({ path }) => !own.has(path)), ...own.values()], accessSteps: [] };
}
