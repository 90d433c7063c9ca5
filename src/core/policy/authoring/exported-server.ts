import type { ServerDeclaration } from '../../config/config-file.ts';
import { identify } from '../../identity/identify.ts';
import type { Identity, PackageRef } from '../../identity/identity.ts';
import { maskUrl } from '../../secret/mask.ts';
import { shownPurl } from '../../secret/shown-purl.ts';
import { say, type Message } from '../../text/message.ts';
import { Approvals } from '../approvals.ts';
import { compilePattern } from '../url-pattern.ts';
import type { PolicyDocument } from '../document.ts';
import { denies } from '../document.ts';
import type { PolicyItem } from '../item.ts';
import { Denials } from '../denials.ts';
import { Facets, type Subject } from '../subject.ts';
import { itemsOf, type LintedItem } from './linted-item.ts';

/** A sighting of an inventory that was written to a file, as far as it is needed; the file may be anybody's. */
export interface ExportedSighting {
  readonly name: string;
  readonly purl: string | null;
  readonly url: string | null;
  readonly declared?: {
    readonly command: string | null;
    readonly args: readonly string[];
    readonly url: string | null;
    readonly cwd: string | null;
    readonly extension: string | null;
    readonly env: readonly string[];
    readonly hijacks: readonly string[];
    readonly masked: readonly string[];
  } | null;
}

/** A server of an inventory, put together again; with what of it is not known. */
export type Restored = { readonly subject: Subject; readonly masked: ReadonlySet<string> } | { readonly untold: Message };

/** Put a declaration together again from what an inventory says of it. What does not come out the same is not guessed at. */
export function restored(identityKind: string, { name, purl, url, declared }: ExportedSighting): Restored {
  if (!declared) return { untold: say('the inventory does not say how it is declared: it was made by an older version. Make it again.') };
  const start = { line: 0, character: 0 };
  const [extension, version] = declared.extension === null ? [] : [declared.extension.slice(0, declared.extension.lastIndexOf('@')), declared.extension.slice(declared.extension.lastIndexOf('@') + 1)];
  const server: ServerDeclaration = {
    name, path: [], range: { start, end: start }, disabled: false,
    transport: declared.url === null ? 'stdio' : 'http',
    args: declared.args.map((value, i) => ({ value, path: ['args', i] })),
    env: declared.env.map((variable) => ({ name: variable, path: ['env', variable], value: undefined })),
    headers: [],
    ...(declared.command !== null && { command: { value: declared.command, path: ['command'] } }),
    ...(declared.url !== null && { url: { value: declared.url, path: ['url'] } }),
    ...(declared.cwd !== null && { cwd: { value: declared.cwd, path: ['cwd'] } }),
    ...(extension !== undefined && version !== undefined && { extension: { id: extension, version } }),
  };
  const masked = new Set(declared.masked);
  if (masked.has('entry') || masked.has('command') || masked.has('cwd')) return { untold: say('a part of its declaration that decides is masked in the inventory, or ambiguous.') };
  const again = identify(server, { scope: 'user' });
  const ref = packageOf(again);
  const sameUrl = again.kind !== 'remote' || maskUrl(again.url) === url;
  if (again.kind !== identityKind || (ref ? (shownPurl(ref) ?? null) : null) !== purl || !sameUrl || (again.kind === 'opaque' && masked.size > 0)) {
    return { untold: say('what it launches cannot be told from the inventory alone.') };
  }
  // What lies beside the file bears on these: the inventory has seen it.
  const identity: Identity = { ...again, launch: { ...again.launch, hijacks: declared.hijacks } };
  return { subject: { server, identity }, masked };
}

function packageOf(identity: Identity): PackageRef | undefined {
  return identity.kind === 'package' ? identity.package : identity.kind === 'remote' ? identity.via?.package : undefined;
}

/** What of a policy bears on servers of which not all is known. */
export class Dependence {
  readonly #approvals = new Approvals();
  readonly #denials = new Denials();
  readonly #commands: readonly (readonly string[])[];
  readonly #patterns: boolean;

  constructor(document: PolicyDocument) {
    const items = itemsOf(document);
    for (const item of items) {
      if (denies(item.entry.state)) this.#denials.add(item);
      else this.#approvals.add(item);
    }
    this.#commands = items.flatMap(({ matcher }) => (matcher.kind === 'command' ? [matcher.argv] : []));
    this.#patterns = items.some(({ matcher }) => matcher.kind === 'pattern' && readsParameters(matcher.text));
  }

  /** Whether what the policy says of a server turns on a part of it that is not known. */
  turnsOn({ server, identity }: Subject, masked: ReadonlySet<string>): boolean {
    if (masked.size === 0) return false;
    const facets = new Facets({ server, identity });
    let denied = false;
    // A denial heeds no condition: what it is found by stands there.
    this.#denials.each(facets, () => {
      denied = true;
    });
    if (denied) return false;
    if (masked.has('url') && this.#patterns) return true;
    const speaking: readonly PolicyItem[] = this.#approvals.find(facets);
    if (masked.has('args')) {
      if (this.#commands.some((argv) => argv.length === (facets.argv?.length ?? -1) && argv[0] === server.command?.value)) return true;
      if (speaking.some(({ match }: LintedItem | (PolicyItem & { match?: never })) => match?.args !== undefined)) return true;
    }
    return masked.has('secrets') && speaking.some(({ conditions }) => conditions.env.denyLiteralSecrets);
  }
}

/** Whether a `serverUrl` pattern may tell addresses apart by values of their parameters. */
function readsParameters(text: string): boolean {
  const { pattern, authorityEnd } = compilePattern(text);
  return pattern.slice(authorityEnd).includes('?') || /\*[^*]*[^*]$/.test(pattern.slice(authorityEnd));
}
