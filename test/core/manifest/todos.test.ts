import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { parseJson } from '../../../src/core/config/json/parse.ts';
import { pointer, type Path } from '../../../src/core/config/node.ts';
import { draftStub } from '../../../src/core/manifest/draft.ts';
import { findTodos, snippetOf } from '../../../src/core/manifest/todos.ts';
import { inputFor } from './declared.ts';

function todosIn(value: unknown): string[] {
  return findTodos(parseJson(JSON.stringify(value)).tree!).map(({ path, kind }) => (kind === 'version' ? `${pointer(path)} (version)` : pointer(path)));
}

/** A snippet as VS Code expands it when nothing is typed, with its tab stops: the part of its grammar that is used here. */
function expanded(snippet: string): { text: string; stops: [number, string][] } {
  let text = '';
  const stops: [number, string][] = [];
  let open: { stop: number; from: number } | undefined;
  for (let at = 0; at < snippet.length; at++) {
    const rest = snippet.slice(at, at + 12);
    const stop = /^\$\{(\d+):/.exec(rest);
    if (/^\\[\\$}]/.test(rest)) text += snippet[++at];
    else if (stop) {
      assert.equal(open, undefined, 'a tab stop in a tab stop');
      open = { stop: Number(stop[1]), from: text.length };
      at += stop[0].length - 1;
    } else if (rest.startsWith('$')) assert.fail(`an unescaped $ at ${at}`);
    else if (rest.startsWith('}') && open) {
      stops.push([open.stop, text.slice(open.from)]);
      open = undefined;
    } else text += snippet[at];
  }
  assert.equal(open, undefined);
  return { text, stops };
}

describe('what is left to fill in', () => {
  it('is found wherever it stands, in order', () => {
    assert.deepEqual(
      todosIn({ name: 'TODO.contoso/x', version: '0.0.0-unresolved', packages: [{ version: 'TODO' }, { version: '0.0.0-unresolved' }], _meta: { a: { b: ['TODO: this', 'TODO/x'] } } }),
      ['/name', '/version (version)', '/packages/0/version', '/packages/1/version (version)', '/_meta/a/b/0', '/_meta/a/b/1'],
    );
  });

  it('is not what only looks like it', () => {
    assert.deepEqual(todosIn({ description: 'TODO lists for teams', name: 'com.todo/TODO', a: 'TODOIST_API_KEY', b: 'TODO_FILE', c: 'todo: x', d: 'see TODO: x', TODO: 'x', e: ['0.0.0-unresolved'], f: 'TODO.' }), []);
    assert.deepEqual(todosIn({ _meta: { 'io.github.mcp-roll-call/contract': { detected: { source: 'TODO: x' }, purpose: 'x' } } }), []);
  });

  it('is found in a tree of any depth', () => {
    const depth = 50_000;
    const { tree } = parseJson(`${'{"a":'.repeat(depth)}"TODO"${'}'.repeat(depth)}`);
    assert.equal(findTodos(tree!)[0]!.path.length, depth);
  });

  it('becomes tab stops, one after the other', () => {
    const text = '{ "a": "TODO: x", "b": "${1:y} \\\\ }", "c": ["TODO"] }\r\n';
    const snippet = snippetOf(text, [['a'], ['c', 0]]);
    assert.equal(snippet, '{ "a": "${1:TODO: x}", "b": "\\${1:y\\} \\\\\\\\ \\}", "c": ["${2:TODO}"] \\}\r\n');
    assert.deepEqual(expanded(snippet), { text, stops: [[1, 'TODO: x'], [2, 'TODO']] });
  });

  it('leaves the text as it is where a path leads nowhere, to no text, or twice to the same', () => {
    const text = '{"a": 1, "b": "TODO", "c": ""}';
    for (const path of [['x'], ['a'], ['c'], ['b', 0], []] as Path[]) assert.equal(expanded(snippetOf(text, [path])).text, text);
    assert.deepEqual(expanded(snippetOf(text, [['b'], ['b']])), { text, stops: [[1, 'TODO']] });
  });

  it('expands to the very text, whatever it holds', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 3 }), fc.array(fc.tuple(fc.string(), fc.string())), (json, todos) => {
        const text = JSON.stringify({ first: JSON.parse(json) as unknown, ...Object.fromEntries(todos.map(([key, value], i) => [`${i}${key}`, `TODO:${value}`])) }, undefined, 2);
        const found = findTodos(parseJson(text).tree!).map(({ path }) => path);
        const { text: back, stops } = expanded(snippetOf(text, found));
        assert.equal(back, text);
        assert.deepEqual(stops.map(([stop]) => stop), found.map((_, i) => i + 1));
      }),
    );
    const draft = draftStub(inputFor({ command: 'npx', args: ['x', '${x}'] }));
    const { text, stops } = expanded(snippetOf(draft.text, draft.todos));
    assert.equal(text, draft.text);
    assert.equal(stops.length, draft.todos.length);
    assert.ok(stops.every(([, shown]) => /^TODO|^0\.0\.0-unresolved$/.test(shown)));
  });
});
