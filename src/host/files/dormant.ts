/**
 * Folders that hold copies: what lies below them waits to be copied elsewhere, and no client reads it where it lies unless
 * someone opens that very folder.
 */
const copies = /^(?:templates?|examples?|samples?|fixtures?|__fixtures__|test-?data|backups?|dotfiles|skel(?:eton)?s?)$/i;

/** What lies beside the config of a plugin's source; the client reads it from where the plugin is installed. */
export const pluginMarkers: ReadonlySet<string> = new Set(['.claude-plugin', '.cursor-plugin']);

/**
 * Whether a config file is dormant (design.md, Terms) by where the folder that would have to be open for it lies.
 * @param way the folders that lead to that folder from the one that was named: nobody opens a hidden folder as a workspace
 */
export function isDormant(way: readonly string[]): boolean {
  return way.some((folder) => folder.startsWith('.') || copies.test(folder));
}
