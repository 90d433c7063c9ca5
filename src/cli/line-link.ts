import { relativeUri, type Places } from '../core/report/sarif/location.ts';

/** Where a line of a file can be read: on GitHub where the program runs in its Actions, else relative to the repository's root. */
export function linkOf(places: Places, env: Readonly<Record<string, string | undefined>>): (file: string, line: number) => string | undefined {
  const { GITHUB_SERVER_URL: server = '', GITHUB_REPOSITORY: repository = '', GITHUB_SHA: commit = '' } = env;
  const onGithub = /^https?:\/\/[\w.:-]+$/.test(server) && /^[\w.-]+\/[\w.-]+$/.test(repository) && /^[0-9a-f]{40,64}$/.test(commit);
  const base = onGithub ? `${server}/${repository}/blob/${commit}/` : '';
  return (file, line) => {
    const way = places.inside(file);
    return way === undefined ? undefined : `${base}${relativeUri(way)}#L${line}`;
  };
}
