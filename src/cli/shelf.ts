import { assessFile } from '../core/assess-file.ts';
import { clients, clientOf, userFiles, workspaceFiles, type KnownFile } from '../core/clients/clients.ts';
import type { ClientId } from '../core/clients/client.ts';
import { readLoaded } from '../core/config/read-place.ts';
import { loadSyntax } from '../core/config/syntaxes.ts';
import { noFacts } from '../core/facts.ts';
import type { PolicyState } from '../core/policy/policy-state.ts';
import { json } from '../core/report/json.ts';
import { wrap } from '../core/report/text/lines.ts';
import { declarationFor } from '../core/shelf/declaration-for.ts';
import { isMainFile } from '../core/shelf/place-for.ts';
import { searchShelf } from '../core/shelf/search.ts';
import { shelfOf } from '../core/shelf/shelf.ts';
import type { ShelfItem } from '../core/shelf/shelf-item.ts';
import { startsOf, told } from '../core/shelf/shelf-text.ts';
import { purlOf } from '../core/identity/packages/purl.ts';
import { render } from '../core/text/message.ts';
import { visible } from '../core/text/visible.ts';
import { realEnvironment } from '../host/files/environment.ts';
import { shippedCatalog } from '../host/knowledge/shipped-catalog.ts';
import { readArguments } from './arguments.ts';
import { configuredPolicy } from './configured-policy.ts';
import type { ExitCode } from './exit-code.ts';
import { packageRoot } from './media.ts';
import { note, print, textOptions } from './terminal.ts';
import { UsageError } from './usage-error.ts';

export const help = `mcp-roll-call shelf [--search WORDS] [--policy FILE|URL] [--format text|json]
mcp-roll-call shelf --add ID --client CLIENT [--policy FILE|URL]

Lists the servers that the policy and the registries it trusts approve, as far as they can be put into a file: at an exact
version, digest or address.

  --search WORDS     Only those in which every word stands: in name, package, service, owner, conditions.
  --add ID           Print what to put into a client's file for this one, and write nothing. ID as the list has it; of
                     several, what it starts or calls.
  --client CLIENT    For which client: ${clients.filter(({ writes }) => writes).map(({ id }) => id).join(', ').replace(/(.{60,80}), /g, '$1,\n                     ')}.
  --policy FILE|URL  The policy, beside the one that this machine's administrator set. Without it, the one that
                     MCP_ROLL_CALL_POLICY names.
  --policy-keys FILE, --offline, --refresh, --format
                     As for scan.`;

export async function run(args: readonly string[]): Promise<ExitCode> {
  const { options, own, positionals } = readArguments(args, { search: { type: 'string' }, add: { type: 'string' }, client: { type: 'string' } });
  if (positionals.length > 0) throw new UsageError('To look for words, give --search.');
  if ((own.add === undefined) !== (own.client === undefined)) throw new UsageError('--add and --client go together: which server, and for which client.');
  const policy = await configuredPolicy(options, []);
  if (policy.kind === 'none') throw new UsageError('No policy is configured, so nothing says what is approved. Name one with --policy.');
  if (policy.kind === 'unusable') {
    note('The policy could not be read, so nothing is known to be approved.');
    return 4;
  }
  const [missing] = policy.policy.unread;
  if (missing !== undefined) {
    note(`A part of the policy, ${visible(missing, 300)}, could not be read: until it can, nothing is known to be approved.`);
    return 4;
  }
  const now = new Date().toISOString();
  const shelf = shelfOf(policy.policy, shippedCatalog(packageRoot()), now);
  if (own.add !== undefined) return add(own.add, own.client!, shelf.items, policy, now);
  const items = searchShelf(shelf.items, own.search ?? '');
  print(options.format === 'json' ? `${json({ schemaVersion: 1, servers: items.map(row), unread: shelf.unread, leftOut: shelf.leftOut })}\n` : listed(items));
  for (const url of shelf.unread) note(`The registry ${visible(url, 200)} has not been read wholly: more may be approved.`);
  if (shelf.leftOut.length > 0) note(`Further approvals that name no exact version or address, or have run out, so that nothing can be put into a file by them: ${shelf.leftOut.length}.`);
  return shelf.unread.length > 0 ? 4 : 0;
}

function listed(items: readonly ShelfItem[]): string {
  const { style, width } = textOptions();
  if (items.length === 0) return 'No approved server that could be put into a file.\n';
  return items
    .map((item) => [`${style('good', item.state.padEnd(11))} ${style('strong', visible(item.title, 60))}  ${item.id === item.title ? '' : style('dim', visible(item.id, 120))}`.trimEnd(), ...[startsOf(item), told(item).map(render).join(' · ')].flatMap((text) => wrap(visible(text, 1000), width, ' '.repeat(12)))].join('\n'))
    .concat('')
    .join('\n');
}

function row({ id, state, title, identity, from, purpose, owner, conditions, expires, toolsDenied, toolsAllowed, known }: ShelfItem): object {
  return {
    id, state, title,
    ...(identity.kind === 'package' && { package: purlOf(identity.package) }),
    ...(identity.kind === 'remote' && { url: identity.url }),
    from, purpose, owner, conditions, expires, toolsDenied, toolsAllowed,
    capabilities: known?.capabilities?.value,
    dataGoesTo: known?.dataGoesTo?.value,
  };
}

async function add(wanted: string, client: string, items: readonly ShelfItem[], policy: PolicyState, now: string): Promise<ExitCode> {
  const id = clients.find((one) => one.id === client && one.writes)?.id;
  if (id === undefined) throw new UsageError(`--client is one of ${clients.filter(({ writes }) => writes).map((one) => one.id).join(', ')}; not ${visible(client, 60)}.`);
  const found = items.filter((item) => item.id === wanted || startsOf(item) === wanted);
  if (found.length === 0) throw new UsageError(`There is no ${visible(wanted, 100)} on the shelf. See mcp-roll-call shelf.`);
  if (found.length > 1) throw new UsageError(`Several servers have this id. Say which one:\n${found.map((item) => `  ${visible(startsOf(item), 200)}`).join('\n')}`);
  const known = mainFileOf(id);
  const { syntax } = known.locations[0]!;
  await loadSyntax(syntax);
  // YAML has no form for a file with nothing in it.
  const begin = syntax === 'yaml' ? 'x: 0\n' : '';
  const supposed = (text: string) => assessFile(readLoaded({ path: known.path, known, live: true, content: { text } }), { policy, facts: noFacts, now });
  const made = declarationFor(found[0]!, { known, text: begin, supposed });
  if ('why' in made) throw new UsageError(made.why === 'not-approved' ? `It would not be approved there: ${render(made.verdict.reason)}` : `It is not known how ${clientOf(id).name} would be told of this one without a secret in its file.`);
  print(made.text.slice(begin.length));
  note(`For ${known.path}.`);
  if (made.written.variables.length > 0) note(`Taken from the environment: ${made.written.variables.join(', ')}. Write no secret into the file.`);
  return 0;
}

/** Where the client's servers usually stand: in a workspace, else in the user's account. */
function mainFileOf(id: ClientId): KnownFile {
  const main = (files: readonly KnownFile[]): KnownFile | undefined => files.find((known) => isMainFile(clientOf(id), known));
  return main(workspaceFiles) ?? main(userFiles(realEnvironment()))!;
}
