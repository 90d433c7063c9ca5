import { parameters, type Any, type Mutation } from './mutation.ts';

type Value = boolean | string | undefined;

function hint(key: string, from: Value, to: Value, kind: Mutation['class'], note?: string): Mutation {
  const set = (value: Value) => (tool: Any): void => {
    const { [key]: _, ...others } = tool.annotations ?? {};
    tool.annotations = value === undefined ? others : { ...others, [key]: value };
  };
  return { kind: `${key} from ${JSON.stringify(from)} to ${JSON.stringify(to)}`, class: kind, ...(note && { note }), base: set(from), edit: set(to) };
}

/** A tool that is new beside the real ones. */
function fresh(kind: string, of: Mutation['class'], tool: object): Mutation {
  return { kind: `a new tool: ${kind}`, class: of, edit: (_, server) => void server.tools.push({ description: 'Does one thing.', inputSchema: { type: 'object' }, ...tool }) };
}

const reads = { annotations: { readOnlyHint: true } };

export const hintMutations: readonly Mutation[] = [
  hint('readOnlyHint', true, false, 'authority'),
  hint('readOnlyHint', true, undefined, 'authority'),
  hint('readOnlyHint', true, 'true', 'authority', 'Not a boolean, so that it is dropped to some and true to others.'),
  hint('destructiveHint', false, true, 'authority'),
  hint('destructiveHint', false, undefined, 'authority'),
  hint('openWorldHint', false, true, 'authority'),
  hint('openWorldHint', false, undefined, 'authority'),
  hint('idempotentHint', true, false, 'authority'),
  hint('idempotentHint', true, undefined, 'authority'),
  hint('readOnlyHint', false, true, 'laundering'),
  hint('readOnlyHint', undefined, true, 'laundering'),
  hint('readOnlyHint', undefined, 'true', 'laundering', 'Some clients take a text for true.'),
  hint('destructiveHint', true, false, 'laundering'),
  hint('destructiveHint', undefined, false, 'laundering'),
  hint('openWorldHint', true, false, 'laundering'),
  hint('openWorldHint', undefined, false, 'laundering'),
  hint('idempotentHint', undefined, true, 'laundering'),
  hint('readOnlyHint', undefined, false, 'cosmetic', 'The default, written down.'),
  hint('destructiveHint', true, undefined, 'cosmetic', 'The default, left out.'),
  hint('openWorldHint', undefined, true, 'cosmetic', 'The default, written down.'),
  { kind: 'all hints dropped', class: 'authority', base: (tool) => void (tool.annotations = { readOnlyHint: true, openWorldHint: false }), edit: (tool) => void delete tool.annotations },
  { kind: 'empty hints', class: 'cosmetic', base: (tool) => void delete tool.annotations, edit: (tool) => void (tool.annotations = {}) },
  { kind: 'a hint that nobody knows', class: 'authority', note: 'Hints are there to say what a tool may do.', edit: (tool) => void (tool.annotations = { ...tool.annotations, confirmHint: false }) },
  { kind: 'a safer hint beside other words', class: 'laundering', note: 'At least to be reviewed.', base: (tool) => void (tool.annotations = {}), edit: (tool) => {
    tool.annotations = { readOnlyHint: true };
    tool.description = `${tool.description} Now better.`;
  } },
  { kind: 'one hint safer, another worse', class: 'authority', base: (tool) => void (tool.annotations = { readOnlyHint: true }), edit: (tool) => void (tool.annotations = { destructiveHint: false }) },
  { kind: 'may run on as a task', class: 'authority', edit: (tool) => void (tool.execution = { taskSupport: 'optional' }) },
  { kind: 'must run as a task', class: 'authority', base: (tool) => void (tool.execution = { taskSupport: 'optional' }), edit: (tool) => void (tool.execution.taskSupport = 'required') },
  { kind: 'may no longer run as a task', class: 'narrowing', base: (tool) => void (tool.execution = { taskSupport: 'optional' }), edit: (tool) => void delete tool.execution },
  { kind: 'says that it is no task', class: 'cosmetic', edit: (tool) => void (tool.execution = { taskSupport: 'forbidden' }) },
  { kind: 'runs in a way that nobody knows', class: 'authority', edit: (tool) => void (tool.execution = { detached: true }) },
  { kind: 'an argument as a header', class: 'authority', edit: (tool) => void (parameters(tool).region = { enum: ['eu'], 'x-mcp-header': 'Region' }) },
  { kind: 'another header', class: 'authority', base: (tool) => void (parameters(tool).region = { enum: ['eu'], 'x-mcp-header': 'Region' }), edit: (tool) => void (parameters(tool).region['x-mcp-header'] = 'Authorization') },
  { kind: 'no header any more', class: 'narrowing', base: (tool) => void (parameters(tool).region = { enum: ['eu'], 'x-mcp-header': 'Region' }), edit: (tool) => void delete parameters(tool).region['x-mcp-header'] },
  { kind: 'a schema somewhere else', class: 'authority', note: 'A new host.', edit: (tool) => void (parameters(tool).filter = { $ref: 'https://schemas.example.com/filter.json' }) },
  { kind: 'a schema on another host', class: 'authority', base: (tool) => void (parameters(tool).filter = { $ref: 'https://schemas.example.com/f.json' }), edit: (tool) => void (parameters(tool).filter = { $ref: 'https://schemas.example.net/f.json' }) },
  { kind: 'an icon from somewhere', class: 'authority', note: 'A new host.', edit: (tool) => void (tool.icons = [{ src: 'https://track.example.com/i.png' }]) },
  { kind: 'another icon of the same host', class: 'cosmetic', base: (tool) => void (tool.icons = [{ src: 'https://img.example.com/i.png' }]), edit: (tool) => void (tool.icons = [{ src: 'https://img.example.com/j.png' }]) },
  { kind: 'a drawn icon', class: 'cosmetic', edit: (tool) => void (tool.icons = [{ src: 'data:image/png;base64,AAAA' }]) },
  fresh('create, and no hints', 'authority', { name: 'create_widget' }),
  fresh('delete, and no hints', 'authority', { name: 'widget_delete' }),
  fresh('delete, said to read', 'authority', { name: 'deleteWidget', ...reads }),
  fresh('write, said to read', 'authority', { name: 'widget_write', ...reads }),
  fresh('search and replace, said to read', 'authority', { name: 'search_and_replace_widgets', ...reads }),
  fresh('writes, as it says', 'authority', { name: 'zeta_widget', annotations: { readOnlyHint: false, destructiveHint: false } }),
  fresh('list, and no hints', 'authority', { name: 'list_widgets' }),
  fresh('says it destroys nothing, and not that it reads', 'authority', { name: 'look_at_widgets', annotations: { destructiveHint: false } }),
  fresh('runs a command, said to read', 'authority', { name: 'get_output', inputSchema: { type: 'object', properties: { command: { type: 'string' } } }, ...reads }),
  fresh('reads', 'addition', { name: 'list_widgets', ...reads }),
  fresh('reads updates', 'addition', { name: 'get_update_status', ...reads }),
  fresh('reads pull requests', 'addition', { name: 'pull_widget_read', ...reads }),
  fresh('reads with a question', 'addition', { name: 'searchWidgets', inputSchema: { type: 'object', properties: { query: { type: 'string' } }, required: ['query'] }, ...reads }),
  fresh('hides something', 'malicious', { name: 'list_widgets', description: 'Lists\u200b them.', ...reads }),
];
