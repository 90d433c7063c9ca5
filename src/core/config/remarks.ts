import { say } from '../text/message.ts';
import type { Located, Remark } from './config-file.ts';
import { below, child, stringOf, type ConfigNode, type Path } from './node.ts';
import { other, type Noted } from './parts.ts';
import type { Trouble } from './trouble.ts';

export interface Remarks {
  readonly off: boolean;
  readonly approvals: readonly Located[];
  readonly risky: readonly Remark[];
  readonly ignored: readonly Remark[];
  readonly startsOnOpen: Path | undefined;
}

/** Values of an approval mode under which the user is still asked, or the tool does not run. */
const asks: ReadonlySet<string> = new Set(['', 'prompt', 'ask', 'auto', 'never', 'false']);

/** What keys beside the parts say: whether the server is off, what runs unasked, what does more than it seems to. */
export function remarksOn(noted: readonly Noted[], trouble: Trouble[]): Remarks {
  let off = false;
  let on = false;
  const approvals: Located[] = [];
  const risky: Remark[] = [];
  const ignored: Remark[] = [];
  let startsOnOpen: Path | undefined;
  for (const { key, path, value, meaning } of noted) {
    if (!value || value.kind === 'null') continue;
    const set = !(value.kind === 'boolean' && value.value === false);
    if (meaning.off) {
      const says = value.kind === 'boolean' && value.value === meaning.off.value;
      if (says && !meaning.off.follows) ignored.push({ key, path, why: say('`{key}` is not known to switch a server off here: it counts as on.', { key }) });
      else if (says) off = true;
      // Both stand there, or one twice: some reader may take it for on.
      else if (meaning.off.follows) on = true;
    }
    // Copilot's `tools` only chooses which there are, but for all of them.
    if (meaning.approval) approve(value, path, approvals, key === 'tools');
    if (meaning.risky !== undefined && set) risky.push({ key, path, why: say(meaning.risky, { key }) });
    if (meaning.opaque !== undefined && set) trouble.push(other(path, say(meaning.opaque, { key })));
    if (meaning.eager && set) startsOnOpen = path;
    // VS Code's debugger setting may name another program to start in place of the command.
    if (key === 'dev' && child(child(value, 'debug'), 'debugpyPath')) trouble.push(other(path, say('its `debugpyPath` may be started in place of the command')));
  }
  return { off: off && !on, approvals, risky, ignored, startsOnOpen };
}

function approve(value: ConfigNode, path: Located['path'], approvals: Located[], onlyAll: boolean): void {
  if (value.kind === 'boolean') {
    if (value.value === true) approvals.push({ value: '*', path });
  } else if (value.kind === 'array') {
    value.items.forEach((item, i) => {
      const name = stringOf(item);
      if (name !== undefined && (!onlyAll || name === '*')) approvals.push({ value: name, path: below(path, i) });
    });
  } else if (value.kind === 'string' && !asks.has(String(value.value))) {
    // Codex's mode is about every tool of the server.
    approvals.push({ value: value.value === 'approve' ? '*' : String(value.value), path });
  }
}
