import { nodeAt, stringOf, valueOf, type ConfigNode, type Path } from '../../config/node.ts';
import { settingAt } from '../../providers/vscode.ts';
import { joined, say, type Message } from '../../text/message.ts';
import type { ListReader, NativeEntry, NativeProblem, NativeSwitch } from '../native.ts';
import { readTripleList, type Strictness } from '../triple/entry.ts';
import { vscodeKeys, type VscodeKey, type VscodeList, type VscodeSource } from './list.ts';

/** An entry counts by the keys with a fitting value, and everything else in it is passed over (`isValidMatcher`, allowedMcpServers.ts @ 1ba778b). */
const strictness: Strictness = { wrongValue: 'absent', otherKey: 'ignored' };

/**
 * A value of VS Code's, the last one where there are several, and whether it stands inside a text: policies are JSON in a text
 * (src/vs/platform/configuration/common/configurations.ts, `PolicyConfiguration`).
 */
interface Found {
  readonly node: ConfigNode;
  readonly path: Path;
}

/** Settings: of the user, a profile, a remote machine or a workspace, at the root or (`*.code-workspace`) under a key. */
export function vscodeSettings(way: readonly string[]): ListReader {
  return { keys: ['chat.mcp', '"mcp"', 'strictPluginOnlyCustomization'], read: (tree) => readList(valuesIn(tree, way), 'settings', false) };
}

/** The policies of a Linux machine: https://code.visualstudio.com/docs/enterprise/policies, "Linux JSON policies". */
export const vscodePolicies: ListReader = {
  keys: Object.values(vscodeKeys).map(({ policy }) => policy),
  read: (tree) => readList(rootValues(tree, 'policy'), 'device', true),
  broken: () => unread('device'),
};

/** Copilot's managed settings, as VS Code reads them (src/vs/platform/policy/common/copilotManagedSettings.ts @ b652b9b, and the 1.139.1 build). */
export const vscodeManagedSettings: ListReader = {
  keys: Object.values(vscodeKeys).flatMap(({ managed }) => managed ?? []),
  read: (tree) => readList(rootValues(tree, 'managed'), 'managed', false),
  broken: () => unread('managed'),
  limit: 1024 * 1024,
};

/** `FilePolicyService` and `FileManagedSettingsService` read strict JSON, and go on with nothing where it is none. */
function unread(source: VscodeSource): VscodeList {
  const message = say('VS Code reads no policy from this file: it is not plain JSON, or larger than 1 MB. It goes on as if the file were not there, and what the file forbids is started.');
  return { native: 'vscode', source, allows: false, deny: false, voided: [], entries: [], switches: [], problems: [{ rule: 'native-invalid-entry', path: [], severity: 'error', message }] };
}

type Values = Partial<Record<VscodeKey, Found>>;

function valuesIn(tree: ConfigNode, way: readonly string[]): Values {
  const root = nodeAt(tree, way);
  return pick(({ setting }) => {
    const found = root && settingAt(root, setting, way).at(-1);
    const node = found && nodeAt(tree, found.path);
    return node && { node, path: found.path };
  });
}

function rootValues(tree: ConfigNode, name: 'policy' | 'managed'): Values {
  return pick((keys) => {
    const key = keys[name];
    const node = key === undefined ? undefined : nodeAt(tree, [key]);
    return node && { node, path: [key!] };
  });
}

function pick(find: (keys: (typeof vscodeKeys)[VscodeKey]) => Found | undefined): Values {
  return Object.fromEntries((Object.keys(vscodeKeys) as VscodeKey[]).flatMap((key) => {
    const found = find(vscodeKeys[key]);
    return found ? [[key, found]] : [];
  }));
}

/** @param inText lists stand in a text, as JSON */
function readList(values: Values, source: VscodeSource, inText: boolean): VscodeList | undefined {
  if (Object.keys(values).length === 0) return undefined;
  const entries: NativeEntry[] = [];
  const problems: NativeProblem[] = [];
  const voided: ('allow' | 'deny')[] = [];
  const held = { allow: false, deny: false };
  for (const effect of ['allow', 'deny'] as const) {
    const found = values[effect];
    if (!found) continue;
    const { value, whole, broken } = valueIn(found, inText);
    const list = broken ? undefined : readTripleList(value, effect, (item) => (whole ? found.path : [...found.path, item]), strictness);
    if (list) {
      held[effect] = true;
      entries.push(...list.entries);
      for (const { path, why } of list.faults) problems.push({ rule: 'native-invalid-entry', path, severity: effect === 'deny' ? 'error' : 'warning', message: joined(why, dropped(effect)) });
    } else if (broken || value !== null) {
      problems.push({ rule: 'native-invalid-entry', path: found.path, severity: 'error', message: broken ? say('VS Code cannot read this as JSON and takes no notice of it.') : noList(effect) });
    }
    // What is no list counts as not set, and yet stands before what a user has set (`AllowedMcpServersService`); what cannot be parsed does not, nor anything in managed settings.
    if (!list && !broken && source !== 'managed') voided.push(effect);
  }
  const switches = switchesIn(values, source, problems);
  return { native: 'vscode', source, allows: held.allow, deny: held.deny, voided, entries, switches, problems };
}

function valueIn({ node }: Found, inText: boolean): { readonly value: unknown; readonly whole: boolean; readonly broken: boolean } {
  const text = inText ? stringOf(node) : undefined;
  if (text === undefined) return { value: valueOf(node), whole: false, broken: false };
  try {
    return { value: JSON.parse(text), whole: true, broken: false };
  } catch {
    return { value: undefined, whole: true, broken: true };
  }
}

function dropped(effect: 'allow' | 'deny'): Message {
  return effect === 'deny' ? say('VS Code drops the entry without a word, and starts what it should stop.') : say('VS Code drops the entry without a word, and allows nothing by it.');
}

function noList(effect: 'allow' | 'deny'): Message {
  return effect === 'deny'
    ? say('A list of entries belongs here. VS Code takes anything else for no list at all, and denies nothing by it.')
    : say('A list of entries belongs here. VS Code takes anything else for no list at all, and every server is let through.');
}

const accesses = new Set(['none', 'registry', 'all']);

function switchesIn(values: Values, source: VscodeSource, problems: NativeProblem[]): NativeSwitch[] {
  const switches: NativeSwitch[] = [];
  for (const key of ['access', 'managedOnly', 'pluginsOnly'] as const) {
    const found = values[key];
    if (!found) continue;
    const value = valueOf(found.node);
    const fits = key === 'access' ? typeof value === 'string' && accesses.has(value) : typeof value === 'boolean';
    if (fits) switches.push({ key: vscodeKeys[key].setting, value: value as string | boolean, path: found.path });
    else if (source === 'managed') {
      problems.push({ rule: 'native-invalid-entry', path: found.path, severity: 'error', message: say('VS Code knows `true` and `false` here, and takes no notice of anything else.') });
    } else {
      const message = key === 'access' ? say('VS Code knows `none`, `registry` and `all` here. Anything else is taken for `all`: every server is let through.') : say('VS Code knows `true` and `false` here. Anything else is taken for `false`.');
      problems.push({ rule: 'native-invalid-entry', path: found.path, severity: 'error', message });
      switches.push({ key: vscodeKeys[key].setting, value: key === 'access' ? 'all' : false, path: found.path });
    }
  }
  return switches;
}
