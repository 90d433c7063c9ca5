import { userFiles, workspaceFileAt, type KnownFile } from '../../../src/core/clients/clients.ts';
import type { ConfigFile } from '../../../src/core/config/config-file.ts';
import { readConfigFile } from '../../../src/core/config/read.ts';
import { render } from '../../../src/core/text/message.ts';

/** The kinds of files there are, as they lie in a workspace or, with `~`, in a home folder. */
export type Place = '.vscode/mcp.json' | '.mcp.json' | '.cursor/mcp.json' | '~/.claude.json' | '~/.cursor/mcp.json' | '~/.config/Code/User/mcp.json';

function knownAt(place: Place): KnownFile {
  const known = place.startsWith('~') ? userFiles({ platform: 'linux', home: '~', env: {} }).find(({ path }) => path === place) : workspaceFileAt(place);
  if (!known) throw new Error(`no client reads ${place}`);
  return known;
}

/** The file with that text at that place. */
export function read(place: Place, text: string): ConfigFile {
  return readConfigFile({ path: `/w/${place}`, known: knownAt(place), live: true, content: { text } });
}

/** What a person would note of each server: its name, what it starts or calls, and what is odd about it. */
export function summary({ declarations }: ConfigFile): string[] {
  return declarations.map(({ name, command, args, url, disabled, ambiguity }) => {
    const launch = [command, ...args, url].flatMap((part) => (part ? [part.value] : [])).join(' ');
    return `${name}: ${launch}${disabled ? ' (off)' : ''}${ambiguity ? ` (${render(ambiguity)})` : ''}`;
  });
}

/** Status and reason as one line. */
export function outcome({ status, reason }: ConfigFile): string {
  return reason ? `${status}: ${render(reason)}` : status;
}
