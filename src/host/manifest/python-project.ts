import { child, nodeAt, stringOf } from '../../core/config/node.ts';
import { loadSyntax } from '../../core/config/syntaxes.ts';
import type { PackageBeside } from '../../core/manifest/subject.ts';
import type { Folder } from '../evidence/folder.ts';

export interface PythonProject {
  readonly package?: PackageBeside;
}

/** What `pyproject.toml` says of the package (https://packaging.python.org/en/latest/specifications/pyproject-toml/), and its README of the names it is registered under. */
export async function pythonProject(folder: Folder): Promise<PythonProject | undefined> {
  const text = folder.text('pyproject.toml');
  if (text === undefined || text.length > 1_000_000) return undefined;
  const { tree } = (await loadSyntax('toml')).parse(text);
  const project = child(tree, 'project') ?? nodeAt(tree, ['tool', 'poetry']);
  const name = stringOf(child(project, 'name'));
  if (name === undefined || name.length > 200) return {};
  const version = stringOf(child(project, 'version'));
  const readme = child(project, 'readme');
  const mcpNames = namesIn(folder, stringOf(readme) ?? stringOf(child(readme, 'file')) ?? 'README.md');
  return { package: { type: 'pypi', file: 'pyproject.toml', name, ...(version !== undefined && { version }), ...(mcpNames && { mcpNames }) } };
}

/** The names that a README says (registry, docs: `mcp-name: $SERVER_NAME`); undefined where there is none to read. */
function namesIn(folder: Folder, readme: string): string[] | undefined {
  return folder.text(readme)?.match(/\bmcp-name:\s{0,10}[\w.-]{1,200}\/[\w.-]{1,200}/g)?.slice(0, 20).map((found) => found.replace(/^mcp-name:\s*/, ''));
}
