const hostLike = /^(?:[a-z0-9-]{1,63}\.){1,8}(?:com|org|net|io|dev|app|ai|co|cloud|so|tech|tools|run|us|eu|uk|de|microsoft|aws|goog)(?=:|$)/i;

/** The host that a login before an address's `@` seems to be, as in `https://github.com@evil.example/`. */
export function hostInLogin(login: string): string | undefined {
  return hostLike.exec(login)?.[0].toLowerCase();
}
