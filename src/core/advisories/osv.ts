/**
 * An advisory in the shape of OSV (https://ossf.github.io/osv-schema/), as far as it is used here. What stands in `database_specific` is ours.
 */
export interface Advisory {
  readonly schema_version?: string;
  readonly id: string;
  readonly aliases?: readonly string[];
  readonly modified: string;
  readonly published?: string;
  /** Withdrawn advisories count for nothing. */
  readonly withdrawn?: string;
  readonly summary?: string;
  readonly details?: string;
  readonly severity?: readonly { readonly type: string; readonly score: string }[];
  readonly affected: readonly AffectedPackage[];
  readonly references?: readonly { readonly type: string; readonly url: string }[];
  readonly database_specific?: {
    /** GitHub's word for how severe it is: `CRITICAL`, `HIGH`, `MODERATE`, `LOW`. */
    readonly severity?: string;
    /** The day on which its sources were read, as `2026-11-21`. */
    readonly checkedOn?: string;
    /** Whether the affected versions were read at a primary source: the maintainer's advisory or release, the CVE record, OSV. */
    readonly rangeVerified?: boolean;
    /** The package itself is an attack, whole or in the versions named. */
    readonly malicious?: boolean;
  };
}

export interface AffectedPackage {
  readonly package: { readonly ecosystem: string; readonly name: string };
  readonly ranges?: readonly AffectedRange[];
  readonly versions?: readonly string[];
}

/** A range is a list of events, not two ends: a package may have several ranges, each in a versioning scheme of its own. */
export interface AffectedRange {
  readonly type: string;
  readonly events: readonly RangeEvent[];
}

/** Each holds one of these. */
export interface RangeEvent {
  readonly introduced?: string;
  readonly fixed?: string;
  readonly last_affected?: string;
  readonly limit?: string;
}
