import { maskedArguments, maskText, maskUrl } from '../../secret/mask.ts';
import type { NativeSubject } from '../native.ts';

/** Whether a server that is in use may be written into a list as it stands: what may be a secret in it would be copied to every machine. */
export function isSayable({ server: { command, url }, server }: Pick<NativeSubject, 'server'>): boolean {
  if (maskText(server.name) !== server.name) return false;
  if (command && (maskText(command.value) !== command.value || maskedArguments(server).some((shown, i) => shown !== server.args[i]!.value))) return false;
  // Of parameters a list holds the names alone.
  const place = url?.value.replace(/[?#].*$/s, '');
  return place === undefined || maskUrl(place) === place;
}
