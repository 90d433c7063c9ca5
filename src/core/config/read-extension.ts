import { say } from '../text/message.ts';
import type { ConfigFile, ServerDeclaration } from './config-file.ts';
import { child, nodeAt, spanAt, stringOf, type Path } from './node.ts';

const providers: Path = ['contributes', 'mcpServerDefinitionProviders'];

/**
 * The servers that an installed VS Code extension hands over when it runs, as its manifest announces them: one declaration for each provider
 * (https://code.visualstudio.com/api/extension-guides/ai/mcp, `contributes.mcpServerDefinitionProviders`). Which servers they are only the running extension knows.
 */
export function readExtension(file: ConfigFile): ConfigFile {
  const { tree, document } = file;
  const list = nodeAt(tree, providers);
  if (!tree || !list) return file;
  if (list.kind !== 'array') return { ...file, providers: [], status: 'partial', reason: say('what it says of its servers is not a list') };
  const part = (key: string): string => stringOf(child(tree, key)) ?? '';
  const id = `${part('publisher')}.${part('name')}`;
  const version = part('version');
  const declarations = list.items.map((item, i): ServerDeclaration => {
    const path = [...providers, i];
    return {
      name: stringOf(child(item, 'label')) ?? stringOf(child(item, 'id')) ?? id,
      path,
      range: document.rangeOf(spanAt(tree, path)),
      transport: 'unknown',
      args: [],
      env: [],
      headers: [],
      disabled: false,
      extension: { id, version },
    };
  });
  return { ...file, declarations, providers: [], status: file.status === 'invalid' ? 'partial' : file.status, reason: say('the installed extension `{id}`: which servers it hands to VS Code only it knows', { id }) };
}
