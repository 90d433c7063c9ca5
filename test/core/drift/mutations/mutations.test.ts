import assert from 'node:assert/strict';
import { rank } from '../../../../src/core/drift/classes.ts';
import { driftBetween } from '../../../../src/core/drift/compare.ts';
import type { Drift, DriftClass } from '../../../../src/core/drift/drift.ts';
import { render } from '../../../../src/core/text/message.ts';
import { snapshotOfServer, type Server } from '../said.ts';
import { hintMutations } from './hints.ts';
import { listMutations } from './lists.ts';
import { done, type Mutation } from './mutation.ts';
import { realTools, toolsOf } from './real-tools.ts';
import { schemaMutations } from './schemas.ts';
import { wordMutations } from './words.ts';

const mutations: readonly Mutation[] = [...wordMutations, ...hintMutations, ...schemaMutations, ...listMutations];

/** How many tools each sort is tried on. */
const each = 3;

interface Case {
  readonly mutation: Mutation;
  readonly name: string;
  readonly before: Server;
  readonly after: Server;
}

/** A tool among some of its real neighbours. */
function around(index: number): Server {
  const { server, tool } = realTools[index]!;
  const list = toolsOf(server);
  const at = list.indexOf(tool);
  const start = Math.max(0, Math.min(at - 2, list.length - 5));
  return { tools: list.slice(start, start + 5) };
}

/** The same ones in every run: spread over the lists by a step that shares no factor with their length. */
function cases(): Case[] {
  const made: Case[] = [];
  let at = 0;
  for (const mutation of mutations) {
    let tried = 0;
    let found = 0;
    for (; found < each && tried < realTools.length; tried++) {
      at = (at + 37) % realTools.length;
      const { tool } = realTools[at]!;
      if (mutation.fits && !mutation.fits(structuredClone(tool))) continue;
      const given = around(at);
      const place = given.tools.indexOf(tool);
      const before = done(given, tool.name, mutation.base);
      // By its name after what was done to it first.
      const { name } = before.tools[place] as { name: string };
      made.push({ mutation, name, before, after: done(before, name, mutation.edit) });
      found++;
    }
  }
  return made;
}

const all = cases();
const heldAgainst = ({ before, after }: Pick<Case, 'before' | 'after'>) => driftBetween(snapshotOfServer(before), snapshotOfServer(after));
/** Made once, since it is asked for several times. */
const drifts = new Map<Case, Drift>();
function driftOf(one: Case): Drift {
  const drift = drifts.get(one) ?? heldAgainst(one);
  drifts.set(one, drift);
  return drift;
}

describe('drifts made on real tool lists', function () {
  this.timeout(180_000);

  it('are many, of many sorts', () => {
    assert.ok(realTools.length >= 200, String(realTools.length));
    assert.ok(mutations.length >= 200, String(mutations.length));
    assert.ok(all.length >= 800, String(all.length));
    assert.deepEqual(mutations.map(({ kind }) => kind).filter((kind, i, kinds) => kinds.indexOf(kind) !== i), []);
    assert.deepEqual(mutations.filter((mutation) => !all.some((one) => one.mutation === mutation)).map(({ kind }) => kind), []);
  });

  it('are all noticed, at least 98 in 100 in the right class', () => {
    const wrong: string[] = [];
    let unseen = 0;
    for (const one of all) {
      const drift = driftOf(one);
      if (drift.changes.length === 0) unseen++;
      if (drift.worst !== one.mutation.class) wrong.push(`${one.mutation.kind} (${one.name}): ${drift.worst} for ${one.mutation.class}: ${drift.changes[0] && render(drift.changes[0].consequence)}`);
    }
    assert.equal(unseen, 0);
    assert.ok(wrong.length / all.length <= 0.02, `${wrong.length} of ${all.length}:\n${wrong.join('\n')}`);
    // The figure itself, so that one more that goes wrong does not go unnoticed.
    assert.deepEqual(wrong, []);
  });

  it('are told in whole sentences that name what they are about', () => {
    for (const one of all) {
      for (const { consequence } of driftOf(one).changes) {
        const text = render(consequence);
        assert.match(text, /^[`\p{Lu}].*[.]$/su, `${one.mutation.kind}: ${text}`);
        assert.doesNotMatch(consequence.template, /[%^]/, text);
        assert.doesNotMatch(text, /undefined|\[object|`` /, `${one.mutation.kind}: ${text}`);
        for (const [, name] of consequence.template.matchAll(/\{(\w+)\}/g)) assert.ok(Object.hasOwn(consequence.args, name!), consequence.template);
      }
    }
  });

  it('are as grave as the graver of two that come together', () => {
    let tried = 0;
    for (let i = each; i < all.length; i++) {
      const [one, other] = [all[i - each]!, all[i]!];
      const names = (server: Server): string[] => server.tools.map((tool) => (tool as { name: string }).name);
      const clash = names(one.before).concat(names(one.after)).some((name) => names(other.before).concat(names(other.after)).some((each) => each.toLowerCase() === name.toLowerCase()));
      const { tools: _, ...first } = { ...one.before, ...one.after };
      const { tools: __, ...second } = { ...other.before, ...other.after };
      // What both do to the server as a whole cannot be put together.
      if (clash || Object.keys(first).some((key) => key in second)) continue;
      const both = { before: { ...one.before, ...other.before, tools: [...one.before.tools, ...other.before.tools] }, after: { ...one.after, ...other.after, tools: [...one.after.tools, ...other.after.tools] } };
      const expected: DriftClass = rank(one.mutation.class) <= rank(other.mutation.class) ? one.mutation.class : other.mutation.class;
      assert.equal(heldAgainst(both).worst, expected, `${one.mutation.kind} (${one.name}) and ${other.mutation.kind} (${other.name})`);
      tried++;
    }
    assert.ok(tried >= 400, String(tried));
  });
});
