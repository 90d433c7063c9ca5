import { child, type ConfigNode, type Path } from '../../config/node.ts';
import { maskText, maskUrl } from '../../secret/mask.ts';
import { say } from '../../text/message.ts';
import type { NativeProblem } from '../native.ts';
import { fits, type CodexIdentity } from './identity.ts';

/** openai/codex #5635: servers of other names are refused. */
const possibleName = /^[a-zA-Z0-9_-]+$/;

/** What in an entry that Codex reads does not do what it seems to. */
export function identityProblems(name: string, node: ConfigNode, identity: CodexIdentity, way: Path): NativeProblem[] {
  const path: Path = [...way, 'identity'];
  const problems: NativeProblem[] = [];
  if (!possibleName.test(name)) {
    problems.push({ rule: 'native-dead-entry', path: way, part: 'key', message: say('Codex takes no server with the name `{name}`, so this entry never matches. Names are made of letters, digits, `_` and `-`.', { name }) });
  }
  if (identity.kind === 'command') {
    problems.push({
      rule: 'native-args-unchecked', path: [...path, 'command'], severity: 'warning',
      message: say('Every server called `{name}` that is started with `{command}` passes, whatever its arguments say: Codex does not look at them here. Write `command = { executable = …, args = [ … ] }` to fix them too.', { name, command: maskText(identity.command) }),
    });
    if (child(node, 'url')) problems.push({ rule: 'native-dead-entry', path: [...path, 'url'], message: say('Codex overlooks this address, because a `command` stands beside it. Give the server at this address an entry of its own.') });
  }
  if (identity.kind === 'url' && child(node, 'command')) {
    problems.push({ rule: 'native-dead-entry', path: [...path, 'command'], message: say('Codex overlooks this command, because the text `url` stands beside it. Give the program an entry of its own.') });
  }
  if (identity.kind === 'url' && opensHost(identity)) {
    problems.push({ rule: 'native-open-prefix', path: [...path, 'url'], severity: 'warning', message: say('The host does not end here: an address such as `{example}` begins with this too, and passes. End the prefix with `/`.', { example: `${maskUrl('value' in identity.url ? identity.url.value : '')}.example.org` }) });
  }
  return problems;
}

/** A prefix that ends within the host, where anything may follow. */
function opensHost({ url }: Extract<CodexIdentity, { kind: 'url' }>): boolean {
  return url.match === 'prefix' && /^[a-z]+:\/\/[^/?#]*$/i.test(url.value) && fits({ kind: 'url', url }, { url: `${url.value}.example.org/` }) === true;
}
