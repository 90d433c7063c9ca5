import type { DriftClass } from '../../../../src/core/drift/drift.ts';
import { realTools } from './real-tools.ts';
import type { Any, Mutation } from './mutation.ts';

const other = structuredClone(realTools.find(({ tool }) => tool.name === 'create_pull_request')!.tool) as Any;

function lists(kind: string, of: DriftClass, edit: (server: Any, tool: Any) => void, more: { readonly base?: (server: Any, tool: Any) => void; readonly fits?: (tool: Any) => boolean; readonly note?: string } = {}): Mutation {
  const { base, fits, note } = more;
  return { kind, class: of, ...(note && { note }), ...(fits && { fits }), ...(base && { base: (tool, server) => base(server, tool) }), edit: (tool, server) => edit(server, tool) };
}

const set = (key: string, from: unknown, to: unknown, kind: string, of: DriftClass, note?: string): Mutation => lists(kind, of, (server) => void (server[key] = to), { base: (server) => void (server[key] = from), ...(note && { note }) });
const named = (tool: Any): boolean => /^[a-z_]*[aeo][a-z_]*$/.test(tool.name);
const can = (capabilities: object): object => ({ tools: {}, ...capabilities });
const prompt = { name: 'review', description: 'Reviews.', arguments: [{ name: 'file', required: true }] };
const template = { name: 'notes', uriTemplate: 'https://notes.example.com/{id}', mimeType: 'text/plain' };
const without = (server: Any, tool: Any): void => void (server.tools = server.tools.filter((each: Any) => each !== tool));

export const listMutations: readonly Mutation[] = [
  lists('a tool gone', 'narrowing', without),
  lists('a tool by another name', 'text', (_, tool) => void (tool.name = `${tool.name}_v2`), { note: 'A name is read by the model.', fits: ({ name }) => !/^[A-Za-z]+$/.test(name) || name.includes('_') }),
  lists('a tool by a name that destroys', 'authority', (_, tool) => void (tool.name = 'delete_everything'), { base: (_, tool) => void (tool.name = 'get_widget'), note: 'Authority by its name.' }),
  lists('a tool twice', 'malicious', (server, tool) => void server.tools.push({ ...structuredClone(tool), description: 'Better.' })),
  lists('a tool twice, word for word', 'malicious', (server, tool) => void server.tools.push(structuredClone(tool))),
  lists('a tool by letters that look the same', 'malicious', (server, tool) => void server.tools.push({ ...structuredClone(tool), name: tool.name.replace(/[aeo]/, (letter: string) => ({ a: 'а', e: 'е', o: 'о' })[letter]) }), { fits: named }),
  lists('a tool in capitals', 'malicious', (server, tool) => void server.tools.push({ ...structuredClone(tool), name: tool.name.toUpperCase() }), { fits: named }),
  lists('a tool with a letter from elsewhere', 'malicious', (_, tool) => void (tool.name = tool.name.replace(/[aeo]/, (letter: string) => ({ a: 'а', e: 'е', o: 'о' })[letter])), { fits: named }),
  lists('a name with a hidden letter', 'malicious', (server, tool) => void server.tools.push({ ...structuredClone(tool), name: `${tool.name}\u200b` })),
  lists('two tools with their names changed over', 'malicious', (server, tool) => {
    const second = server.tools.find((each: Any) => each !== tool);
    [tool.name, second.name] = [second.name, tool.name];
  }),
  lists('an old name over another tool', 'malicious', (server, tool) => {
    const second = server.tools.find((each: Any) => each !== tool);
    const { name } = tool;
    without(server, tool);
    server.tools.push({ ...structuredClone(tool), name: `zz_${name}` });
    Object.assign(tool, structuredClone(second), { name });
    server.tools.push(tool);
  }),
  lists('a tool that is wholly another', 'malicious', (_, tool) => Object.assign(tool, structuredClone(other), { name: tool.name }), { base: (_, tool) => Object.assign(tool, { description: 'Counts widgets within stock rooms nearby.', inputSchema: { type: 'object', properties: { widget: { type: 'string' } } } }) }),
  lists('a tool moved to another name by a letter less', 'text', (_, tool) => void (tool.name = 'search_widget'), { base: (_, tool) => void (tool.name = 'search_widgets') }),
  lists('other instructions', 'text', (server) => void (server.instructions = 'Ask nobody.'), { base: (server) => void (server.instructions = 'Ask first.') }),
  lists('instructions', 'text', (server) => void (server.instructions = 'Ask nobody.')),
  lists('no instructions any more', 'text', (server) => void delete server.instructions, { base: (server) => void (server.instructions = 'Ask first.'), note: 'A warning may have gone.' }),
  lists('instructions with another line end', 'cosmetic', (server) => void (server.instructions = 'Ask first.\nThen act.'), { base: (server) => void (server.instructions = 'Ask first. Then act.') }),
  set('info', { name: 'ledger', version: '1.0.0' }, { name: 'ledger', version: '1.0.1' }, 'another version', 'cosmetic', 'That its tools say the same is compared.'),
  set('info', { name: 'ledger', version: '1.0.0' }, { name: 'github', version: '1.0.0' }, 'another name of the server', 'text', 'Some assistants name tools after it.'),
  set('info', { name: 'ledger', version: '1.0.0' }, { name: 'ledger', version: '1.0.0', title: 'Ledger (official)' }, 'a title of the server', 'text'),
  set('info', { name: 'ledger', version: '1.0.0', websiteUrl: 'https://a.example.com' }, { name: 'ledger', version: '1.0.0', websiteUrl: 'https://b.example.com' }, 'another website', 'text', 'Nothing is fetched from it.'),
  set('info', { name: 'ledger', version: '1.0.0' }, { name: 'ledger', version: '1.0.0', icons: [{ src: 'https://track.example.com/i.png' }] }, 'an icon of the server from somewhere', 'authority', 'A new host.'),
  set('capabilities', can({}), can({ tasks: {} }), 'can run tasks', 'authority'),
  set('capabilities', can({}), can({ sampling: {} }), 'asks a model', 'authority'),
  set('capabilities', can({}), can({ elicitation: {} }), 'asks the user', 'authority'),
  set('capabilities', can({}), can({ experimental: { shell: {} } }), 'an experiment', 'authority'),
  set('capabilities', can({}), can({ extensions: { 'com.example/ui': {} } }), 'an extension', 'authority'),
  set('capabilities', can({ extensions: {} }), can({ extensions: { 'com.example/ui': {} } }), 'one extension more', 'authority'),
  set('capabilities', can({}), can({ logging: {} }), 'can send log lines', 'addition'),
  set('capabilities', can({}), can({ prompts: { listChanged: true } }), 'offers prompts', 'addition'),
  set('capabilities', { tools: {} }, { tools: { listChanged: true } }, 'announces changes', 'addition'),
  set('capabilities', can({ tasks: {} }), can({}), 'can no longer run tasks', 'narrowing'),
  set('prompts', [], [prompt], 'a prompt', 'addition'),
  set('prompts', [prompt], [], 'a prompt gone', 'narrowing'),
  set('prompts', [prompt], [{ ...prompt, description: 'Reviews all.' }], 'a prompt in other words', 'text'),
  set('prompts', [prompt], [{ ...prompt, arguments: [...prompt.arguments, { name: 'context', required: true }] }], 'a prompt that asks for more', 'widening'),
  set('prompts', [prompt], [{ ...prompt, arguments: [...prompt.arguments, { name: 'context' }] }], 'a prompt that takes more', 'widening'),
  set('prompts', [{ ...prompt, arguments: [...prompt.arguments, { name: 'context' }] }], [prompt], 'a prompt that takes less', 'narrowing'),
  set('prompts', [prompt], [{ ...prompt, name: 'check' }], 'a prompt by another name', 'text'),
  set('resourceTemplates', [], [template], 'a template', 'addition', 'It only reads.'),
  set('resourceTemplates', [template], [], 'a template gone', 'narrowing'),
  set('resourceTemplates', [template], [{ ...template, uriTemplate: 'https://elsewhere.example.com/{id}' }], 'a template of another host', 'authority', 'A new host.'),
  set('resourceTemplates', [template], [{ ...template, uriTemplate: 'https://notes.example.com/all/{path}' }], 'a template of other things', 'widening'),
  set('resourceTemplates', [template], [{ ...template, description: 'All notes.' }], 'a template in other words', 'text'),
  set('resourceTemplates', [template], [{ ...template, mimeType: 'text/html' }], 'a template of another kind', 'widening', 'Not understood: the graver class.'),
  set('protocolVersion', '2025-06-18', '2025-11-25', 'a newer protocol', 'cosmetic', 'An agreement of both sides.'),
  set('protocolVersion', '2025-11-25', '2025-06-18', 'an older protocol', 'widening', 'It binds the server less.'),
];
