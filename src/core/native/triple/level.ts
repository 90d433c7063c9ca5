import { compilePattern } from '../../policy/url-pattern.ts';
import { fixedVersion } from '../../policy/subject.ts';
import type { Subject } from '../../policy/subject.ts';
import type { IdentityLevel } from '../../policy/verdict.ts';
import type { NativeMatch } from '../native.ts';
import { shown } from './problems.ts';

/** How firmly an entry that matches a server fixes what is started: a name nothing, an exact command line what the package in it fixes. */
export function matchLevel(match: NativeMatch, { identity }: Subject): IdentityLevel {
  if (match.kind === 'name') return 'name';
  if (match.kind === 'url') return compilePattern(match.pattern).level;
  const ref = identity.kind === 'package' ? identity.package : identity.kind === 'remote' ? identity.via?.package : undefined;
  return ref && ref.registry === undefined && fixedVersion(ref) !== undefined ? 'version' : 'source';
}

/** An entry as part of a sentence: `serverName` and what it names, without secrets. */
export function matchedBy(match: NativeMatch): string {
  const key = match.kind === 'name' ? 'serverName' : match.kind === 'url' ? 'serverUrl' : 'serverCommand';
  return `${key} ${shown(match)}`;
}
