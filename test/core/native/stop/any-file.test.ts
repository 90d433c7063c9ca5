import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { whole } from '../../../../src/core/native/stop/stop-in-file.ts';
import { undoEdits, undone } from '../../../../src/core/native/stop/undo.ts';
import { declaredIn, evil, file, loadAll, planned } from './files.ts';

// Whatever a config file looks like: what is to be stopped is off afterwards, everything else in it is what it was, and undone it is what it was to
// the byte.

interface Server {
  readonly name: string;
  readonly words: readonly string[];
  readonly url?: string;
  readonly key: string;
  readonly inline: boolean;
  readonly note: string;
  readonly off: boolean;
}

const launches: readonly (readonly string[])[] = [
  ['npx', '-y', 'evil-mcp'], ['npx', 'evil-mcp@1.2.3', '--root', '/srv'], ['pnpm', 'dlx', 'evil-mcp@latest'], ['bunx', 'evil-mcp'], ['cmd', '/c', 'npx', '-y', 'evil-mcp'],
  ['npx', '-y', 'good-mcp@1.0.0'], ['uvx', 'evil-mcp'], ['node', 'server.js'], ['npx', 'evil-mcp-too'], ['docker', 'run', '-i', '--rm', 'mcp/fetch'],
];

const server: fc.Arbitrary<Omit<Server, 'name'>> = fc.record({
  words: fc.constantFrom(...launches),
  key: fc.constantFrom('', 'abc', 'ghp_0123456789abcdefghij0123456789abcdef', 'ü "quoted" #no comment', '// neither'),
  inline: fc.boolean(),
  note: fc.constantFrom('', '', 'ours', 'evil-mcp "x": {', '] }'),
  off: fc.boolean(),
});
const servers = fc.array(server, { minLength: 1, maxLength: 6 }).map((list) => list.map((one, i): Server => ({ ...one, name: ['evil', 'a b', 'c.d', 'ü', 'e-f', 'g_1'][i]! })));
const style = fc.record({ eol: fc.constantFrom('\n', '\r\n'), indent: fc.constantFrom('  ', '    ', '\t'), trailing: fc.boolean(), comments: fc.boolean(), blank: fc.boolean(), bom: fc.boolean() });
type Style = typeof style extends fc.Arbitrary<infer T> ? T : never;

function json(list: readonly Server[], { eol, indent, trailing, comments, blank, bom }: Style, root: string, strict: boolean, offKey?: string): string {
  const entries = list.map(({ name, words: [command, ...args], key, inline, off }) => {
    const parts = [`"command": ${JSON.stringify(command)}`, `"args": ${JSON.stringify(args)}`, ...(key === '' ? [] : [`"env": { "KEY": ${JSON.stringify(key)} }`]), ...(offKey !== undefined && off ? [`"${offKey}": true`] : [])];
    return `${indent}${indent}${JSON.stringify(name)}: ${inline ? `{ ${parts.join(', ')} }` : `{${eol}${parts.map((part) => indent.repeat(3) + part).join(`,${eol}`)}${eol}${indent}${indent}}`}`;
  });
  const said = entries.map((entry, i) => {
    const last = i === entries.length - 1;
    const comma = !last || (trailing && !strict) ? ',' : '';
    const note = comments && !strict && list[i]!.note !== '' ? ` // ${list[i]!.note}` : '';
    return entry + comma + note + (blank ? eol : '');
  });
  return `${bom ? '\ufeff' : ''}${comments && !strict ? `// {"servers": 1}${eol}` : ''}{${eol}${indent}"${root}": {${eol}${said.join(eol)}${eol}${indent}}${comments && !strict ? ',' + eol + indent + '"inputs": [] /* none */' : ''}${eol}}${eol}`;
}

function toml(list: readonly Server[], { eol, comments, blank }: Style): string {
  const tables = list.map(({ name, words: [command, ...args], key, inline, note, off }) => [
    `[mcp_servers.${/^[\w-]+$/.test(name) ? name : JSON.stringify(name)}]${comments && note !== '' ? ` # ${note}` : ''}`,
    `command = ${JSON.stringify(command)}`,
    inline ? `args = ${JSON.stringify(args)}` : `args = [${eol}${args.map((arg) => `  ${JSON.stringify(arg)}, # one`).join(eol)}${eol}]`,
    ...(off ? ['enabled = false'] : []),
    ...(key === '' ? [] : inline ? [`env = { KEY = ${JSON.stringify(key)} }`] : ['', `[mcp_servers.${/^[\w-]+$/.test(name) ? name : JSON.stringify(name)}.env]`, `KEY = ${JSON.stringify(key)}`]),
  ].join(eol));
  return `model = "o3"${eol}${eol}${tables.join(eol + (blank ? eol + eol : eol))}${eol}${eol}[tui]${eol}theme = "dark"${eol}`;
}

function goose(list: readonly Server[], { eol, comments, blank }: Style): string {
  const entries = list.map(({ name, words: [command, ...args], key, inline, note, off }) => [
    `  ${JSON.stringify(name)}:${comments && note !== '' ? ` # ${note}` : ''}`,
    '    type: stdio',
    `    cmd: ${JSON.stringify(command)}`,
    ...(inline ? [`    args: ${JSON.stringify(args)}`] : ['    args:', ...args.map((arg) => `      - ${JSON.stringify(arg)}`)]),
    ...(key === '' ? [] : ['    envs:', `      KEY: ${JSON.stringify(key)}`]),
    `    enabled: ${off ? 'false' : 'true'}`,
  ].join(eol));
  return `# goose${eol}extensions:${eol}${entries.join(blank ? eol + eol : eol)}${eol}GOOSE_MODEL: x${eol}`;
}

function agent(list: readonly Server[], { eol, comments }: Style): string {
  const entries = list.map(({ name, words: [command, ...args], key, inline, note }) => [
    `  ${JSON.stringify(name)}:${comments && note !== '' ? ` # ${note}` : ''}`,
    `    command: ${JSON.stringify(command)}`,
    ...(inline ? [`    args: ${JSON.stringify(args)}`] : ['    args:', ...args.map((arg) => `      - ${JSON.stringify(arg)}`)]),
    ...(key === '' ? [] : ['    env:', `      KEY: ${JSON.stringify(key)}`]),
  ].join(eol));
  return `---${eol}name: reviewer${eol}mcp-servers:${eol}${entries.join(eol)}${eol}---${eol}${eol}You review. mcp-servers: evil-mcp${eol}`;
}

const kinds: readonly (readonly [what: string, place: string, write: (list: readonly Server[], style: Style) => string])[] = [
  ['JSON with comments (VS Code)', '.vscode/mcp.json', (list, how) => json(list, how, 'servers', false)],
  ['strict JSON without a switch (.mcp.json)', '.mcp.json', (list, how) => json(list, { ...how, bom: false }, 'mcpServers', true)],
  ['JSON with a switch (Kiro)', '~/.kiro/settings/mcp.json', (list, how) => json(list, how, 'mcpServers', true, 'disabled')],
  ['JSON with a list of names (Gemini CLI)', '~/.gemini/settings.json', (list, how) => json(list, { ...how, bom: false }, 'mcpServers', false)],
  ['TOML (Codex)', '~/.codex/config.toml', toml],
  ['YAML (Goose)', '~/.config/goose/config.yaml', goose],
  ['front matter (an agent of Copilot)', '.github/agents/reviewer.md', agent],
];

describe('an emergency stop in any config file', function () {
  this.timeout(120_000);
  before(loadAll);

  for (const [what, place, write] of kinds) {
    it(`leaves none of the blocked server on, everything else as it was, and is undone to the byte: ${what}`, () => {
      let changed = 0;
      fc.assert(
        fc.property(servers, style, (list, how) => {
          const text = write(list, how);
          const then = file(place, text);
          assert.equal(then.declarations.length, list.length, text);
          const meant = declaredIn(then).filter((one) => !one.declaration.disabled && evil.finds(one));
          const plan = planned({ [place]: text });
          assert.deepEqual(plan.unreached, []);
          const step = plan.steps.find(({ servers: stopped }) => stopped.length > 0);
          assert.equal(step?.servers.length ?? 0, meant.length);
          if (!step) return;
          changed++;
          const now = file(place, step.after);
          assert.deepEqual(now.problems, []);
          assert.deepEqual(declaredIn(now).filter((one) => !one.declaration.disabled && evil.finds(one)).map(({ declaration }) => declaration.name), []);
          const gone = new Set(step.servers.filter(({ how: by }) => by === 'removed').map(({ declaration }) => whole(declaration)));
          const off = new Set(step.servers.filter(({ how: by }) => by === 'disabled').map(({ declaration }) => declaration.name));
          const content = ({ name, command, args, env, disabled }: (typeof then.declarations)[number]): unknown => [name, command?.value, args.map(({ value }) => value), env.map(({ value }) => value), disabled];
          assert.deepEqual(now.declarations.map(content), then.declarations.filter((declaration) => !gone.has(whole(declaration))).map((declaration) => content({ ...declaration, disabled: declaration.disabled || off.has(declaration.name) })));
          const record = { file: place, syntax: then.syntax, edits: undoEdits(text, step.after, step.edits) };
          assert.deepEqual(undone(step.after, record), { text });
        }),
        { numRuns: 100 },
      );
      assert.ok(changed > 40, `only ${changed} files were changed at all`);
    });
  }
});
