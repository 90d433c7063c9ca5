import { hijackOf } from '../identity/hijacks.ts';

/** Options by which servers are told to do less (restrictable-servers.ts names who takes which). */
const restricting = /^--?(?:read-?only|readOnly|no-write|disable-write|restricted|lockdown(?:-mode)?|safe(?:-mode)?|access-mode=restricted)(?:=true|=1)?$/;

/** Whether an argument makes a server do less, and nothing else. */
export function isRestricting(argument: string): boolean {
  return restricting.test(argument);
}

/** What identities are hijacked with (identity.ts, `Launch`), beside environment variables. */
const launchers = /^(?:-[a-z]|--[a-z-]*(?:privileged|entrypoint|volume|mount|network|net|registry|with|from|package|index|env-file|env|prefix|cap-add|device|userconfig|call)|cwd|envFile|project|node_modules|\.npmrc)(?:=.*)?$/;

/** Whether what an entry allows is for the server: an allowance for what changes the code that runs says that it may stand there, not that it should. */
export function mayBePutIn(allowed: string): boolean {
  return !launchers.test(allowed) && !hijackOf(allowed);
}
