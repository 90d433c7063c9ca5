import type { CatalogServer } from '../catalog/schema.ts';
import type { Identity, PackageType } from '../identity/identity.ts';

/** What an approved server starts or calls, fixed as firmly as a config file can. */
export type ShelfTarget =
  /** `version` is exact as its registry writes it; of an image the digest. */
  | { readonly kind: 'package'; readonly type: Exclude<PackageType, 'vscode-extension'>; readonly name: string; readonly version: string; readonly registry?: string }
  | { readonly kind: 'remote'; readonly url: string; readonly transport: 'http' | 'sse' }
  /** A policy that fixes the whole command line. */
  | { readonly kind: 'command'; readonly argv: readonly string[] };

/** What whoever adds a server has to put in: never its value. */
export interface Asked {
  /** The environment variable, header or argument. */
  readonly name: string;
  readonly secret: boolean;
  readonly description?: string;
  /** What stands around the value: `Bearer ` before a token. */
  readonly before?: string;
  readonly after?: string;
}

/** An argument that stands fast, or one that is asked for. */
export type ShelfArgument = string | Asked;

/** How an approved server is started or called. */
export interface ShelfLaunch {
  readonly target: ShelfTarget;
  readonly args: readonly ShelfArgument[];
  readonly env: readonly (Asked | { readonly name: string; readonly value: string })[];
  readonly headers: readonly (Asked | { readonly name: string; readonly value: string })[];
}

/** Where an approval stands. */
export type ShelfOrigin =
  | { readonly kind: 'policy'; readonly id: string; readonly issuer: string }
  | { readonly kind: 'registry'; readonly name: string; readonly url: string };

/** An approved server, as one would pick it from a shelf. */
export interface ShelfItem {
  /** The policy entry's id, or the server's name in the registry. */
  readonly id: string;
  readonly state: 'approved' | 'conditional';
  readonly title: string;
  readonly launch: ShelfLaunch;
  /** What a declaration of it comes to. */
  readonly identity: Identity;
  readonly from: ShelfOrigin;
  /** What it is for, as far as somebody says. */
  readonly purpose?: string;
  readonly owner?: string;
  /** Of every part of the policy that has some. */
  readonly conditions: readonly string[];
  /** The last day of the approval, where it has one. */
  readonly expires?: string;
  /** Its tools that may not be used; where only some may, those. */
  readonly toolsDenied?: readonly string[];
  readonly toolsAllowed?: readonly string[];
  /** What documentation says of it: informs, and approves nothing. */
  readonly known?: CatalogServer;
}

/** Approved, before it is known whether it can be put on the shelf. */
export interface ShelfCandidate {
  readonly id: string;
  readonly title?: string | undefined;
  readonly purpose?: string | undefined;
  readonly launch: ShelfLaunch;
  readonly from: ShelfOrigin;
}
