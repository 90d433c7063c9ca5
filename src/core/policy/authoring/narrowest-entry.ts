import type { ServerDeclaration } from '../../config/config-file.ts';
import type { Identity, PackageRef } from '../../identity/identity.ts';
import { secretsIn } from '../../secret/find.ts';
import { maskText } from '../../secret/mask.ts';
import { joined, say, type Message } from '../../text/message.ts';
import { registryKey } from '../package-key.ts';
import type { ProviderEntryFields, ProviderMatch } from '../provider-schema.ts';
import { entrySchema, type EntryFields, type MatchItem } from '../schema.ts';
import { fixedVersion, parseUrl } from '../subject.ts';
import { areWritable, isWritable, writableRegistry, writableUrl } from './writable.ts';

/** An entry as it is written into a policy. */
export interface NewEntry extends EntryFields {
  readonly match: readonly MatchItem[];
}

/** An entry on a model provider as it is written into a policy. */
export interface NewProviderEntry extends ProviderEntryFields {
  readonly match: readonly ProviderMatch[];
}

/** What whoever approves says beside it. */
export interface ApprovalFields {
  readonly id?: string;
  readonly state?: 'approved' | 'conditional';
  readonly owner?: string;
  readonly reason?: string;
  /** The last day, as `2027-05-31`. */
  readonly expires?: string;
  readonly conditions?: string;
}

/** An entry that approves one declaration and as little beside it as can be said, with what its author should know; or what must be done first. */
export type Narrowest = { readonly entry: NewEntry; readonly notes: readonly Message[] } | { readonly refused: Message };

interface ToApprove {
  readonly declaration: ServerDeclaration;
  readonly identity: Identity;
}

/**
 * The narrowest entry for a declaration: exactly what it launches or calls, with the arguments, names of variables and folder it has
 * now. Never holds a value of a variable or header, nor an argument that may be a secret. Refuses what no approval could be held to.
 */
export function narrowestEntry(server: ToApprove, fields: ApprovalFields = {}): Narrowest {
  const notes: Message[] = [];
  const made = matchFor(server, notes);
  if ('refused' in made) return made;
  const { state = 'approved', owner, reason, expires, conditions, id = made.id } = fields;
  const entry: NewEntry = {
    id, state,
    ...(expires !== undefined && { expires }),
    ...(owner !== undefined && { owner }),
    ...(reason !== undefined && { reason }),
    ...(conditions !== undefined && { conditions }),
    ...(made.minIdentity && { minIdentity: made.minIdentity }),
    match: [made.match],
  };
  if (!entrySchema.safeParse(entry).success || maskText(id) !== id) return { refused: say('Its name, or something that it is started with, cannot stand in a policy. Write the entry by hand.') };
  return { entry, notes };
}

type Made = { readonly id: string; readonly match: MatchItem; readonly minIdentity?: 'source' } | { readonly refused: Message };

function matchFor(server: ToApprove, notes: Message[]): Made {
  const { declaration, identity } = server;
  const name = maskText(declaration.name);
  switch (identity.kind) {
    case 'opaque':
      return {
        refused: identity.code === 'unresolved'
          ? joined(identity.reason, say('An approval could mean anything then. Write the value itself into the declaration of `{name}`, and approve it after that.', { name }))
          : joined(identity.reason, say('An approval could not be held to anything then. Have `{name}` started directly, by package and version, or called by its URL, and approve it after that.', { name })),
      };
    case 'package':
      return ofPackage(server, identity.package, notes);
    case 'remote': {
      const { via } = identity;
      if (via && (fixedVersion(via.package) === undefined || registryKey(via.package.type, via.package.registry) !== undefined)) {
        return { refused: say('`{name}` is called through `{bridge}` without an exact version of it, so other code can run tomorrow. Write its version into the declaration first.', { name, bridge: via.package.name }) };
      }
      const url = parseUrl(identity.url);
      if (!url) return { refused: say('The address of `{name}` cannot stand in a policy. Write the entry by hand.', { name }) };
      const { match, pathLeftOut, queryLeftOut } = writableUrl(url, declaration);
      if (pathLeftOut || queryLeftOut) return { refused: say('The address of `{name}` holds what looks like a secret, or cannot be compared safely, so it cannot stand in a policy. Give it an address without, and the secret in a header.', { name }) };
      return withConditions(server, `${url.hostname}${url.pathname === '/' ? '' : url.pathname}`, { url: match }, notes);
    }
    case 'program': {
      const { program, script } = identity;
      if (script === undefined ? liesInFolder(program) : !isAbsolute(script)) {
        return { refused: say('`{name}` starts whatever lies at a path of the folder it is started in, so that an approval would hold in every folder. Have it started by its whole path, or as a package with a version.', { name }) };
      }
      if (!declaration.command || !isWritable(declaration)) return { refused: say('The command line of `{name}` holds a variable or what looks like a secret, so it cannot stand in a policy. Take that out of it first.', { name }) };
      const loaded = identity.launch.hijacks.find((what) => what.startsWith('-') && valuesOf(what, declaration).some((value) => !isAbsolute(value)));
      if (loaded !== undefined) {
        return { refused: say('`{name}` takes what `{what}` names from the folder it is started in, so that an approval would hold for other code in every folder. Write the whole path, or take it out.', { name, what: loaded }) };
      }
      notes.push(say('A program on each machine: the approval holds for its command line, whatever code lies there. That is the level `source`, which the entry says.'));
      const made = withConditions(server, `local:${name}`, { serverCommand: [declaration.command.value, ...declaration.args.map((arg) => arg.value)] }, notes);
      return 'refused' in made ? made : { ...made, minIdentity: 'source' };
    }
  }
}

function ofPackage(server: ToApprove, ref: PackageRef, notes: Message[]): Made {
  const { type, name, version, digest } = ref;
  const shown = maskText(server.declaration.name);
  if (fixedVersion(ref) === undefined) {
    return {
      refused: type === 'oci'
        ? say('`{name}` runs an image without its digest, so other content can run tomorrow. Write `{image}@sha256:…` into its declaration first.', { name: shown, image: name })
        : say('`{name}` is started without an exact version, so whatever is published next would be approved too. Write the version into its declaration first.', { name: shown }),
    };
  }
  const other = registryKey(type, ref.registry) !== undefined;
  if (other && !writableRegistry(ref.registry!)) return { refused: say('`{name}` comes from another registry than the usual one, and its address cannot stand in a policy. Write it without login and variables first.', { name: shown }) };
  if (other) notes.push(say('It comes from {registry}, not from the usual registry; the approval holds for that one only.', { registry: ref.registry! }));
  const match: MatchItem = {
    package: { type, name, ...(type === 'oci' ? { digest: digest! } : { versions: [version!] }), ...(other && { registry: ref.registry! }) },
  };
  return withConditions(server, `${type}:${name}`, match, notes);
}

/** The launch as it is declared: its arguments, the names of its variables, its folder; with what could change what runs, which an approval must name. */
function withConditions({ declaration, identity: { launch } }: ToApprove, id: string, match: MatchItem, notes: Message[]): Made {
  const name = maskText(declaration.name);
  const names = [...new Set(launch.env.map((one) => one.name))];
  const named = new Set(names);
  const folder = launch.cwd;
  const folderWritable = folder !== undefined && isWritable({ args: [{ value: folder, path: [] }] });
  if (launch.hijacks.includes('cwd') && !folderWritable) return { refused: say('`{name}` is started in a folder that cannot stand in a policy, and where it is started decides what code runs. Take `cwd` out of its declaration, or write the whole path.', { name }) };
  const switches = [...new Set(launch.hijacks)].filter((what) => !named.has(what) && what !== 'cwd');
  // An entry names a variable, or an option of a launcher, and not what it is given.
  for (const what of new Set(launch.hijacks)) notes.push(say('It uses `{what}`, which can change what code runs or what it may reach. The approval covers that, whatever value it is given later: take it out first if it can be done without.', { what }));
  const writable = areWritable(launch.args);
  if (!writable) notes.push(say('Its arguments are left open: one of them holds a variable or what looks like a secret, which cannot stand in a policy.'));
  if (folder !== undefined && !folderWritable) notes.push(say('The folder it is started in is left open, since it holds a variable.'));
  const allow = [...new Set([...(writable ? launch.args : []), ...switches])];
  const literal = secretsIn(declaration).some(({ where }) => where === 'env' || where === 'header');
  if (literal) notes.push(say('A secret is written out in its declaration. Replace it at its issuer and move it out; then add `denyLiteralSecrets`.'));
  const args = { ...(allow.length > 0 && { allow }), ...(writable && { denyExtra: true }) };
  return {
    id,
    match: {
      ...match,
      ...(Object.keys(args).length > 0 && { args }),
      env: { allow: names, ...(!literal && { denyLiteralSecrets: true }) },
      ...(folderWritable && { cwd: { allow: [folder] } }),
    },
  };
}

/** `/proc/self/cwd` is the folder it is started in by another name. */
function isAbsolute(path: string): boolean {
  return /^(?:\/(?!\/*(?:\.\/+)*(?:proc|dev)(?:\/|$))|[A-Za-z]:[\\/]|\\\\)/.test(path);
}

/** A path, also one of a drive's current folder (`C:x`); or a file by its own name, which Windows looks for there first (`cmd /c start.bat`). */
function liesInFolder(program: string): boolean {
  return !isAbsolute(program) && (/[\\/:]/.test(program) || /\.(?:bat|cmd|com|exe|ps1|vbs|js)$/i.test(program));
}

/** What an option is given: behind `=`, behind its letter, or as the next argument. */
function valuesOf(option: string, { args }: ServerDeclaration): string[] {
  return args.flatMap(({ value }, i) => (value === option ? [args[i + 1]?.value ?? ''] : value.startsWith(option) ? [value.slice(option.length).replace(/^=/, '')] : []));
}
