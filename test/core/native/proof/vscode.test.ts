import assert from 'node:assert/strict';
import { vscodePolicies, vscodeSettings } from '../../../../src/core/native/vscode/read.ts';
import { vscodeNative } from '../../../../src/core/native/vscode/vscode.ts';
import { compileForVscode } from '../../../../src/core/native/triple-compile/vscode.ts';
import { enough, prove, type Trial } from './prove.ts';
import { judgedBy, readBack } from './read-back.ts';

/** By the policies of a Linux machine, and by the settings of a user: both must mean the same. */
const vscode: Trial = {
  compile: compileForVscode,
  enforce: (compiled) => {
    const byPolicy = judgedBy(vscodeNative, readBack(compiled, 'policy.json', vscodePolicies, '/etc/vscode/policy.json'));
    const bySettings = judgedBy(vscodeNative, readBack(compiled, 'settings.json', vscodeSettings([]), '/home/me/.config/Code/User/settings.json', 'user'));
    return (subject) => {
      const outcome = byPolicy(subject);
      assert.equal(bySettings(subject), outcome, 'settings and policies mean the same');
      return outcome;
    };
  },
  client: 'vscode',
  refusesFloating: true,
};

describe('a policy compiled for VS Code', function () {
  this.timeout(120_000);

  it('allows what the policy approves and blocks the rest, but for what its losses say', () => {
    enough(prove(vscode));
  });

  it('with denials only, blocks no more than the policy denies, and what it spells out of that', () => {
    enough(prove({ ...vscode, mode: 'deny-only', policies: 150 }), 'deny-only');
  });
});
