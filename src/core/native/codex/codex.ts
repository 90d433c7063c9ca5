import { say } from '../../text/message.ts';
import { nativeNames, type NativeClient } from '../native.ts';
import { enforceCodex } from './enforce.ts';

export const codexNative: NativeClient = {
  id: 'codex',
  name: nativeNames.codex,
  clients: ['codex'],
  sources: [
    'openai/codex, codex-rs/config/src/mcp_requirements.rs @ 2bae9d57c644ab6a169e0182e419c239fb15053d, and as released with `identity.command.executable`',
    'openai/codex, codex-rs/config/src/requirements_layers/stack.rs @ 1df5a5687744612e2a8917553ce0b3124ed45795',
    'openai/codex, codex-rs/config/src/loader/mod.rs @ 1288313772f2e0defbd9c0e5b7b29fbb41111079',
    'https://developers.openai.com/codex/enterprise/managed-configuration',
  ],
  asks: say('Codex asks before it uses tools, as its approval policy says; it does not ask before it starts a server.'),
  enforce: (files) => enforceCodex(files),
};
