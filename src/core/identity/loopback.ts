/** Hosts whose traffic does not leave the machine: loopback by name (RFC 6761) or number, and a container's own host. */
export function staysHere(host: string): boolean {
  const name = host.toLowerCase().replace(/\.$/, '');
  if (name === 'host.docker.internal' || name === 'host.containers.internal') return true;
  let canonical = name;
  try {
    canonical = new URL(`http://${name}/`).hostname;
  } catch {
    return false;
  }
  return canonical === 'localhost' || canonical.endsWith('.localhost') || canonical === '[::1]' || /^127(?:\.\d+){3}$/.test(canonical);
}
