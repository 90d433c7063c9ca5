/** Where `requirements.toml` goes (developers.openai.com/codex, managed configuration). */
export const codexDelivery: readonly string[] = [
  '- Linux and macOS: `/etc/codex/requirements.toml`, owned by root and writable by nobody else.',
  '- Windows: `%ProgramData%\\OpenAI\\Codex\\requirements.toml`, writable by administrators alone.',
  '- macOS by device management: the file as base64 in the managed preference `requirements_toml_base64` of `com.openai.codex`; it counts before all others.',
  '- ChatGPT Business and Enterprise: the same text as a managed configuration of the workspace; it counts before the file of a machine.',
  '- Where a `requirements.toml` is there already, add these tables to it: Codex reads one file. Tables of several sources are united key by key.',
  '- Codex does not start with a file that it cannot read. Versions that do not know `command = { executable = …, args = … }` yet refuse it: try it on one machine before you deliver it to all.',
  '- Check with `/debug-config` in Codex, which tells which requirements it goes by.',
];
