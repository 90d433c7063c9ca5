import type { KnownPackage } from '../../core/facts.ts';
import { exactNpmVersion } from '../../core/identity/packages/npm-spec.ts';
import { mapOf, own, ownText, type Folder } from './folder.ts';

/** Looks a package up in a lock file. Undefined when it is not in it, or does not come from a registry under that name. */
export type LookUp = (name: string) => KnownPackage | undefined;

/** From a git repository, a file, a folder or another registry protocol. */
const elsewhere = /^(?:git|file:|link:|github:|workspace:)/;

/**
 * `package-lock.json` or `npm-shrinkwrap.json` (https://docs.npmjs.com/cli/configuring-npm/package-lock-json), versions 1 to 3: what
 * lies at the top of node_modules, which is what a launcher started in the folder would find.
 */
export function npmLock(folder: Folder, file: string): LookUp | undefined {
  const lock = folder.json(file);
  if (!lock) return undefined;
  const packages = mapOf(own(lock, 'packages'));
  const dependencies = mapOf(own(lock, 'dependencies'));
  return (name) => {
    const entry = mapOf(own(packages, `node_modules/${name}`)) ?? (packages ? undefined : mapOf(own(dependencies, name)));
    if (!entry || own(entry, 'link') === true || elsewhere.test(ownText(entry, 'resolved', 5000) ?? '')) return undefined;
    // An alias (`npm:other@1`) lies under a name that is not its own.
    const ownName = own(entry, 'name');
    if (ownName !== undefined && ownName !== name) return undefined;
    const version = exactNpmVersion(ownText(entry, 'version', 256) ?? '');
    const integrity = integrityOf(ownText(entry, 'integrity', 2000));
    const license = ownText(entry, 'license');
    return version === undefined ? undefined : { version, evidence: file, ...(integrity !== undefined && { integrity }), ...(license !== undefined && { license }) };
  };
}

/** An integrity as npm writes it (https://www.w3.org/TR/SRI/). */
export function integrityOf(text: string | undefined): string | undefined {
  return text !== undefined && /^sha(?:1|256|384|512)-[A-Za-z0-9+/=]{20,200}(?: |$)/.test(text) ? text : undefined;
}
