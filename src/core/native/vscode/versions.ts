import type { VscodeUrlForm } from '../triple/vscode-url.ts';

/**
 * What came with which release: the lists with 1.130, `allowManagedServersOnly` and `strictPluginOnlyCustomization` with 1.132 (`minimumVersion`
 * of their policies). How addresses are compared changed twice between 1.130 and 1.139; with which releases is not known, so that versions
 * between them are held against every form.
 * @param version as VS Code states it; undefined: the newest whose semantics are known
 */
export function hasLists(version: string | undefined): boolean {
  return reaches(version, 130);
}

export function hasManagedOnly(version: string | undefined): boolean {
  return reaches(version, 132);
}

export function urlFormsOf(version: string | undefined): readonly VscodeUrlForm[] {
  return reaches(version, 139) ? ['canonical'] : ['text', 'destination', 'canonical'];
}

function reaches(version: string | undefined, minor: number): boolean {
  const [, major, own] = /^(\d+)\.(\d+)/.exec(version ?? '') ?? [];
  if (major === undefined || own === undefined) return true;
  return Number(major) > 1 || (Number(major) === 1 && Number(own) >= minor);
}
