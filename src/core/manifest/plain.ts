import { hasVariable } from '../identity/variables.ts';
import { namesSecret } from '../secret/names.ts';
import { looksRandom } from '../secret/placeholder.ts';
import { knownToken } from '../secret/token-formats.ts';
import { visible } from '../text/visible.ts';

/** Why a value of a launch does not go into a manifest. */
export type Withheld = 'secret' | 'variable' | 'path' | 'other';

const humps = '[A-Z]?[a-z]{1,20}(?:[A-Z][a-z]{1,20}){0,3}';
const piece = `(?:${humps}|[A-Z]{1,20}|v?\\d{1,5})`;
const word = new RegExp(`^${piece}(?:[-_.:,+]${piece}){0,7}$`);
const relative = new RegExp(`^(?:\\.\\/)?${piece}(?:[-_./]${piece}){0,15}$`);
const specification = new RegExp(`^@?${piece}(?:[-_./]${piece}){0,8}(?:@|==)${piece}(?:[-_.]${piece}){0,5}$`);
const absolute = /^(?:[\\/~]|[A-Za-z]:[\\/]|file:)|(?:^|[\\/])\.\.(?:$|[\\/])/i;
const publicUrl = /^https?:\/\/[A-Za-z0-9.-]{1,250}(?::\d{1,5})?(?:\/[A-Za-z0-9._~-]{0,60}){0,12}$/;
const oneLetter = /^-[A-Za-z]$/;
const variableName = /^[A-Z][A-Z0-9]{0,30}(?:_[A-Z0-9]{1,30}){1,10}$/;
const transports = new Set(['stdio', 'http', 'sse', 'streamable-http', 'streamableHttp']);

/**
 * Whether a value of a launch may be copied into a manifest, which is read by many more people than the config file. Undefined
 * when it may: plain words, short numbers, names of packages, public addresses, paths within the folder. All else is withheld, a secret or not: a
 * password need not look like one.
 * @param under the option, variable or header the value stands under; empty when it stands alone
 */
export function withheld(value: string, under: string): Withheld | undefined {
  if (namesSecret(under) || knownToken(value) || looksRandom(value)) return 'secret';
  if (hasVariable(value)) return 'variable';
  if (absolute.test(value)) return 'path';
  // `-p` is a port, a path or a password; `-e` names a variable.
  if (oneLetter.test(under) && !/^\d{1,5}$/.test(value)) return transports.has(value) || variableName.test(value) ? undefined : 'other';
  if (publicUrl.test(value)) return plainAddress(value) ? undefined : 'other';
  return word.test(value) || relative.test(value) || specification.test(value) ? undefined : 'other';
}

/** Whether a name (of a variable, a header, a server) may be shown: it may itself hold what it should only name. */
export function isPlainName(name: string): boolean {
  return name !== '' && name.length <= 200 && visible(name) === name && !knownToken(name) && !looksRandom(name);
}

function plainAddress(url: string): boolean {
  const slash = url.indexOf('/', url.indexOf('//') + 2);
  return slash < 0 || url.slice(slash + 1).split('/').every(isPlainSegment);
}

/** Whether a part of an address's path is a name, and not a credential (`/s/b7Qw93kdZp02/mcp`). */
export function isPlainSegment(segment: string): boolean {
  if (knownToken(segment) || looksRandom(segment)) return false;
  return segment.split(/[-_.~]/).every((part) => part.length < 10 || !/\d/.test(part) || /^\d{1,12}$/.test(part));
}
