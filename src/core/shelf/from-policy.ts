import type { PolicyDocument, PolicyEntry, PolicyMatch } from '../policy/document.ts';
import { isApproving } from '../policy/document.ts';
import { readVersion } from '../policy/versions.ts';
import { namesSecret } from '../secret/names.ts';
import { isRestricting, mayBePutIn } from './restricting.ts';
import type { Asked, ShelfCandidate, ShelfLaunch, ShelfTarget } from './shelf-item.ts';

/** What the approving entries of a document fix so firmly that it can be declared: packages at exact versions, addresses, command lines. */
export function candidatesOf(document: PolicyDocument): ShelfCandidate[] {
  return document.servers.flatMap((entry) => (isApproving(entry.state) ? entry.match.flatMap((match) => ofMatch(entry, match, document)) : []));
}

function ofMatch(entry: PolicyEntry, match: PolicyMatch, { issuer }: PolicyDocument): ShelfCandidate[] {
  const args = argumentsOf(match);
  const env = variablesOf(match);
  return targetsOf(match).map((target) => {
    const launch: ShelfLaunch = target.kind === 'package' ? { target, args, env, headers: [] } : { target, args: [], env: target.kind === 'command' ? env : [], headers: [] };
    return { id: entry.id, launch, from: { kind: 'policy', id: entry.id, issuer } };
  });
}

function targetsOf(match: PolicyMatch): ShelfTarget[] {
  if (match.serverCommand) return [{ kind: 'command', argv: match.serverCommand }];
  if (match.serverUrl !== undefined) return match.serverUrl.includes('*') || !/^https?:\/\//i.test(match.serverUrl) ? [] : [remote(match.serverUrl)];
  if (match.url) {
    const { scheme = 'https', host, port, path } = match.url;
    // Of a whole host, or of every host below one, it is not known where in it a server answers.
    if (host.startsWith('*.') || path === undefined || (path === '/' && match.url.pathMatch === 'prefix')) return [];
    return [remote(`${scheme}://${host}${port === undefined ? '' : `:${port}`}${path}`)];
  }
  if (!match.package || match.package.type === 'vscode-extension') return [];
  const { type, name, versions = [], registry, digest } = match.package;
  const exact = versions.filter((text) => {
    const version = readVersion(type, text);
    return version !== undefined && 'exact' in version;
  });
  // An image is fixed by its digest only.
  const fixed = type === 'oci' && digest !== undefined ? [digest] : exact;
  return [...new Set(fixed)].map((version) => ({ kind: 'package', type, name, version: version.replace(/^={1,2}\s*/, ''), ...(registry !== undefined && { registry }) }));
}

export function remote(url: string, type?: string): Extract<ShelfTarget, { kind: 'remote' }> {
  return { kind: 'remote', url, transport: type === 'sse' || (type === undefined && /\/sse\/?(?:$|[?#])/.test(url)) ? 'sse' : 'http' };
}

/**
 * The arguments it may be started with, where the entry leaves no others: those that say where and how, and those that make it do
 * less. Of options that it may have beside these nobody has said that it needs them.
 */
function argumentsOf({ args }: PolicyMatch): readonly string[] {
  if (!args?.denyExtra) return [];
  const allowed = (args.allow ?? []).filter(mayBePutIn);
  const options = allowed.filter((arg) => arg.startsWith('-'));
  return options.every(isRestricting) ? allowed : options.filter(isRestricting);
}

/** Of the variables that it may have, those that hold a credential: without it few servers do anything. */
function variablesOf({ env }: PolicyMatch): readonly Asked[] {
  return (env?.allow ?? []).filter((name) => namesSecret(name) && mayBePutIn(name)).map((name) => ({ name, secret: true }));
}
