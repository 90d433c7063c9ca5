/** What a JSON Web Token says of its bearer's role, as Supabase's keys do; undefined where it says nothing of the kind. Nothing is verified. */
export function roleIn(token: string): string | undefined {
  const payload = token.split('.')[1];
  if (payload === undefined || payload.length > 4000) return undefined;
  try {
    const claims: unknown = JSON.parse(atob(payload.replaceAll('-', '+').replaceAll('_', '/')));
    const role: unknown = typeof claims === 'object' && claims !== null ? (claims as { role?: unknown }).role : undefined;
    return typeof role === 'string' ? role : undefined;
  } catch {
    return undefined;
  }
}
