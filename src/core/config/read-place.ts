import type { ConfigFile } from './config-file.ts';
import { readEnv } from './read-env.ts';
import { readConfigFile, type ConfigSource } from './read.ts';

/** Read whatever lies at a place, by the rules of its kind. Never throws. */
export function readPlace(source: ConfigSource): ConfigFile {
  switch (source.known.kind) {
    case 'env':
      return readEnv(source);
    default:
      return readConfigFile(source);
  }
}

/** Whether a file is worth a line of a report: an `.env` is where it redirects something, or could not be read. */
export function isTold({ redirects, status }: ConfigFile): boolean {
  return redirects === undefined || redirects.length > 0 || status === 'opaque';
}
