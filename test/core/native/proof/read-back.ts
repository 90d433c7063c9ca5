import assert from 'node:assert/strict';
import { parseJson } from '../../../../src/core/config/json/parse.ts';
import type { Compiled } from '../../../../src/core/native/compile/plan.ts';
import type { ListReader, NativeClient, NativeFile, NativeSubject } from '../../../../src/core/native/native.ts';

/** What a client's own reader makes of a file that was written, as if it lay where it is delivered; nothing where nothing is allowed or denied by it. */
export function readBack({ files }: Compiled, name: string, reader: ListReader, path: string): readonly NativeFile[] {
  const { text } = files.find((file) => file.name === name)!;
  const { tree, problems } = parseJson(text);
  assert.ok(tree && problems.length === 0, `${name} reads back`);
  const list = reader.read(tree);
  assert.deepEqual(list?.problems ?? [], [], `${name} holds lists that the client understands`);
  return list ? [{ list, path, scope: 'managed' }] : [];
}

/** What a client makes of it, as the newest whose semantics are known. */
export function judgedBy(native: NativeClient, files: readonly NativeFile[]): (subject: NativeSubject) => 'allowed' | 'blocked' | 'undetermined' {
  const enforcement = native.enforce(files, { platform: 'linux', env: {} });
  return (subject) => enforcement.judge(subject).outcome;
}
