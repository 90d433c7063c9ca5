/** How much of a machine a path is. */
export type Breadth = 'root' | 'homes' | 'home';

const root = /^(?:[a-z]:|\/[a-z]|\/mnt\/[a-z]|\/cygdrive\/[a-z])?$/i;
const homes = /^(?:(?:[a-z]:|\/mnt\/[a-z]|\/[a-z])?\/users|\/home)$/i;
const home = /^(?:~|\$HOME|\$\{HOME\}|\$\{env:HOME\}|\{env:HOME\}|\$\{userHome\}|\$env:USERPROFILE|\$env:HOME|%USERPROFILE%|%HOMEDRIVE%%HOMEPATH%|\$\{USERPROFILE\}|\$\{env:USERPROFILE\}|\/root|(?:\/home|(?:[a-z]:|\/mnt\/[a-z]|\/[a-z])?\/users)\/[^/]{1,100})$/i;
const begins = /^(?:[/\\~$%{]|[A-Za-z]:|file:)/;
const notAPerson = /\/(?:shared|public)$/i;

/** Undefined for anything narrower than somebody's home folder. */
export function breadthOf(written: string): Breadth | undefined {
  // Nearly all words: no beginning of a path.
  if (written.length > 300 || !begins.test(written)) return undefined;
  const plain = written.replaceAll('\\', '/').replace(/^file:\/\/(?=\/)/, '').replace(/^\/\/\?\//, '').replace(/\/{2,}/g, '/').replace(/(?:\/\.)+(?=\/|$)/g, '');
  const path = (plain.includes('/..') ? withoutWayBack(plain) : plain).replace(/\/$/, '');
  // `C:` alone is the folder last used there; only written with a slash it is the drive.
  if (path === '' || root.test(path)) return /[\\/]/.test(written) && (path === '' || /[\\/](?:\.\.?)?$/.test(written) || path.length > 2) ? 'root' : undefined;
  if (homes.test(path)) return 'homes';
  return home.test(path) && !notAPerson.test(path) ? 'home' : undefined;
}

/** `/home/..` is `/`, and so is what is above it. */
function withoutWayBack(path: string): string {
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part !== '..') parts.push(part);
    else if (parts.length > 1) parts.pop();
  }
  return parts.join('/');
}
