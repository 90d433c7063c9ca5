import { claudeCodeNative } from './claude-code/claude-code.ts';
import { codexNative } from './codex/codex.ts';
import { copilotNative } from './copilot/copilot.ts';
import { clineNative } from './cline/cline.ts';
import { cursorNative } from './cursor/cursor.ts';
import { geminiNative } from './gemini/gemini.ts';
import type { NativeClient } from './native.ts';
import { vscodeNative } from './vscode/vscode.ts';

/** Every client whose own enforcement is known. */
export const natives: readonly NativeClient[] = [
  claudeCodeNative,
  clineNative,
  codexNative,
  copilotNative,
  cursorNative,
  geminiNative,
  vscodeNative,
];
