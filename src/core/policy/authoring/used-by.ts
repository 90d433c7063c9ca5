import { maskText } from '../../secret/mask.ts';
import { visible } from '../../text/visible.ts';

/** One file that uses a server or provider, as far as it may stand in a policy that others read: no path of a machine. */
export interface UsedBy {
  /** Tells files apart; never written down. */
  readonly file: string;
  /** The assistants that read it, by name. */
  readonly clients: readonly string[];
  /** The repository it lies in, by the name of its folder; absent for files of a user account. */
  readonly repository?: string;
  /** Who owns the file, as CODEOWNERS says. */
  readonly owners?: string;
}

/** More names than these are counted. */
const mostNamed = 8;

/** Who uses something, in lines for a comment; none where that is not known. */
export function usedByWords(uses: readonly UsedBy[]): readonly string[] {
  if (uses.length === 0) return [];
  const files = new Set(uses.map(({ file }) => file)).size;
  const repositories = listed(uses.flatMap(({ repository }) => repository ?? []));
  const user = uses.some(({ repository }) => repository === undefined);
  const places = [...(repositories.length > 0 ? [repositories.join(', ')] : []), ...(user ? ['a user account'] : [])].join(', and ');
  const owners = listed(uses.flatMap((use) => use.owners?.split(' ') ?? []));
  return [
    `In ${files} ${files === 1 ? 'file' : 'files'} of ${places}; read by ${listed(uses.flatMap(({ clients }) => clients)).join(', ') || 'no known assistant'}`,
    ...(owners.length > 0 ? [`Owners by CODEOWNERS: ${owners.join(', ')}`] : []),
  ];
}

/** Each once, sorted, the rest counted; as text that cannot end a comment or hide in it. */
function listed(names: readonly string[]): string[] {
  const different = [...new Set(names.map((name) => visible(maskText(name), 80)))].sort();
  const rest = different.length - mostNamed;
  return rest > 0 ? [...different.slice(0, mostNamed), `${rest} more`] : different;
}
