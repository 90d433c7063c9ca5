import assert from 'node:assert/strict';
import { loadSyntax } from '../../../../src/core/config/syntaxes.ts';
import { parseToml } from '../../../../src/core/config/toml/parse.ts';
import type { Compiled } from '../../../../src/core/native/compile/plan.ts';
import { compileCodex } from '../../../../src/core/native/codex/compile.ts';
import type { Judgement, NativeSubject } from '../../../../src/core/native/native.ts';
import { prove } from '../proof/prove.ts';
import { enforced } from './requirements.ts';

/** Codex over the text that was written; without a file it starts anything. */
function enforce({ files }: Compiled): (subject: NativeSubject) => Judgement['outcome'] {
  const text = files[0]?.text ?? '';
  assert.deepEqual(parseToml(text).problems, []);
  const enforcement = enforced(text);
  return (subject) => enforcement.judge(subject).outcome;
}

describe('a policy compiled for Codex', function () {
  this.timeout(120_000);
  before(() => loadSyntax('toml'));

  it('allows nothing that the policy does not approve, and blocks nothing that it does, but for what is told', () => {
    const tally = prove({ compile: compileCodex, enforce, client: 'codex', underTheirNames: true });
    assert.ok(tally.cases >= 10_000, JSON.stringify(tally));
    assert.ok(tally.allowedApproved > 500 && tally.blockedNotApproved > 3000 && tally.undetermined < 300, JSON.stringify(tally));
  });

  it('writes nothing where only denials are asked for, and says so', () => {
    const tally = prove({ compile: compileCodex, enforce, client: 'codex', mode: 'deny-only', policies: 100 });
    assert.equal(tally.blocks, 0);
    assert.ok(tally.letsThrough > 300, JSON.stringify(tally));
  });
});
