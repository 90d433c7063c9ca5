import type { CompiledPolicy } from '../../policy/compile.ts';
import type { EntryRef } from '../../policy/verdict.ts';
import type { Message } from '../../text/message.ts';
import type { NativeSubject } from '../native.ts';

/**
 * What a policy comes to in servers that can be named one by one: what every target is compiled from. Made once, by `plan-of.ts`; a target
 * only says it in its own keys, and tells what those cannot say.
 */
export interface Plan {
  readonly policy: CompiledPolicy;
  /** An ISO 8601 instant. */
  readonly now: string;
  /** `deny-only`: no allow list is written, so that what nobody decided on goes on working. */
  readonly mode: 'allow-and-deny' | 'deny-only';
  /** Command lines of which a declaration with nothing else in it is approved: each was held against the whole policy. Empty in `deny-only`, as addresses are. */
  readonly commands: readonly PlannedCommand[];
  /** Addresses, and all below them where that is what is approved. */
  readonly addresses: readonly PlannedAddress[];
  /** What must be blocked, in allowed places too: what is denied, and what an entry that does not approve takes out of an approved prefix. */
  readonly denials: readonly PlannedDenial[];
  /** Losses that every target has: what the policy says that cannot be named one by one. */
  readonly losses: readonly Loss[];
  /** Patterns of the policy (`serverUrl`) that approve by themselves and come to no address: for targets with VS Code's meaning of them. */
  readonly patterns: readonly PlannedPattern[];
  /** Servers that are really configured: examples for losses, and the source of command lines. */
  readonly seen: readonly NativeSubject[];
}

interface Planned {
  /** Of the policy: why it is here. */
  readonly entry: EntryRef;
  /** Under which names it is declared where it was seen, the most used first; else a name made of the entry's id. Never empty. */
  readonly names: readonly string[];
}

export interface PlannedCommand extends Planned {
  readonly argv: readonly string[];
}

export interface PlannedAddress extends Planned {
  readonly scheme: 'https' | 'http';
  /** Canonical: lower case, punycode. */
  readonly host: string;
  /** Every host below `host` is meant, not itself. */
  readonly below: boolean;
  /** Absent: the scheme's default. */
  readonly port?: number;
  /** Begins with `/`; absent: any path. */
  readonly path?: string;
  /** `prefix`: the path itself and whole segments below it; of a path that ends with `/` only what lies below it. */
  readonly pathMatch: 'exact' | 'prefix';
  /** The path counts in any letter case. */
  readonly anyCase: boolean;
  /** Names of parameters that may stand behind `?`, whatever their values. */
  readonly query: readonly string[] | 'any';
}

/** Text as the policy writes it, with VS Code's meaning. */
export interface PlannedPattern extends Planned {
  readonly pattern: string;
}

/** What is absent is any; whatever letter case the path is in, and whatever stands behind `?`. */
export interface DeniedAddress {
  readonly scheme?: 'https' | 'http';
  readonly host: string;
  /** Every host below `host` is meant, not itself. */
  readonly below: boolean;
  readonly port?: number;
  readonly path?: string;
  readonly pathMatch: 'exact' | 'prefix';
}

/** What denies it is `entry`; where that is no denial (`entry.state`), it is one that takes it out of an approved place. */
export type PlannedDenial =
  | (Planned & { readonly kind: 'name'; readonly name: string })
  | (Planned & { readonly kind: 'command'; readonly argv: readonly string[] })
  | (Planned & { readonly kind: 'address'; readonly address: DeniedAddress })
  /** With VS Code's meaning, in lower case. */
  | (Planned & { readonly kind: 'pattern'; readonly pattern: string });

/** What of a declaration a target does not look at. */
export const dimensions = [
  'environment', 'working-directory', 'headers', 'arguments', 'package', 'version', 'digest', 'registry', 'address', 'query', 'letter-case', 'address-spelling',
  'name', 'form', 'conditions', 'tools', 'time', 'whole-server',
] as const;
export type Dimension = (typeof dimensions)[number];

/** Something that the policy says and the target does not. */
export interface Loss {
  /** `lets-through`: it would start what the policy does not approve. `blocks`: it would not start what the policy approves. */
  readonly direction: 'lets-through' | 'blocks';
  /** What it does not look at, or what it asks for beyond the policy. */
  readonly dimension: Dimension;
  /** The policy's entry that is not said wholly; absent where it is about the whole policy. */
  readonly entry?: EntryRef;
  /**
   * `general`: a limit of the target, told of nearly every policy that is written for it. `agreed`: nothing is let through today that the
   * policy does not approve, or it was asked for. Absent: it is about what just this policy says.
   */
  readonly nature?: 'general' | 'agreed';
  /** What the policy says, what the target does instead, and what to do about it, if anything: two sentences. */
  readonly message: Message;
  /**
   * Whether a declaration is let through, or blocked, because of this. As narrow as it is true: the proof (test/core/native/proof) takes a
   * loss as an excuse only where this says so, and it must not say so of what the entry has nothing to do with.
   */
  readonly covers: (subject: NativeSubject) => boolean;
}

/** A policy said in one client's own keys. */
export interface Compiled {
  /** What is to be delivered, one file or several; the name is the one it must have where it is delivered. */
  readonly files: readonly { readonly name: string; readonly text: string }[];
  /** Where each file goes, per operating system, and how else it can be delivered: lines of Markdown without headings. */
  readonly delivery: readonly string[];
  readonly losses: readonly Loss[];
}
