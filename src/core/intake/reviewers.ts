import type { CodeHost } from '../policy/intake-address.ts';

/** People a code host is told of, by what it does with them. */
export interface Reviewers {
  /** Whom it can assign something to, as it wants them. */
  readonly users: readonly string[];
  /** Groups: they can be mentioned, not assigned. */
  readonly teams: readonly string[];
}

const forms: Readonly<Record<CodeHost, { readonly user: RegExp; readonly team: RegExp }>> = {
  github: { user: /^@([A-Za-z0-9](?:[A-Za-z0-9]|-(?=[A-Za-z0-9])){0,38})$/, team: /^@[A-Za-z0-9](?:[A-Za-z0-9]|-(?=[A-Za-z0-9])){0,38}\/[A-Za-z0-9][\w.-]{0,99}$/ },
  gitlab: { user: /^@([A-Za-z0-9_][\w.-]{0,99})$/, team: /^@[A-Za-z0-9_][\w.-]{0,99}(?:\/[A-Za-z0-9_][\w.-]{0,99}){1,5}$/ },
  'azure-devops': { user: /^([\w.+-]{1,64}@[A-Za-z0-9-]{1,60}(?:\.[A-Za-z0-9-]{1,60}){1,5})$/, team: /^(?!)/ },
};

/** Only what the host understands; anything else could be read as something else there. */
export function reviewersFor(host: CodeHost, given: readonly string[]): Reviewers {
  const { user, team } = forms[host];
  const most = [...new Set(given)].slice(0, 5);
  return { users: most.flatMap((one) => user.exec(one)?.[1] ?? []), teams: most.filter((one) => team.test(one)) };
}

/** The people in a suggested owner: `@a @org/team`, `Name <mail>`. */
export function peopleIn(owner: string): string[] {
  const mail = /<([^<>\s]+)>$/.exec(owner)?.[1];
  return mail === undefined ? owner.split(/[\s,]+/).filter((word) => word.includes('@')) : [mail];
}
