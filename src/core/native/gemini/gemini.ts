import { say } from '../../text/message.ts';
import { nativeNames, type NativeClient } from '../native.ts';
import { enforceGemini } from './enforce.ts';

export const geminiNative: NativeClient = {
  id: 'gemini',
  name: nativeNames.gemini,
  clients: ['gemini-cli'],
  sources: [
    'google-gemini/gemini-cli, packages/cli/src/config/settings.ts (mergeSettings, getConsolidatedAllowedMcpServers; since #27377, May 2026)',
    'google-gemini/gemini-cli, packages/core/src/tools/mcp-client-manager.ts @ 5411f113cafae26161b4969b0237b8e1e024e2c2 (isBlockedBySettings, mergeMcpConfigs)',
    'google-gemini/gemini-cli, packages/core/src/code_assist/admin/mcpUtils.ts (applyAdminAllowlist)',
    'google-gemini/gemini-cli, docs/cli/enterprise.md @ 040178278421ab621a2f5ed8d883e4d9e466e999',
  ],
  asks: say('Gemini CLI asks whether a folder is trusted before it starts any server there, and before it uses tools of a server without `trust`.'),
  enforce: (files) => enforceGemini(files),
};
