import { namesSecret } from '../secret/names.ts';
import { isPlainSegment } from './plain.ts';

/** An address with what may be a credential made a variable, in the manifest's way (`{token}`; schema 2025-12-11, `RemoteTransport`). */
export interface Endpoint {
  readonly url: string;
  /** Its variables by name. Undefined when there are none. */
  readonly variables?: Readonly<Record<string, { readonly isRequired: true; readonly isSecret?: true }>>;
}

/**
 * The address of a remote server (`RemoteIdentity.url`, parameters by name) as a manifest may state it; undefined when the format
 * has no place for it. Parts of the path that look like credentials and the parameters' values become variables.
 */
export function endpointOf(url: string): Endpoint | undefined {
  const [, start, path = '', query] = /^(https?:\/\/[^\s/?#{}@]+)(\/[^\s?#{}]*)?(?:\?([^\s#{}]*))?$/.exec(url) ?? [];
  if (start === undefined) return undefined;
  const variables = new Map<string, { isRequired: true; isSecret?: true }>();
  const shownPath = path.split('/').map((segment) => (isPlainSegment(segment) ? segment : `{${variable(variables, 'token', true)}}`));
  const shownQuery = (query ?? '').split('&').flatMap((pair) => {
    const name = pair.split('=', 1)[0]!;
    if (name === '' || !isPlainSegment(name)) return [];
    return [`${name}={${variable(variables, /^[\w.-]{1,60}$/.test(name) ? name : 'parameter', namesSecret(name))}}`];
  });
  return {
    url: start + shownPath.join('/') + (shownQuery.length > 0 ? `?${shownQuery.join('&')}` : ''),
    ...(variables.size > 0 && { variables: Object.fromEntries(variables) }),
  };
}

/** Adds a variable under the wanted name, or that with a number behind it where it is taken. */
function variable(variables: Map<string, { isRequired: true; isSecret?: true }>, wanted: string, secret: boolean): string {
  let name = wanted;
  for (let n = 2; variables.has(name); n++) name = `${wanted}${n}`;
  variables.set(name, { isRequired: true, ...(secret && { isSecret: true }) });
  return name;
}

/** Where an address's traffic goes: `host:port`. */
export function egressOf(url: string): string | undefined {
  const [, scheme, host, port] = /^(https?):\/\/(\[[^\]\s]*\]|[^\s/?#:@]+)(?::(\d{1,5}))?(?:[/?#]|$)/.exec(url) ?? [];
  return host === undefined ? undefined : `${host}:${port ?? (scheme === 'https' ? '443' : '80')}`;
}
