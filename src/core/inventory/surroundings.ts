import type { Catalog } from '../catalog/catalog.ts';
import type { Platform } from '../clients/client.ts';
import type { Sha256 } from '../manifest/launch-mark.ts';
import type { ContractFacts } from './contract-facts.ts';

/** What an inventory needs from beside the assessment: the host gathers it, by reading files only. */
export interface InventorySurroundings {
  readonly platform: Platform;
  readonly home: string;
  readonly sha256: Sha256;
  /** Who owns a config file by its repository's CODEOWNERS, by the file's path. */
  readonly codeOwners?: ReadonlyMap<string, string>;
  /** What manifests in a workspace folder declare, by the folder (`ConfigFile.root`). */
  readonly contracts?: ReadonlyMap<string, readonly ContractFacts[]>;
  /** What documentation says of well-known servers and providers; without it nothing is said of who publishes what. */
  readonly catalog?: Catalog | undefined;
  /** Files that hold text which nobody has saved yet: shown as they are, and not remembered. */
  readonly unsaved?: ReadonlySet<string>;
  /** Files that are known to be no more, beside those that were looked for. */
  readonly vanished?: ReadonlySet<string>;
}
