import type { ConfigFile } from './config-file.ts';
import { readExtension } from './read-extension.ts';
import { readEnv, redirectsIn } from './read-env.ts';
import { readConfig, type ConfigSource } from './read.ts';

/** Read whatever lies at a place, by the rules of its kind. Never throws for anything the file holds. */
export async function readPlace(source: ConfigSource): Promise<ConfigFile> {
  const { known, content } = source;
  if (known.kind === 'extension') return readExtension(await readConfig(source));
  if (known.kind !== 'env') return readConfig(source);
  // Where a client reads more from it than where to look.
  if (known.clients.length === 0 || !('text' in content)) return readEnv(source);
  return { ...(await readConfig(source)), redirects: redirectsIn(source, content.text).redirects };
}

/** Whether a file is worth a line of a report: an `.env` is where it says something of assistants, or could not be read. */
export function isTold({ redirects, status, providers, declarations }: ConfigFile): boolean {
  return redirects === undefined || redirects.length + providers.length + declarations.length > 0 || status === 'opaque';
}
