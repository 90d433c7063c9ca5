/** A container image. */
export interface ImageReference {
  /** With its registry: `docker.io/library/debian`. */
  readonly name: string;
  /** A tag can be moved to other content at any time. */
  readonly tag: string | undefined;
  readonly digest: string | undefined;
  /** The name as written does not say which registry. */
  readonly short: boolean;
}

const component = /^[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*$/;
const host = /^(?:[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?)*|\[[0-9A-Fa-f:]+\])(?::\d{1,5})?$/;
const tagForm = /^\w[\w.-]{0,127}$/;
const digestForm = /^(?:sha256:[0-9a-f]{64}|sha512:[0-9a-f]{128})$/;
const imageId = /^[0-9a-f]{64}$/;

/**
 * Read an image reference as docker does (grammar: https://github.com/distribution/reference, reference.go; the default registry
 * and `library/`: normalize.go). Undefined when it is none, or the id of an image on this machine.
 */
export function imageReference(text: string): ImageReference | undefined {
  if (text.length > 500) return undefined;
  const at = text.indexOf('@');
  const digest = at < 0 ? undefined : text.slice(at + 1);
  if (digest !== undefined && !digestForm.test(digest)) return undefined;
  const named = at < 0 ? text : text.slice(0, at);
  const colon = named.indexOf(':', named.lastIndexOf('/') + 1);
  const tag = colon < 0 ? undefined : named.slice(colon + 1);
  if (tag !== undefined && !tagForm.test(tag)) return undefined;
  const written = colon < 0 ? named : named.slice(0, colon);
  const slash = written.indexOf('/');
  const first = slash < 0 ? '' : written.slice(0, slash);
  const short = slash < 0 || !(first === 'localhost' || first.includes('.') || first.includes(':') || first !== first.toLowerCase());
  const domain = short || first.toLowerCase() === 'index.docker.io' ? 'docker.io' : first.toLowerCase();
  let path = short ? written : written.slice(slash + 1);
  if (!host.test(domain) || !path.split('/').every((part) => component.test(part)) || imageId.test(written)) return undefined;
  if (domain === 'docker.io' && !path.includes('/')) path = `library/${path}`;
  if (domain.length + path.length > 254) return undefined;
  return { name: `${domain}/${path}`, short, tag, digest };
}
