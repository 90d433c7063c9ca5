/** Hosts whose traffic does not leave the machine: loopback by name (RFC 6761) or number, a container's own host, and all of this machine's addresses at once. */
export function staysHere(host: string): boolean {
  const name = host.toLowerCase().replace(/\.$/, '');
  if (name === 'host.docker.internal' || name === 'host.containers.internal') return true;
  let canonical = name;
  try {
    canonical = new URL(`http://${name}/`).hostname;
  } catch {
    return false;
  }
  return everyAddress(canonical) || canonical === 'localhost' || canonical.endsWith('.localhost') || canonical === '[::1]' || /^127(?:\.\d+){3}$/.test(canonical);
}

/** The address that stands for all of a machine's own: for who listens there every network, for who calls it this machine. */
export function everyAddress(host: string): boolean {
  return host === '0.0.0.0' || host === '[::]' || host === '::';
}
