import { claudeCodeNative } from '../../../../src/core/native/claude-code/claude-code.ts';
import { settingsLists } from '../../../../src/core/native/claude-code/read.ts';
import { compileForClaudeCode } from '../../../../src/core/native/triple-compile/claude-code.ts';
import { enough, prove, type Trial } from './prove.ts';
import { judgedBy, readBack } from './read-back.ts';

const claudeCode: Trial = {
  compile: compileForClaudeCode,
  enforce: (compiled) => judgedBy(claudeCodeNative, readBack(compiled, 'managed-settings.json', settingsLists, '/etc/claude-code/managed-settings.json')),
  client: 'claude-code',
};

describe('a policy compiled for Claude Code', function () {
  this.timeout(120_000);

  it('allows what the policy approves and blocks the rest, but for what its losses say', () => {
    enough(prove(claudeCode));
  });

  it('with denials only, blocks no more than the policy denies, and what it spells out of that', () => {
    enough(prove({ ...claudeCode, mode: 'deny-only', policies: 150 }), 'deny-only');
  });
});
