import type { ProviderReader, Scope } from '../../../src/core/clients/client.ts';
import type { ProviderDeclaration } from '../../../src/core/config/config-file.ts';
import type { SyntaxId } from '../../../src/core/config/syntax.ts';
import { loadSyntax } from '../../../src/core/config/syntaxes.ts';
import { TextDocument } from '../../../src/core/text/document.ts';

/** What a reader finds in a text. */
export async function providersIn(reader: ProviderReader, text: string, syntax: SyntaxId = 'json', scope: Scope = 'user'): Promise<readonly ProviderDeclaration[]> {
  const { tree } = (await loadSyntax(syntax)).parse(text);
  return tree ? reader(tree, new TextDocument(text), scope) : [];
}

/** A provider as a person would note it: `name (id) → address [role model, …] key, and what is odd`. */
export function noted({ name, provider, baseUrl, models, key, keyCommand, disabled, ignored, ambiguity }: ProviderDeclaration): string {
  const uses = models.map(({ role, value }) => `${role} ${value}`).join(', ');
  return [
    name,
    `(${provider ?? '?'})`,
    ...(baseUrl ? [`→ ${baseUrl.value}`] : []),
    ...(uses === '' ? [] : [`[${uses}]`]),
    ...(key === 'none' ? [] : [key]),
    ...(keyCommand ? ['runs'] : []),
    ...(disabled ? ['off'] : []),
    ...(ignored ? ['ignored'] : []),
    ...(ambiguity ? ['ambiguous'] : []),
  ].join(' ');
}
