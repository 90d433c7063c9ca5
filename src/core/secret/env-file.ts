import { dotenv } from '../config/dotenv/dotenv.ts';
import { namesSecret } from './names.ts';
import { isPlaceholder } from './placeholder.ts';
import { knownToken } from './token-formats.ts';

/** Whether an `.env` gives a credential away: defaults that a team shares are often committed on purpose. */
export function holdsSecret(text: string): boolean {
  const { tree } = dotenv.parse(text);
  return (
    tree?.kind === 'object' &&
    tree.entries.some(({ key, value }) => {
      if (value?.kind !== 'string') return false;
      const written = String(value.value);
      return (namesSecret(key) && written.length >= 8 && !isPlaceholder(written)) || knownToken(written) !== undefined;
    })
  );
}
