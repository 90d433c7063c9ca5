import type { Platform } from '../clients/client.ts';
import { maskText, mask } from '../secret/mask.ts';
import { namesSecret } from '../secret/names.ts';
import { isPlaceholder } from '../secret/placeholder.ts';

/** A folder of this machine, and what stands for it in a text that leaves it. */
export interface Place {
  /** Absolute. */
  readonly folder: string;
  readonly shown: string;
}

/** Where this machine's folders lie. */
export interface Places {
  readonly platform: Platform;
  readonly places: readonly Place[];
}

/** What is taken out of everything that is submitted, whoever wrote it: folders of this machine, and what looks like a credential. */
export class Scrub {
  /** How many values were changed because they look like a credential. */
  masked = 0;
  readonly #folders: readonly { readonly pattern: RegExp; readonly shown: string }[];

  constructor({ platform, places }: Places) {
    const whole = places.map(({ folder, shown }) => ({ folder: folder.replace(/[\\/]+$/, ''), shown })).filter(({ folder }) => folder.length > 1);
    // A draft says `~` for the home folder already.
    const shortened = whole.flatMap(({ folder, shown }) => whole.flatMap((outer) => (outer.shown !== shown && /^[\\/]/.test(folder.slice(outer.folder.length)) && folder.startsWith(outer.folder) ? [{ folder: outer.shown + folder.slice(outer.folder.length), shown }] : [])));
    this.#folders = [...whole, ...shortened]
      // A folder within another one goes first.
      .sort((a, b) => b.folder.length - a.folder.length)
      .flatMap(({ folder, shown }) => [{ pattern: patternOf(folder, platform), shown }, ...dashed(folder, platform)]);
  }

  /** A text as it may leave this machine. */
  text(given: string): string {
    const placeless = this.#withoutPlaces(given);
    const shown = withoutCredentials(placeless);
    if (shown !== placeless) this.masked++;
    return shown;
  }

  /** A value as it may leave this machine: every text in it, names included. */
  value(given: unknown, key = '', beside = ''): unknown {
    if (typeof given === 'string') return this.#field(given, key, beside);
    if (Array.isArray(given)) return given.map((item) => this.value(item, key, beside));
    if (typeof given !== 'object' || given === null) return given;
    const name = 'name' in given && typeof given.name === 'string' ? given.name : '';
    return Object.fromEntries(Object.entries(given).map(([each, item]) => [this.text(each), this.value(item, each, name)]));
  }

  /** @param beside the name of what the value belongs to: `{ "name": "--api-key", "value": … }` */
  #field(given: string, key: string, beside: string): string {
    if (/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(given) && digests.has(key)) return given;
    const valueOf = key === 'value' || key === 'default' ? beside : key;
    if (namesSecret(valueOf) && !harmless.has(key) && !isPlaceholder(given) && !/^(?:[A-Za-z-]{1,20} )?\{[\w.-]{1,60}\}$/.test(given)) {
      this.masked++;
      return mask;
    }
    return this.text(given);
  }

  #withoutPlaces(given: string): string {
    let shown = given;
    for (const { pattern, shown: by } of this.#folders) shown = shown.replace(pattern, () => by);
    return shown.replace(homes, '~').replace(files, '…/').replace(absolute, '…/');
  }
}

const digests = new Set(['fileSha256', 'digest', 'commit']);
/** Keys of manifest and contract that mean a word, not a credential. */
const harmless = new Set(['auth', 'name', 'field']);

/** Between two parts of a path: also as a JSON pointer writes it. */
const separator = String.raw`(?:[\\/]+|~1)`;
/** Someone's home folder, whoever they are. */
const homes = new RegExp(String.raw`(?<![\w.-])(?:(?:[A-Za-z]:)?${separator}(?:home|Users|Documents and Settings)${separator}[^\\/\s"'\`<>|;,:~#]+|(?<![\w~])${separator}root(?=$|[\\/~\s"'\`,;:#]))`, 'g');
const files = /file:\/\/\/?(?:[^\s"'`<>|;,]*\/)?/gi;
/** Folders that lie at the root of a file system; what else begins with `/` may be part of an address or of a sentence. */
const absolute = new RegExp(
  String.raw`(?<![\w./\\~$}*-])(?:[A-Za-z]:[\\/]+|\\\\[\w.-]+[\\/]+|(?:/|~1)(?:bin|boot|data|dev|etc|home|lib|lib64|mnt|media|nix|opt|private|proc|root|run|sbin|snap|srv|sys|tmp|usr|var|work|workspace|workspaces|Applications|Library|System|Users|Volumes)(?:/|~1))(?:[^\s"'\`<>|;,:/\\~#]+(?:[\\/]+|~1))*`,
  'g',
);

function patternOf(folder: string, platform: Platform): RegExp {
  const parts = folder.split(/[\\/]+/).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  // File systems of macOS and Windows do not tell case apart.
  return new RegExp(`(?<![\\w.-])${parts.join(separator)}(?=$|[\\\\/~:;,"'\`\\s#<>|)\\]])`, platform === 'linux' ? 'g' : 'gi');
}

/** A path as part of a name, where each separator became a `-`. */
function dashed(folder: string, platform: Platform): { readonly pattern: RegExp; readonly shown: string }[] {
  const parts = folder.split(/[^A-Za-z0-9]+/).filter(Boolean);
  return parts.length < 2 ? [] : [{ pattern: new RegExp(`(?<![A-Za-z0-9])${parts.join('[-_.]+')}(?![A-Za-z0-9])`, platform === 'linux' ? 'g' : 'gi'), shown: 'local' }];
}

/** A manifest's own variables (`{token}`) are no secrets; to masking they are words like any. */
function withoutCredentials(text: string): string {
  if (text.includes('{{') || !text.includes('{')) return maskText(text);
  return maskText(text.replace(/(?<!\$)\{([\w.-]{1,60})\}/g, '{{$1}}')).replace(/\{\{([\w.-]{1,60})\}\}/g, '{$1}');
}
