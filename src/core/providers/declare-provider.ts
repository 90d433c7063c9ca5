import type { ConfigFile, Located, ModelUse, NamedValue, ProviderDeclaration } from '../config/config-file.ts';
import { spanAt, type ConfigNode, type Path } from '../config/node.ts';
import { secretsIn } from '../secret/find.ts';
import { hasVariable } from '../secret/placeholder.ts';
import type { TextDocument } from '../text/document.ts';
import type { Message } from '../text/message.ts';
import { providerCalled } from './known-providers.ts';

/** What a reader found of one provider. */
export interface WrittenProvider {
  readonly name: string;
  readonly path: Path;
  /** The client's own word for whose API it is: an id or an alias of it. */
  readonly provider?: string | undefined;
  readonly baseUrl?: Located | undefined;
  readonly models?: readonly (ModelUse | undefined)[];
  readonly credentials?: readonly NamedValue[];
  readonly headers?: readonly NamedValue[];
  /** The file says where the key is kept, and not what it is. */
  readonly keyElsewhere?: boolean;
  readonly keepsKeys?: boolean;
  readonly keyCommand?: Located | undefined;
  readonly disabled?: boolean;
  readonly ignored?: Message | undefined;
  readonly ambiguity?: Message | undefined;
}

/** A provider's declaration from what a reader found of it. */
export function declareProvider(written: WrittenProvider, tree: ConfigNode, document: TextDocument): ProviderDeclaration {
  const { name, path, baseUrl, keyCommand, credentials = [], headers = [], ignored, ambiguity } = written;
  const provider = written.provider === undefined ? undefined : providerCalled(written.provider)?.id;
  const keys: Pick<ProviderDeclaration, 'credentials' | 'headers' | 'baseUrl'> = { credentials, headers, ...(baseUrl && { baseUrl }) };
  const elsewhere = written.keyElsewhere === true || keyCommand !== undefined || [...credentials, ...headers].some(({ value }) => value !== undefined && hasVariable(value));
  return {
    name,
    path,
    range: document.rangeOf(spanAt(tree, path, 'entry')),
    ...(provider !== undefined && { provider }),
    ...keys,
    models: (written.models ?? []).filter((use): use is ModelUse => use !== undefined && use.value !== ''),
    key: secretsInProvider(keys).length > 0 ? 'literal' : elsewhere ? 'reference' : 'none',
    ...(written.keepsKeys && { keepsKeys: true }),
    ...(keyCommand && { keyCommand }),
    disabled: written.disabled === true,
    ...(ignored && { ignored }),
    ...(ambiguity && { ambiguity }),
  };
}

/** A model under the name of what it is used for; undefined where none is named. */
export function model(role: string, at: Located | undefined): ModelUse | undefined {
  return at && { role, ...at };
}

/** Notes a model with those of its provider. */
export function noteUse(used: Map<string, ModelUse[]>, provider: string, use: ModelUse): void {
  const known = used.get(provider);
  if (known) known.push(use);
  else used.set(provider, [use]);
}

/** Every credential written out in a provider's keys, headers and address. */
export function secretsInProvider({ credentials, headers, baseUrl }: Pick<ProviderDeclaration, 'credentials' | 'headers' | 'baseUrl'>) {
  return secretsIn({ settings: credentials, headers, env: [], args: [], ...(baseUrl && { url: baseUrl }) });
}

/** Whether a client would call it as the file stands, and reads the file where it lies. */
export function isLive(file: Pick<ConfigFile, 'live'>, { disabled, ignored }: ProviderDeclaration): boolean {
  return file.live && !disabled && ignored === undefined;
}
