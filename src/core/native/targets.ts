import { compileForCline } from './cline/compile.ts';
import { compileCodex } from './codex/compile.ts';
import type { Compiled, Plan } from './compile/plan.ts';
import { compileGemini } from './gemini/compile.ts';
import { nativeNames, type NativeId } from './native.ts';
import { compileRegistryFiles } from './registry-files/compile.ts';
import { compileForClaudeCode } from './triple-compile/claude-code.ts';
import { compileForCopilot } from './triple-compile/copilot.ts';
import { compileForVscode } from './triple-compile/vscode.ts';

/** What a policy can be written as. */
export interface Target {
  readonly id: string;
  readonly name: string;
  /** It is a list of what may be started, with no meaning where nobody decided. */
  readonly allowsOnly?: true;
  compile(plan: Plan): Compiled;
}

function ofClient(id: NativeId, compile: Target['compile']): Target {
  return { id, name: nativeNames[id], compile };
}

/**
 * Every client whose own lists can be written, and a registry. Apart from what reads and judges those lists: that is loaded with every window,
 * this when somebody exports.
 */
export const targets: readonly Target[] = [
  ofClient('vscode', compileForVscode),
  ofClient('copilot', compileForCopilot),
  ofClient('claude-code', compileForClaudeCode),
  ofClient('codex', compileCodex),
  ofClient('gemini', compileGemini),
  ofClient('cline', compileForCline),
  { id: 'registry', name: 'an MCP registry', allowsOnly: true, compile: compileRegistryFiles },
];
