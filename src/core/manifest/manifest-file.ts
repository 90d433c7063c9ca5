import type { KnownFile } from '../clients/clients.ts';
import type { ConfigFile } from '../config/config-file.ts';
import { parseJson } from '../config/json/parse.ts';
import { say } from '../text/message.ts';
import { TextDocument } from '../text/document.ts';
import { manifestFormat } from './is-manifest.ts';

/** No client's: it says what a server is, and starts none. */
const known: KnownFile = { path: 'server.json', scope: 'workspace', clients: [], spelling: 'vscode', locations: [], kind: 'manifest' };

/** What every manifest has somewhere in it: most files of such a name need not be parsed to see that they are none. */
const marks = /modelcontextprotocol|io\.github\.mcp-roll-call|"registry_?[tT]ype"|"remotes"|"mcp_config"|"(?:manifest|dxt)_version"\s{0,20}:\s{0,20}"/;

/** A manifest as a file of a report: it declares nothing. Undefined for what is none. @param root the folder it was found in */
export function manifestFile(path: string, root: string, text: string): ConfigFile | undefined {
  if (!marks.test(text)) return undefined;
  const { tree, problems } = parseJson(text);
  if (!tree || !manifestFormat(path, tree)) return undefined;
  const file = { path, root, known, clients: [], spelling: known.spelling, scope: known.scope, live: true, syntax: 'json', document: new TextDocument(text), tree, problems, declarations: [], providers: [] } as const;
  const [first] = problems;
  return first ? { ...file, status: 'partial', reason: say('it is not valid JSON at line {line}', { line: file.document.positionAt(first.span.start).line + 1 }) } : { ...file, status: 'read' };
}
