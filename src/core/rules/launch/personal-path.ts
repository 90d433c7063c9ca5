/** Where people's home folders are, up to and with the person's name. */
const homeFolder = /^(?:file:\/\/)?((?:\/home\/|\/Users\/|(?:[A-Za-z]:|\/mnt\/[a-z]|\/[a-z])[\\/]{1,2}[Uu]sers[\\/]{1,2}))([^\\/:;,"'<>|?*]{1,100})(?=[\\/]|$)/;

/** Accounts that images and hosted machines have, so that a path of theirs holds wherever the image does; folders of nobody; places for a name to be filled in. */
const nobody = /^(?:runner|node|vscode|codespace|codespaces|gitpod|coder|jovyan|linuxbrew|ubuntu|ec2-user|azureuser|opam|rust|python|app|appuser|nonroot|mcp|sandbox|agent|shared|public|default|all users|runneradmin|containeruser|containeradministrator|site|.*(?:user.?name|user.?id|your|example|placeholder|path.?to).*|user|users|username|you|me|my.*|name|yourname|someone|somebody|somename|alice|bob|jane|john|jdoe|johndoe|foo|bar|test|dev|xxx+|.*[${}[\]()%].*)$/i;

/** A person's home folder at the beginning of a path, as written. */
export interface PersonalPath {
  readonly home: string;
  readonly windows: boolean;
  readonly rest: string;
}

export function personalPath(path: string): PersonalPath | undefined {
  const match = homeFolder.exec(path.slice(0, 400));
  if (!match || nobody.test(match[2]!)) return undefined;
  return { home: match[0], windows: /^[A-Za-z]:|^\/mnt\//.test(match[1]!), rest: path.slice(match[0].length) };
}
