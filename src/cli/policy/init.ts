import * as fs from 'node:fs';
import * as path from 'node:path';
import { clientOf } from '../../core/clients/clients.ts';
import type { ConfigFile } from '../../core/config/config-file.ts';
import type { ProviderInUse, ServerInUse } from '../../core/policy/authoring/draft-entries.ts';
import type { UsedBy } from '../../core/policy/authoring/used-by.ts';
import { isLive } from '../../core/providers/declare-provider.ts';
import { counted } from '../../core/report/text/lines.ts';
import { render } from '../../core/text/message.ts';
import { visible } from '../../core/text/visible.ts';
import { realEnvironment } from '../../host/files/environment.ts';
import { repositoryOf } from '../../host/files/list-with-git.ts';
import { InventoryEvidence } from '../../host/inventory/inventory-evidence.ts';
import { foldersOf, readArguments } from '../arguments.ts';
import { assessEach, searchFiles } from '../assess-files.ts';
import { loadPolicyTools } from '../load-policy-tools.ts';
import { note, print, shown } from '../terminal.ts';
import { UsageError } from '../usage-error.ts';
import { writeFile } from '../write-file.ts';
import { readPolicyText } from './policy-file.ts';
import { refuseOthers, type Verb } from './verb.ts';

export const init: Verb = {
  form: 'init [path...] [--out FILE | --add-to FILE] [--issuer NAME] [--approve ID]... [--no-user]',
  help: `Drafts a policy from what is in use: in the folders that are named (a whole tree of repositories, or where you stand) and in your
user account. Every different server and model provider is an entry, with a comment that says who uses it. All are pending;
--approve approves one by its id, where it is fixed to an exact version or address. --out writes a new file and never over one that
is there; --add-to puts what is missing into a policy that is there, with the rest of it and its comments kept. Starts nothing,
sends nothing. Holds no secret and no path of this machine.`,
  async run(args) {
    const { options, own, positionals } = readArguments(args, { out: { type: 'string' }, 'add-to': { type: 'string' }, issuer: { type: 'string' }, approve: { type: 'string', multiple: true } }, ['text']);
    refuseOthers(options, ['user']);
    if (own.out !== undefined && own['add-to'] !== undefined) throw new UsageError('--out writes a new policy, --add-to changes one that is there: not both.');
    if (own['add-to'] !== undefined && own.issuer !== undefined) throw new UsageError('A policy that is there has its issuer: --issuer is for a new one.');
    const out = own.out === undefined ? undefined : path.resolve(own.out);
    if (out !== undefined && isTaken(out)) throw new UsageError(`${shown(out)} is there already, and was left as it is. To put into it what is missing: --add-to ${shown(out)}`);
    const { servers, providers, files } = await inUse(foldersOf(positionals), options.user);
    const found = { servers, providers, approve: own.approve ?? [] };
    const code = files === 0 ? 3 : 0;
    if (own['add-to'] !== undefined) {
      await addTo(own['add-to'], found);
      return code;
    }
    const { beginPolicy } = await loadPolicyTools();
    const { text, drafts } = beginPolicy(servers, { issuer: own.issuer ?? 'my organisation', now: new Date().toISOString().replace(/\.\d+Z$/, 'Z'), providers, approve: found.approve });
    refuseUnknown(drafts.notHere, [...drafts.servers, ...drafts.providers].map(({ id }) => id));
    if (out === undefined) print(text);
    else {
      writeFile(out, [text]);
      note(`Written: ${shown(out)}`);
    }
    tell(drafts, files);
    if (out !== undefined && drafts.servers.length + drafts.providers.length > 0) note(`Decide on each entry in it, then: mcp-roll-call policy check ${shown(out)}, and policy test.`);
    return code;
  },
};

/** A link to nowhere counts; below a file there is nothing, and writing tells what is wrong. */
function isTaken(out: string): boolean {
  try {
    return fs.lstatSync(out, { throwIfNoEntry: false }) !== undefined;
  } catch {
    return false;
  }
}

interface InUse {
  readonly servers: readonly ServerInUse[];
  readonly providers: readonly ProviderInUse[];
  readonly files: number;
}

/** Every live, enabled server and provider, with who uses it. */
async function inUse(paths: readonly string[], user: boolean): Promise<InUse> {
  const found = await searchFiles(paths, user);
  const evidence = new InventoryEvidence(realEnvironment());
  const servers: ServerInUse[] = [];
  const providers: ProviderInUse[] = [];
  let files = 0;
  for await (const part of assessEach(found)) {
    const { file } = part;
    if (file.status === 'absent' || !file.live) continue;
    files++;
    evidence.lookBeside([file]);
    const use = usedBy(file, evidence.surroundings.codeOwners.get(file.path));
    for (const { declaration, identity } of part.servers) if (!declaration.disabled) servers.push({ declaration, identity, use });
    for (const { declaration } of part.providers) if (isLive(file, declaration)) providers.push({ declaration, use });
  }
  return { servers, providers, files };
}

function usedBy({ path: file, root, clients }: ConfigFile, owners: string | undefined): UsedBy {
  const folder = root === undefined ? undefined : (repositoryOf(path.dirname(file)) ?? root);
  return { file, clients: clients.map((id) => clientOf(id).name), ...(folder !== undefined && { repository: path.basename(folder) || 'the whole disk' }), ...(owners !== undefined && { owners }) };
}

async function addTo(given: string, { servers, providers, approve }: Omit<InUse, 'files'> & { readonly approve: readonly string[] }): Promise<void> {
  const { addInUse } = await loadPolicyTools();
  const { path: file, text, document } = await readPolicyText(given);
  if (!document) throw new UsageError(`${shown(file)} cannot be used as a policy, and was left as it is. See: mcp-roll-call policy check ${shown(file)}`);
  const added = addInUse(text, servers, providers, { now: new Date().toISOString(), approve });
  if ('refused' in added) throw new UsageError(`${shown(file)} was left as it is. ${render(added.refused)}`);
  const { drafts } = added;
  refuseUnknown(drafts.notHere, [...drafts.servers, ...drafts.providers].map(({ id }) => id));
  const ids = [...drafts.servers, ...drafts.providers].map(({ id }) => visible(id));
  if (ids.length === 0) note(`Nothing is missing in ${shown(file)}: it says something of everything that was found. It was left as it is.`);
  else {
    writeFile(file, [added.text]);
    note(`Added to ${shown(file)}: ${ids.slice(0, 20).join(', ')}${ids.length > 20 ? ` and ${ids.length - 20} more` : ''}. Its serial was raised.`);
  }
  if (added.providersLeftOut > 0) note(`Note: ${counted(added.providersLeftOut, 'model provider')} in use left out: the policy says nothing of providers, and with the first entry all others would no longer be approved. Add "providers": [] first, if that is meant.`);
  tellPending(drafts);
}

function refuseUnknown(notHere: readonly string[], ids: readonly string[]): void {
  if (notHere.length === 0) return;
  throw new UsageError(`There is no entry ${notHere.map((id) => visible(id)).join(', ')} to approve, so nothing was written. There are: ${ids.slice(0, 30).map((id) => visible(id)).join(', ') || 'none'}${ids.length > 30 ? ` and ${ids.length - 30} more` : ''}.`);
}

type Told = Awaited<ReturnType<Awaited<ReturnType<typeof loadPolicyTools>>['beginPolicy']>>['drafts'];

function tell(drafts: Told, files: number): void {
  const entries = drafts.servers.length + drafts.providers.length;
  const approved = [...drafts.servers, ...drafts.providers].filter(({ state }) => state === 'approved').length;
  note(files === 0 ? 'No config file was found: the policy is empty.' : `${counted(entries, 'entry', 'entries')} from ${counted(files, 'config file')}: ${approved} approved, ${entries - approved} pending.`);
  if (drafts.unwritten.length > 0) note(`Note: ${counted(drafts.unwritten.length, 'server')} could not be written down; the policy names ${drafts.unwritten.length === 1 ? 'it' : 'them'} in a comment.`);
  tellPending(drafts);
}

function tellPending({ stayPending }: Told): void {
  for (const { id, why } of stayPending) note(`Note: ${visible(id)} stays pending: ${render(why)}`);
}
