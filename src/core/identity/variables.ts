/**
 * The start of something that stands for a value and is filled in later, in the spellings of all clients and of the shells
 * between: `${input:x}`, `${X:-d}`, `${{ secrets.X }}`, `$(cmd)`, `$X`, `{env:X}`, `{file:x}`, `{{X}}`, `%X%`. Openers are enough: half a
 * variable is no plain text either, and looking for the end of each would cost the square of a long text.
 */
const variable = /\$[{(A-Za-z_]|\{(?:env|file):|\{\{|%[A-Za-z_]\w*%/;

/** Folders that the client itself fills in; a path below one is as good as a path. */
const folder = /\$\{(?:workspaceFolder|workspaceRoot|fileWorkspaceFolder|userHome|extensionPath|pathSeparator|\/|CLAUDE_PROJECT_DIR|CLAUDE_PLUGIN_ROOT)(?::[^${}]{0,100})?\}/g;

/** Whether a text holds a variable. */
export function hasVariable(text: string): boolean {
  return variable.test(text);
}

/** Whether a path holds a variable other than the folders that a client fills in. */
export function hasVariableInPath(text: string): boolean {
  return variable.test(text) && variable.test(text.replace(folder, ''));
}

/** `%` pairs are percent-encoding in an address (`%E2%82`), so only the other spellings count there. */
const variableInAddress = /\$[{(A-Za-z_]|\{(?:env|file):|\{\{/;
const percentName = /%[A-Za-z_]\w*%/;
const badEscape = /%(?![0-9A-Fa-f]{2})/;

/** Whether a variable stands in what an address says before its parameters: in scheme, host or path. */
export function hasVariableInAddress(url: string): boolean {
  const end = url.search(/[?#]/);
  const address = end < 0 ? url : url.slice(0, end);
  // A `?` or `#` of a variable's own (`${X:-a?b}`) lies behind its opener, which is then still found.
  return variableInAddress.test(address) || (percentName.test(address) && badEscape.test(address));
}

/** Whether a working directory is the workspace folder itself, where the client starts a server anyway. */
export function isWorkspaceFolder(cwd: string): boolean {
  return cwd === '' || workspaceFolder.test(cwd);
}
const workspaceFolder = /^(?:\$\{(?:workspaceFolder|workspaceRoot)\}|\.)[\\/]?$/;
