import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { ConfigNode } from '../../../src/core/config/node.ts';
import { parseJson } from '../../../src/core/config/json/parse.ts';
import { aiderEnvironmentProviders, aiderProviders } from '../../../src/core/providers/aider.ts';
import { claudeSettingsProviders } from '../../../src/core/providers/claude-code.ts';
import { clineProviders } from '../../../src/core/providers/cline.ts';
import { codexProviders } from '../../../src/core/providers/codex.ts';
import { continueProviders } from '../../../src/core/providers/continue.ts';
import { copilotProviders, copilotSettingsProviders } from '../../../src/core/providers/copilot-cli.ts';
import { crushProviders } from '../../../src/core/providers/crush.ts';
import { geminiEnvironmentProviders, geminiSettingsProviders } from '../../../src/core/providers/gemini.ts';
import { gooseProviders } from '../../../src/core/providers/goose.ts';
import { opencodeProviders } from '../../../src/core/providers/opencode.ts';
import { chatLanguageModels, settingsProviders } from '../../../src/core/providers/vscode.ts';
import { zedProviders } from '../../../src/core/providers/zed.ts';
import { nodeAt } from '../../../src/core/config/node.ts';
import { TextDocument } from '../../../src/core/text/document.ts';

const readers = {
  aiderEnvironmentProviders, aiderProviders, claudeSettingsProviders, clineProviders, codexProviders, continueProviders, copilotProviders, copilotSettingsProviders, crushProviders,
  geminiEnvironmentProviders, geminiSettingsProviders, gooseProviders, opencodeProviders, chatLanguageModels, vscodeSettingsProviders: settingsProviders([]), devcontainer: settingsProviders(['customizations', 'vscode', 'settings']), zedProviders,
};

/** Keys that some reader looks for, so that trees go deep into them. */
const keys = [
  'env', 'model', 'models', 'providers', 'provider', 'settings', 'options', 'baseURL', 'baseUrl', 'base_url', 'apiBase', 'apiKey', 'url', 'vendor', 'name', 'id', 'headers', 'requestHeaders', 'agent', 'default_model',
  'language_models', 'openai_compatible', 'api_url', 'model_provider', 'model_providers', 'profiles', 'active_provider', 'GOOSE_PROVIDER', 'ANTHROPIC_BASE_URL', 'ANTHROPIC_MODEL', 'CLAUDE_CODE_USE_BEDROCK',
  'GOOGLE_GEMINI_BASE_URL', 'AIDER_MODEL', 'openai-api-base', 'set-env', 'api-key', 'claudeCode.environmentVariables', 'chat', 'utilityModel', 'github.copilot.chat.customOAIModels', 'apiKeyHelper', '__proto__', '',
];

const span = { start: 0, end: 0 };
const tree: fc.Arbitrary<ConfigNode> = fc.letrec<{ node: ConfigNode }>((tie) => ({
  node: fc.oneof(
    { depthSize: 'medium', withCrossShrink: true },
    fc.oneof(fc.string(), fc.webUrl(), fc.constantFrom('a/b', 'A=b', '${X}', 'x (copilot)')).map((value): ConfigNode => ({ kind: 'string', span, value })),
    fc.integer().map((value): ConfigNode => ({ kind: 'number', span, value })),
    fc.boolean().map((value): ConfigNode => ({ kind: 'boolean', span, value })),
    fc.constant<ConfigNode>({ kind: 'null', span, value: null }),
    fc.array(tie('node'), { maxLength: 4 }).map((items): ConfigNode => ({ kind: 'array', span, items })),
    fc.array(fc.tuple(fc.oneof(fc.constantFrom(...keys), fc.string()), fc.option(tie('node'), { nil: undefined })), { maxLength: 6 }).map((entries): ConfigNode => ({ kind: 'object', span, entries: entries.map(([key, value]) => ({ key, keySpan: span, value })) })),
  ),
})).node;

describe('every reader of model providers', () => {
  for (const [name, read] of Object.entries(readers)) {
    it(`${name}: never throws, and every part it names is there`, () => {
      fc.assert(
        fc.property(tree, fc.constantFrom('workspace' as const, 'user' as const), (root, scope) => {
          for (const { path, baseUrl, models, credentials, headers } of read(root, new TextDocument(''), scope)) {
            for (const part of [...(baseUrl ? [baseUrl] : []), ...models, ...credentials, ...headers]) assert.ok(part.path.length > 0);
            if (baseUrl) assert.ok(nodeAt(root, baseUrl.path));
            assert.ok(Array.isArray(path));
          }
        }),
        { numRuns: 300 },
      );
    });
  }

  it('reads a file of many entries in time that grows with it', () => {
    const entries = Array.from({ length: 5000 }, (_, i) => [`p${i}`, { options: { baseURL: `https://h${i}.example` } }]);
    const text = JSON.stringify({ provider: Object.fromEntries(entries), providers: Object.fromEntries(entries) });
    const { tree: root } = parseJson(text);
    const start = Date.now();
    assert.equal(opencodeProviders(root!, new TextDocument(text), 'user').length, 5000);
    assert.ok(Date.now() - start < 2000, `${Date.now() - start} ms`);
  });
});
