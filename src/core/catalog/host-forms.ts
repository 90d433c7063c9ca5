/** More parts than any host of a provider has. */
const mostParts = 8;

/** This machine by its names, as a catalog writes it. */
const loopback = /^(https?:\/\/)(?:127\.0\.0\.1|\[::1\]|0\.0\.0\.0)(?=[:/])/;

/**
 * The ways in which a catalog may write the host of an address: as it is, then with one of its parts as `*`
 * (`bedrock-runtime.*.amazonaws.com`), then with all but what stands behind a part's last dash as `*` (`*-aiplatform.googleapis.com`).
 * This machine is always `localhost`.
 * @param url canonical
 */
export function hostForms(url: string): string[] {
  const here = url.replace(loopback, '$1localhost');
  const start = here.indexOf('//') + 2;
  const slash = here.indexOf('/', start);
  const end = slash < 0 ? here.length : slash;
  const parts = here.slice(start, end).split('.');
  const forms = [here];
  // A part of the last two would be a whole registrable name: no catalog may mean all of them.
  for (let i = 0; i < parts.length - 2 && i < mostParts; i++) {
    const part = parts[i]!;
    const dash = part.lastIndexOf('-');
    for (const form of dash > 0 ? ['*', `*${part.slice(dash)}`] : ['*']) forms.push(`${here.slice(0, start)}${parts.with(i, form).join('.')}${here.slice(end)}`);
  }
  return forms;
}
