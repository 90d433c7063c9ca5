import assert from 'node:assert/strict';
import { json } from '../../../src/core/config/json.ts';
import { fixAll, type LookedAt } from '../../../src/core/finding/fix-all.ts';
import type { Change, Finding, Fix } from '../../../src/core/finding/finding.ts';
import { say } from '../../../src/core/text/message.ts';

const at = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };

function finding(safety: Fix['safety'], ...changes: Change[]): Finding {
  return { ruleId: 'r', severity: 'warning', confidence: 'high', file: '/f', at: [], part: 'value', range: at, message: say('It is'), fixes: [{ id: 'f', title: say('Mend'), safety, changes }] };
}

/** Findings in a text: what `rule` says of each key of the map that it is. */
function looker(rule: (key: string, value: unknown, all: Readonly<Record<string, unknown>>) => Finding | undefined): (text: string) => LookedAt {
  return (text) => {
    const { tree, problems } = json.parse(text);
    const all = problems.length === 0 ? (JSON.parse(text) as Record<string, unknown>) : {};
    return { text, syntax: 'json', tree: problems.length === 0 ? tree : undefined, findings: Object.entries(all).flatMap(([key, value]) => rule(key, value, all) ?? []) };
  };
}

const fixed = (text: string, rule: Parameters<typeof looker>[0]): ReturnType<typeof fixAll> => {
  const look = looker(rule);
  return fixAll(look(text), look);
};

describe('fixing all that can be fixed unseen', () => {
  it('makes every safe fix, and no other', () => {
    const rule = (key: string, value: unknown): Finding | undefined => (value === 'bad' ? finding(key === 'c' ? 'needs-review' : 'safe', { op: 'replace', at: [key], value: 'good' }) : undefined);
    assert.deepEqual(fixed('{ "a": "bad", "b": "bad", "c": "bad" }', rule), { text: '{ "a": "good", "b": "good", "c": "bad" }', fixed: 2 });
  });

  it('makes those that touch the same place one after the other', () => {
    const rule = (key: string, _: unknown, all: Readonly<Record<string, unknown>>): Finding | undefined => (`${key}2` in all || key.endsWith('2') ? undefined : finding('safe', { op: 'insert', at: [], key: `${key}2`, value: 1 }));
    const { text, fixed: count } = fixed('{ "a": 1, "b": 1 }', rule);
    assert.deepEqual(JSON.parse(text), { a: 1, b: 1, a2: 1, b2: 1 });
    assert.equal(count, 2);
  });

  it('ends where a fix does not mend its finding, and where two undo each other', () => {
    assert.equal(fixed('{ "a": 1 }', (key) => finding('safe', { op: 'replace', at: [key], value: 1 })).text, '{ "a": 1 }');
    const flips = fixed('{ "a": 1 }', (key, value) => finding('safe', { op: 'replace', at: [key], value: value === 1 ? 2 : 1 }));
    assert.deepEqual(flips, { text: '{ "a": 2 }', fixed: 1 });
  });

  it('gives up what would make the text unreadable, and takes the first fix alone where all together would', () => {
    const rule = (key: string, value: unknown): Finding | undefined => (value === 'bad' ? finding('safe', { op: 'replace', at: [key], value: 'good' }) : undefined);
    const look = looker(rule);
    const picky = (text: string): LookedAt | undefined => ((text.match(/good/g) ?? []).length > 1 ? undefined : look(text));
    assert.deepEqual(fixAll(look('{ "a": "bad", "b": "bad" }'), picky), { text: '{ "a": "good", "b": "bad" }', fixed: 1 });
  });

  it('leaves a text alone that is not whole', () => assert.deepEqual(fixed('{ "a": "bad"', (key) => finding('safe', { op: 'replace', at: [key], value: 1 })), { text: '{ "a": "bad"', fixed: 0 }));
});
