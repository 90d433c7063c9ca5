import type { ConfigFile, ProviderDeclaration, ServerDeclaration } from '../config/config-file.ts';
import type { ConfigNode, Part, Path } from '../config/node.ts';
import type { Confidence, Fix, Severity } from '../finding/finding.ts';
import type { IgnoreComment } from '../finding/ignore-comments.ts';
import type { Identity } from '../identity/identity.ts';
import type { Range } from '../text/document.ts';
import type { Message } from '../text/message.ts';
import type { CompiledPolicy } from '../policy/compile.ts';
import type { ProviderVerdict } from '../policy/providers/decide-provider.ts';
import type { Verdict } from '../policy/verdict.ts';
import type { AssessedServer } from '../assess.ts';
import type { Client, ClientId } from '../clients/client.ts';
import type { Facts, FolderFacts } from '../facts.ts';
import type { Knowledge } from '../knowledge.ts';
import type { ManifestSubject } from '../manifest/subject.ts';
import type { LaunchChange } from '../launch/change.ts';
import type { HeardServer } from '../listening/heard.ts';
import type { NativeLayers } from '../native/layers.ts';

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
  /** What is known of the folder the file was found in; undefined for user files, and where nothing is. */
  readonly folder: FolderFacts | undefined;
  /** What ships about servers and packages. */
  readonly known: Knowledge;
  /** Undefined where none is configured or usable. */
  readonly policy: CompiledPolicy | undefined;
  /** How the server is started otherwise than was accepted, where something was. */
  readonly change: LaunchChange | undefined;
  /** What the server said when it was last listened to, where it was. */
  readonly heard: HeardServer | undefined;
  /** An ISO 8601 instant. */
  readonly now: string;
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

/** A manifest, registration stub or bundle manifest, with what is known around it. */
export interface ManifestContext extends ManifestSubject {
  readonly tree: ConfigNode;
  readonly known: Knowledge;
  /** Undefined where none is configured or usable. */
  readonly policy: CompiledPolicy | undefined;
}

/** A config file that some client reads where it lies, whatever is in it. */
export interface FileContext {
  readonly file: ConfigFile;
  readonly client: Client;
  readonly facts: Facts;
  readonly folder: FolderFacts | undefined;
  readonly policy: CompiledPolicy | undefined;
  /** The lists that assistants enforce by themselves, of all files; undefined where there is none, or no other file is looked at. */
  readonly enforced: NativeLayers | undefined;
}

/** What a rule reports of a file as a whole: at a place of its tree, or where the tree does not reach at a range of its text. */
export type FileReport = Omit<ServerReport, 'at' | 'part'> & (Pick<ServerReport, 'at' | 'part'> | { readonly range: Range });

/** The live, enabled servers that one client would have at once: those of one folder, and of the user. */
export interface TogetherContext {
  readonly client: Client;
  readonly servers: readonly AssessedServer[];
  readonly known: Knowledge;
}

/** What a rule reports of several servers, at the one of them that it is best told at. */
export interface TogetherReport extends ServerReport {
  readonly server: AssessedServer;
}

/** A live file with comments that say what to ignore, once it is known what they did. */
export interface IgnoreContext {
  readonly file: ConfigFile;
  readonly client: Client;
  /** Whether clients read the file with comments; where not, these do nothing. */
  readonly heard: boolean;
  readonly comments: readonly JudgedComment[];
}

export interface JudgedComment extends IgnoreComment {
  /** Of its rules those that found nothing there, or that there are not: what is not looked for just now, or not at what is switched off, is not among them. */
  readonly idle: readonly (IgnoreComment['rules'][number] & { readonly known: boolean })[];
  /** Of its rules those that no comment can silence, and whether that is because the policy locks them. */
  readonly refused: readonly (IgnoreComment['rules'][number] & { readonly locked: boolean })[];
}

/** What a rule is about; a folder each in `rules/`. */
export const categories = ['verdict', 'launch', 'supply-chain', 'secrets', 'transport', 'consent', 'config', 'native', 'together', 'manifest', 'contract'] as const;

interface RuleMeta {
  /** kebab-case; the file's name, the page's name and the diagnostic's code. */
  readonly id: string;
  /** What it finds, as a heading. */
  readonly title: string;
  readonly category: (typeof categories)[number];
  readonly severity: Severity;
  readonly confidence: Confidence;
  /** It tells what the policy says: no workspace can silence it, and no setting turns it off. */
  readonly verdict?: true;
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

/** The clients whose files it applies to, as the page states them: all, or those that behave in the way it is about. */
interface AppliesTo {
  readonly clients: 'all' | readonly ClientId[];
}

/** A rule that looks at model providers: only at them, or at them too. */
export type ProviderRule = RuleMeta & { checkProvider(context: ProviderContext): readonly ServerReport[] };

/** A rule is data and one pure function: it looks, it never prints, edits or throws. */
export type Rule =
  | (RuleMeta & AppliesTo & { readonly subject: 'server'; check(context: ServerContext): readonly ServerReport[]; checkProvider?(context: ProviderContext): readonly ServerReport[] })
  | (RuleMeta & AppliesTo & { readonly subject: 'provider'; checkProvider(context: ProviderContext): readonly ServerReport[] })
  | (RuleMeta & AppliesTo & { readonly subject: 'file'; check(context: FileContext): readonly FileReport[] })
  | (RuleMeta & AppliesTo & { readonly subject: 'together'; check(context: TogetherContext): readonly TogetherReport[] })
  | (RuleMeta & AppliesTo & { readonly subject: 'ignore'; check(context: IgnoreContext): readonly FileReport[] })
  | (RuleMeta & { readonly subject: 'manifest'; check(context: ManifestContext): readonly Report[] });
