import * as vscode from 'vscode';
import type { AssessedServer } from '../core/assess.ts';
import { spanAt } from '../core/config/node.ts';
import type { RollCall } from '../live/roll-call.ts';
import { toRange, uriOf } from './file-key.ts';
import { givenOrPicked } from './server-argument.ts';
import { Shown } from './tree/server-tree.ts';
import { t } from './words.ts';

/** Opens the file with the server's name selected. A line of the tree may also stand for a file: then that, at what is wrong in it. */
export async function openDeclaration(rollCall: RollCall, argument: unknown): Promise<void> {
  const assessment = await rollCall.settled();
  if (argument instanceof Shown && argument.line.file) {
    const { path } = argument.line.file;
    const file = assessment.files.find((one) => one.path === path);
    const problem = file?.problems[0];
    await vscode.window.showTextDocument(uriOf(path), file && problem ? { selection: toRange(file.document.rangeOf(problem.span)) } : {});
    return;
  }
  const server = await givenOrPicked(assessment, argument, t('Go to which declaration?'));
  if (server) await vscode.window.showTextDocument(uriOf(server.file.path), { selection: nameRange(server) });
}

/** The place of the name, which is what people look for; the start of the entry where it has none. */
function nameRange({ file, declaration }: AssessedServer): vscode.Range {
  return toRange(file.tree ? file.document.rangeOf(spanAt(file.tree, declaration.path, 'key')) : declaration.range);
}
