import * as fs from 'node:fs';
import * as path from 'node:path';

/** A tool as a server writes it. */
export interface Tool {
  readonly [key: string]: unknown;
  readonly name: string;
}

const file = path.join(process.env['TEST_ROOT'] ?? process.cwd(), 'test/core/drift/mutations/tools.ndjson');

/** The tools of real servers (README.md here), each with the server it is of. */
export const realTools: readonly { readonly server: string; readonly tool: Tool }[] = fs.readFileSync(file, 'utf8').trim().split('\n').map((line) => JSON.parse(line) as { server: string; tool: Tool });

/** A whole list. */
export function toolsOf(server: string): readonly Tool[] {
  return realTools.filter((one) => one.server === server).map(({ tool }) => tool);
}
