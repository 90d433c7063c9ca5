import type { MatchItem } from '../../core/policy/schema.ts';
import { visible } from '../../core/text/visible.ts';
import { t } from '../words.ts';

/** What an item of `match` fixes, a line for each part, for whoever is about to agree to it. */
export function approvedWords({ package: ref, url, serverCommand, serverUrl, serverName, args, env, cwd }: MatchItem): readonly string[] {
  return [
    ...(ref ? [`${ref.type}: ${[ref.name, ...(ref.versions ?? []), ...(ref.digest === undefined ? [] : [ref.digest])].join(' ')}${ref.registry === undefined ? '' : ` (${ref.registry})`}`] : []),
    ...(url ? [`${url.scheme ?? 'https'}://${url.host}${url.port === undefined ? '' : `:${url.port}`}${url.path ?? ''}${url.query ? `?${url.query.join('&')}` : ''}${url.pathMatch === 'prefix' ? ` ${t('and below')}` : ''}`] : []),
    ...(serverCommand ? [serverCommand.join(' ')] : []),
    ...(serverUrl === undefined ? [] : [serverUrl]),
    ...(serverName === undefined ? [] : [t('whatever is called {name}', { name: serverName })]),
    ...(args ? [args.denyExtra !== true ? t('any arguments') : args.allow && args.allow.length > 0 ? t('no other arguments than {args}', { args: args.allow.join(' ') }) : t('no arguments')] : []),
    ...(env?.allow ? [env.allow.length > 0 ? t('no other environment variables than {names}', { names: env.allow.join(', ') }) : t('no environment variables')] : []),
    ...(env?.denyLiteralSecrets ? [t('no secret written out in its declaration')] : []),
    ...(cwd ? [t('started in {folders}', { folders: cwd.allow.join(', ') })] : []),
  ].map((line) => visible(line, 300));
}
