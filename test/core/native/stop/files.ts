import { userFiles, workspaceFileAt, type KnownFile } from '../../../../src/core/clients/clients.ts';
import type { ConfigFile } from '../../../../src/core/config/config-file.ts';
import { readLoaded } from '../../../../src/core/config/read-place.ts';
import { loadSyntax } from '../../../../src/core/config/syntaxes.ts';
import { noFacts } from '../../../../src/core/facts.ts';
import { identify } from '../../../../src/core/identity/identify.ts';
import { stopPlan, type StopInput, type StopPlan } from '../../../../src/core/native/stop/plan.ts';
import { targetOfPackage, type Declared, type StopTarget } from '../../../../src/core/native/stop/target.ts';

const ofUser = userFiles({ platform: 'linux', home: '/home/ada', env: {} });

/** Loads every syntax: `file` needs it. */
export async function loadAll(): Promise<void> {
  for (const id of ['toml', 'yaml', 'front-matter'] as const) await loadSyntax(id);
}

/** A config file, read: of the home folder with `~`, else of the workspace `/w`; without a text it is not there. */
export function file(place: string, text: string | undefined): ConfigFile {
  const path = place.replace('~', '/home/ada');
  const known: KnownFile | undefined = place.startsWith('~') ? ofUser.find((one) => one.path === path) : workspaceFileAt(place);
  if (!known) throw new Error(`no client reads ${place}`);
  const content = text === undefined ? ({ absent: true } as const) : { text };
  return readLoaded(place.startsWith('~') ? { path, known, live: true, content } : { path: `/w/${path}`, root: '/w', known, live: true, content });
}

/** The files of these texts by their places. */
export function files(texts: Readonly<Record<string, string | undefined>>): ConfigFile[] {
  return Object.entries(texts).map(([place, text]) => file(place, text));
}

export const evil: StopTarget = targetOfPackage(['npm'], 'evil-mcp');

/** A plan for a machine that has these files and no others. */
export function planned(texts: Readonly<Record<string, string | undefined>>, target = evil, more: Partial<StopInput> = {}): StopPlan {
  const all = files(texts);
  const read = (path: string): ReturnType<StopInput['read']> => {
    const at = Object.entries(texts).find(([place]) => path === (place.startsWith('~') ? place.replace('~', '/home/ada') : `/w/${place}`));
    return at?.[1] === undefined ? { absent: true } : { text: at[1] };
  };
  return stopPlan({ target, files: all, facts: noFacts, folders: ['/w'], read, hindrance: () => undefined, ...more });
}

/** What each file of a plan holds afterwards, by its place. */
export function after({ steps }: StopPlan): Record<string, string> {
  return Object.fromEntries(steps.map(({ path, after: text }) => [path.replace('/home/ada', '~').replace('/w/', ''), text]));
}

export function declaredIn(of: ConfigFile): Declared[] {
  return of.declarations.map((declaration) => ({ file: of, declaration, identity: identify(declaration, { scope: of.scope }) }));
}
