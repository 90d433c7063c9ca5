import assert from 'node:assert/strict';
import { compileGemini } from '../../../../src/core/native/gemini/compile.ts';
import type { Compiled } from '../../../../src/core/native/compile/plan.ts';
import type { Judgement, NativeSubject } from '../../../../src/core/native/native.ts';
import { enough, prove } from '../proof/prove.ts';
import { enforced } from './settings.ts';

function enforce({ files }: Compiled): (subject: NativeSubject) => Judgement['outcome'] {
  const enforcement = enforced({ system: JSON.parse(files[0]!.text) as unknown });
  return (subject) => enforcement.judge(subject).outcome;
}

describe('a policy compiled for Gemini CLI', function () {
  this.timeout(120_000);

  it('allows nothing that the policy does not approve, and blocks nothing that it does, but for what is told', () => {
    const tally = prove({ compile: compileGemini, enforce, client: 'gemini-cli', underTheirNames: true });
    assert.ok(tally.cases >= 10_000, JSON.stringify(tally));
    assert.ok(tally.allowedApproved > 250 && tally.blockedNotApproved > 3000 && tally.undetermined < 300, JSON.stringify(tally));
  });

  it('with denials only, blocks what it can name, and says what it cannot', () => {
    enough(prove({ compile: compileGemini, enforce, client: 'gemini-cli', mode: 'deny-only', policies: 150 }), 'deny-only');
  });
});
