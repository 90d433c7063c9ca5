import type { AssessedServer, Assessment } from '../assess.ts';
import type { Located, ProviderDeclaration, ServerDeclaration } from '../config/config-file.ts';
import type { Identity } from '../identity/identity.ts';
import { say } from '../text/message.ts';
import { calledAddress } from './called-address.ts';

/**
 * A model provider in the form of a server that is called, so that whatever remembers how a server was started, and notices that it
 * is started otherwise, does the same for providers: its address is the server's, its models and the command for its key are arguments,
 * its headers headers. Keys are left out: a key that was replaced is no other provider.
 *
 * The address is the one that is called, written or not, so that writing the usual one is no change. The way does not depend on which
 * of a provider's settings stand in the file.
 */
export function providerAsServer(declaration: ProviderDeclaration): { readonly server: ServerDeclaration; readonly identity: Identity } {
  const { name, range, path, baseUrl, models, headers, keyCommand, disabled, ignored, ambiguity } = declaration;
  const called = calledAddress(declaration);
  const words = models.map((use): Located => ({ value: `${use.role}=${use.value}`, path: use.path })).toSorted((a, b) => (a.value < b.value ? -1 : Number(a.value > b.value)));
  const args = [...words, ...(keyCommand ? [{ value: `key-command=${keyCommand.value}`, path: keyCommand.path }] : [])];
  const url: Located | undefined = called.kind === 'address' ? { value: called.url, path: baseUrl?.path ?? path } : baseUrl;
  const server: ServerDeclaration = {
    name,
    path: ['model providers', name],
    range,
    transport: 'http',
    args,
    env: [],
    ...(url && { url }),
    headers,
    disabled: disabled || ignored !== undefined,
    ...(ambiguity && { ambiguity }),
  };
  const launch = { args: args.map(({ value }) => value), env: [], hijacks: [] };
  if (called.kind === 'address') return { server, identity: { kind: 'remote', url: called.url, launch } };
  const reason = called.kind === 'none' ? say('No address is written for it, and none is known.') : called.problem;
  return { server, identity: { kind: 'opaque', code: called.kind === 'unresolved' ? 'unresolved' : 'opaque', reason, words: [name, baseUrl?.value ?? ''], launch } };
}

/** An assessment's servers, and its model providers in their form: all whose launch is remembered, and may have changed. */
export function withProviders({ servers, providers }: Pick<Assessment, 'servers' | 'providers'>): { readonly servers: readonly AssessedServer[] } {
  return {
    servers: [
      ...servers,
      ...providers.map(({ file, declaration, verdict, change }): AssessedServer => {
        const { server, identity } = providerAsServer(declaration);
        return { file, declaration: server, identity, verdict, ...(change && { change }) };
      }),
    ],
  };
}
