import type { AssessedServer } from '../../core/assess.ts';
import { voicePage } from '../../core/listening/voice-page.ts';
import type { Heard } from '../../live/listening-keeper.ts';
import { t } from '../words.ts';
import type { Listening } from './listening.ts';

/** Everything a server said, on a page that nobody can edit. */
export async function showVoice({ pages }: Listening, { file, declaration: { name, path } }: AssessedServer, { snapshot, at, approved, notes }: Heard): Promise<void> {
  const page = voicePage(snapshot, { name, at, ...(approved && { approved: { digest: approved.snapshot.digest, at: approved.at } }), notes });
  await pages.show(`${name} ${t('(says)')}`, page, { file: file.path, path });
}
