import * as path from 'node:path';
import { userFiles } from '../../core/clients/clients.ts';
import type { Environment } from '../../core/clients/client.ts';
import { say, type Message } from '../../core/text/message.ts';
import { isInside } from '../files/inside.ts';
import { realPath } from '../files/real-path.ts';

/** Where operating systems keep what administrators decide. What lies there may be enforced at once. */
const administrators: Readonly<Record<Environment['platform'], readonly string[]>> = {
  linux: ['/etc', '/usr'],
  darwin: ['/Library', '/etc', '/private/etc', '/System', '/usr'],
  win32: [String.raw`C:\ProgramData`, String.raw`C:\Program Files`, String.raw`C:\Program Files (x86)`, String.raw`C:\Windows`],
};

/** Why files are not written into a folder: an assistant would follow them there before anybody has looked at what they lose. */
export function enforcingPlace(folder: string, names: readonly string[], environment: Environment): Message | undefined {
  const places = [folder, realPath(folder)];
  if (places.some((place) => administrators[environment.platform].some((system) => isInside(place, system)))) {
    return say('This folder belongs to those who administer the machine, and what is put there may be enforced at once. Write the files elsewhere, read what they lose, and let an administrator put them there.');
  }
  const read = new Set(userFiles(environment).map((known) => path.normalize(known.path)));
  return places.some((place) => names.some((name) => read.has(path.join(place, name))))
    ? say('An assistant reads its settings at this very place, so they would count at once, and take the place of what stands there. Write the files elsewhere and read what they lose first.')
    : undefined;
}
