import assert from 'node:assert/strict';
import fc from 'fast-check';
import { modelNames, pinningOf, type ModelPinning } from '../../../src/core/providers/model-name.ts';

describe('a model’s name', () => {
  const names: Readonly<Record<ModelPinning, readonly string[]>> = {
    pinned: [
      'claude-sonnet-4-20250514', 'claude-3-5-sonnet-20241022', 'claude-sonnet-4-6', 'claude-opus-4-8', 'claude-sonnet-5', 'claude-2.1',
      'anthropic.claude-sonnet-4-5-20250929-v1:0', 'us.anthropic.claude-opus-4-6-v1', 'claude-sonnet-4-5@20250929', 'anthropic/claude-sonnet-4-6', 'openrouter/anthropic/claude-opus-4-6',
      'claude-sonnet-4-6[1m]', 'gpt-4o-2024-08-06', 'o3-2025-04-16', 'gpt-4-0613', 'gpt-3.5-turbo-0125', 'gemini-2.5-pro-001', 'models/gemini-2.0-flash-001',
      'gemini-2.5-flash-preview-05-20', 'mistral-large-2411', 'grok-4-0709',
    ],
    floating: [
      'sonnet', 'Opus', 'haiku', 'default', 'auto', 'auto-gemini-3', 'opusplan', 'sonnet[1m]', 'claude-3-5-sonnet-latest', 'claude-sonnet-4-0', 'claude-sonnet-4-5', 'claude-3-5-haiku', 'gpt-4o', 'gpt-4o-mini', 'gpt-5', 'o3',
      'chatgpt-4o-latest', 'gemini-flash-latest', 'mistral-large-latest', 'llama3:latest', 'grok-4', 'deepseek-chat', 'openai/gpt-4o', 'openrouter/auto',
    ],
    unknown: ['', 'gemini-2.5-pro', 'qwen3:8b', 'my-deployment', 'gpt-5.2-codex', 'llama-3.3-70b', 'arn:aws:bedrock:eu-west-1:1:inference-profile/x', '${MODEL}', 'x'.repeat(300)],
  };
  for (const [pinning, list] of Object.entries(names)) {
    it(`is ${pinning}: ${list.length} of them`, () => assert.deepEqual(list.map((name) => [name, pinningOf(name)]), list.map((name) => [name, pinning])));
  }

  it('is known in a policy also without what stands before it', () => {
    assert.deepEqual(modelNames('OpenRouter/anthropic/Claude-X'), ['openrouter/anthropic/claude-x', 'anthropic/claude-x', 'claude-x']);
  });

  it('is read quickly and without throwing, whatever it is', () => {
    fc.assert(fc.property(fc.oneof(fc.string({ maxLength: 300 }), fc.constantFrom('claude-', 'gpt-', 'gemini-', '-2024').chain((piece) => fc.nat(5000).map((n) => piece.repeat(n)))), (name) => void pinningOf(name)));
  });
});
