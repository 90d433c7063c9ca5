import type { ConfigFile, ServerDeclaration } from '../config/config-file.ts';
import { say, type Message } from '../text/message.ts';
import type { ProbeSurroundings } from './surroundings.ts';

/** Why a server is not listened to, whatever it launches; undefined where nothing speaks against it. One that is switched off may be: it is being looked at. */
export function whyNever(file: ConfigFile, server: ServerDeclaration, { trusted }: Pick<ProbeSurroundings, 'trusted'>): Message | undefined {
  if (!trusted) return say('This folder is not trusted (Restricted Mode), so nothing that it declares is started or called. Trust the folder first.');
  if (!file.live) return say('No assistant reads this file where it lies, so nothing in it is started. Listen to the server where it is in use.');
  if (server.extension) return say('The extension {id} hands its servers to the editor when it runs, and no file says what they launch.', { id: server.extension.id });
  if (server.derived) return say('It is put together from several files, and what it launches stands in none of them.');
  if (server.ambiguity) return say(`Assistants may read this entry differently, so what one would start cannot be told: ${server.ambiguity.template}.`, server.ambiguity.args);
  if (server.transport === 'ws') return say('It speaks over a WebSocket, which is no transport of the protocol, and which MCP Roll Call does not call.');
  if (server.transport === 'unknown' || (!server.command && !server.url)) return say('What it would start or call cannot be told.');
  if (server.command ? server.transport !== 'stdio' : server.transport === 'stdio') return say('Its transport is not the one of what it launches, which assistants read differently.');
  return undefined;
}
