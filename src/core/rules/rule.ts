import type { ConfigFile, ProviderDeclaration, ServerDeclaration } from '../config/config-file.ts';
import type { ConfigNode, Part, Path } from '../config/node.ts';
import type { Confidence, Fix, Severity } from '../finding/finding.ts';
import type { Identity } from '../identity/identity.ts';
import type { Range } from '../text/document.ts';
import type { Message } from '../text/message.ts';
import type { CompiledPolicy } from '../policy/compile.ts';
import type { ProviderVerdict } from '../policy/providers/decide-provider.ts';
import type { Verdict } from '../policy/verdict.ts';
import type { Client } from '../clients/client.ts';
import type { Facts } from '../facts.ts';
import type { LaunchChange } from '../launch/change.ts';

/** What a rule reports: where, in which words, and how to mend it. File, severity and range are added centrally. */
export interface Report {
  readonly at: Path;
  readonly part?: Part;
  readonly message: Message;
  /** Made when asked for: most findings of a large file are never mended. */
  readonly fixes?: () => readonly Fix[];
  /** Where one observation weighs otherwise than the rule's default. */
  readonly severity?: Severity;
  readonly confidence?: Confidence;
}

/** What a rule reports of a server. Its message is put together when it is read: most findings of a large file are never shown. */
export interface ServerReport extends Omit<Report, 'message'> {
  readonly message: () => Message;
}

/** Everything a rule may look at for one server. */
export interface ServerContext {
  readonly file: ConfigFile;
  readonly server: ServerDeclaration;
  readonly identity: Identity;
  readonly verdict: Verdict;
  /** The client whose spelling fixes are written in: the first that reads the file. */
  readonly client: Client;
  readonly facts: Facts;
  /** Undefined where none is configured or usable. */
  readonly policy: CompiledPolicy | undefined;
  /** How the server is started otherwise than was accepted, where something was. */
  readonly change: LaunchChange | undefined;
}

/** Everything a rule may look at for one model provider. */
export interface ProviderContext {
  readonly file: ConfigFile;
  readonly provider: ProviderDeclaration;
  readonly verdict: ProviderVerdict;
  readonly client: Client;
  /** Undefined where none is configured or usable. */
  readonly policy: CompiledPolicy | undefined;
  /** How the provider is called otherwise than was accepted, where something was. */
  readonly change: LaunchChange | undefined;
}

export interface ManifestContext {
  readonly tree: ConfigNode;
}

/** What a rule reports of a file as a whole, or of a line that is part of no tree. */
export interface FileReport extends Omit<ServerReport, 'at' | 'part' | 'fixes'> {
  readonly range: Range;
}

interface RuleMeta {
  /** kebab-case; the file's name, the page's name and the diagnostic's code. */
  readonly id: string;
  /** What it finds, as a heading. */
  readonly title: string;
  readonly severity: Severity;
  readonly confidence: Confidence;
  /** `strict` rules speak only when asked to. */
  readonly audience: 'default' | 'strict';
  /** The version that brought it. */
  readonly since: string;
  /** Speaks of dormant files too: what lies in them is a risk by itself. */
  readonly evenDormant?: true;
  /** The weakest safety among the fixes it can offer; `none` where a person must decide. */
  readonly fix: 'safe' | 'needs-review' | 'none';
  readonly references: readonly { readonly title: string; readonly url: string }[];
}

/** A rule that looks at model providers: only at them, or at them too. */
export type ProviderRule = RuleMeta & { checkProvider(context: ProviderContext): readonly ServerReport[] };

/** A rule is data and one pure function: it looks, it never prints, edits or throws. */
export type Rule =
  | (RuleMeta & { readonly subject: 'server'; check(context: ServerContext): readonly ServerReport[]; checkProvider?(context: ProviderContext): readonly ServerReport[] })
  | (RuleMeta & { readonly subject: 'provider'; checkProvider(context: ProviderContext): readonly ServerReport[] })
  | (RuleMeta & { readonly subject: 'file'; check(context: { readonly file: ConfigFile }): readonly FileReport[] })
  | (RuleMeta & { readonly subject: 'manifest'; check(context: ManifestContext): readonly Report[] });
