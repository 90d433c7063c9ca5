import type { ServerDeclaration } from '../config/config-file.ts';
import type { Identity } from '../identity/identity.ts';
import { secretsIn } from '../secret/find.ts';
import { mask, maskedArguments, maskText, maskUrl } from '../secret/mask.ts';
import { withoutTokens } from '../secret/token-formats.ts';
import type { DeclaredParts, MaskedPart } from './row.ts';

/** A command line that is longer than any real one says nothing that is worth its room. */
const longest = 20_000;

/** What of a declaration a policy looks at, with every secret masked: what that costs is told part by part. */
export function declaredParts(server: ServerDeclaration, identity: Identity): DeclaredParts {
  const masked = new Set<MaskedPart>();
  const shown = (part: MaskedPart, text: string): string => {
    const result = maskText(text);
    if (result !== text) masked.add(part);
    return result;
  };
  const written = server.args.map(({ value }) => value);
  const long = written.reduce((sum, text) => sum + text.length, 0) > longest;
  const args = long ? [] : maskedArguments(server);
  if (long || args.some((text, i) => text !== written[i])) masked.add('args');
  const remote = identity.kind === 'remote' && !identity.via ? identity.url : undefined;
  const url = server.url && maskUrl(remote ?? server.url.value);
  // Of an address that is no canonical one, and of its parameters, the export says less than the file.
  if (server.url && (remote === undefined || url !== remote || remote.includes('?'))) masked.add('url');
  if (server.ambiguity) masked.add('entry');
  if (secretsIn(server).some(({ where }) => where === 'env' || where === 'header')) masked.add('secrets');
  const command = server.command && shown('command', server.command.value);
  const cwd = server.cwd && shown('cwd', server.cwd.value);
  return {
    ...(command !== undefined && { command }),
    args,
    ...(url !== undefined && { url }),
    ...(cwd !== undefined && { cwd }),
    ...(server.extension && { extension: `${server.extension.id}@${server.extension.version}` }),
    env: server.env.map(({ name }) => withoutTokens(name, mask)),
    hijacks: identity.launch.hijacks.map((name) => withoutTokens(name, mask)),
    masked: [...masked],
  };
}
