import * as vscode from 'vscode';
import type { Assessment } from '../core/assess.ts';
import { spanAt, type Path } from '../core/config/node.ts';
import type { RollCall } from '../live/roll-call.ts';
import { toRange, uriOf } from './file-key.ts';
import { givenOrPicked } from './server-argument.ts';
import { Shown } from './tree/server-tree.ts';
import { t } from './words.ts';

/** Opens the file with the name of what is declared selected. A line of the tree may also stand for a file: then that, at what is wrong in it. */
export async function openDeclaration(rollCall: RollCall, argument: unknown): Promise<void> {
  const assessment = await rollCall.settled();
  if (argument instanceof Shown) {
    const { file, sighting } = argument.line;
    if (sighting) await open(sighting.file, nameRange(assessment, sighting.file, sighting.at) ?? toRange(sighting.range));
    else if (file) await open(file.path, problemRange(assessment, file.path));
    return;
  }
  const server = await givenOrPicked(assessment, argument, t('Go to which declaration?'));
  if (server) await open(server.file.path, nameRange(assessment, server.file.path, server.declaration.path) ?? toRange(server.declaration.range));
}

async function open(file: string, selection: vscode.Range | undefined): Promise<void> {
  await vscode.window.showTextDocument(uriOf(file), selection ? { selection } : {});
}

/** The place of the name, as the file stands now; the whole of what stands there where it has no name. */
function nameRange({ files }: Assessment, path: string, at: Path): vscode.Range | undefined {
  const file = files.find((one) => one.path === path);
  return file?.tree && toRange(file.document.rangeOf(spanAt(file.tree, at, 'key')));
}

function problemRange({ files }: Assessment, path: string): vscode.Range | undefined {
  const file = files.find((one) => one.path === path);
  const problem = file?.problems[0];
  return file && problem && toRange(file.document.rangeOf(problem.span));
}
