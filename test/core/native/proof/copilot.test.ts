import { copilotNative } from '../../../../src/core/native/copilot/copilot.ts';
import { copilotManaged } from '../../../../src/core/native/copilot/read.ts';
import { compileForCopilot } from '../../../../src/core/native/triple-compile/copilot.ts';
import { enough, prove, type Trial } from './prove.ts';
import { judgedBy, readBack } from './read-back.ts';

const copilot: Trial = {
  compile: compileForCopilot,
  enforce: (compiled) => judgedBy(copilotNative, readBack(compiled, 'managed-settings.json', copilotManaged, '/etc/github-copilot/managed-settings.json')),
  client: 'copilot-cli',
  refusesFloating: true,
};

describe('a policy compiled for Copilot', function () {
  this.timeout(120_000);

  it('allows what the policy approves and blocks the rest, but for what its losses say', () => {
    enough(prove(copilot));
  });

  it('with denials only, blocks no more than the policy denies, and what it spells out of that', () => {
    enough(prove({ ...copilot, mode: 'deny-only', policies: 150 }), 'deny-only');
  });
});
