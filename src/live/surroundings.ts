import type { ConfigFile } from '../core/config/config-file.ts';
import type { FolderFacts, GitFacts } from '../core/facts.ts';
import type { LintSettings } from '../core/finding/lint-settings.ts';
import type { AskGit } from '../core/secret/ask-git.ts';
import type { Knowledge } from '../core/knowledge.ts';
import type { Submissions } from '../core/intake/submission.ts';
import type { AcceptedLaunches } from '../core/launch/accepted.ts';
import type { HeardServers } from '../core/listening/heard.ts';
import type { NativeCircumstances } from '../core/native/native.ts';
import type { PolicyState } from '../core/policy/policy-state.ts';
import type { FoundPlace } from '../host/files/found-below.ts';
import type { Reading } from './held-files.ts';

/** What a roll call does not do itself: reading, waiting and telling the time. */
export interface Surroundings extends Reading {
  /** Every place to look at for these folders, user files included. */
  places(folders: readonly string[]): Promise<readonly FoundPlace[]>;
  /** The places below these folders, which takes time: asked for after the first look, and given up when it is no longer wanted. */
  below?(folders: readonly string[], signal: AbortSignal): Promise<readonly FoundPlace[]>;
  /** The same for one folder that arrived, whole. */
  belowFolder?(folder: string): Promise<readonly FoundPlace[]>;
  /** The places that a file says are to be looked at too. */
  ledTo?(file: ConfigFile): readonly FoundPlace[];
  /** What lies beside the config files of a folder, for the packages they name (`npm:name`). */
  facts(folder: string, packages: readonly string[]): Promise<FolderFacts>;
  /** What git says of a folder's files; undefined where it is not to be asked, or says nothing. */
  git?(folder: string, ask: AskGit): Promise<GitFacts | undefined>;
  /** The next state of policy, given the one that holds. */
  policy(held: PolicyState): Promise<PolicyState>;
  /** What servers said when they were last listened to. */
  heard?(): HeardServers | undefined;
  /** What this user accepted before; undefined where nothing is remembered. */
  accepted?(): AcceptedLaunches | undefined;
  /** What this user asked to be decided on, the same object as long as it holds the same; undefined where nothing is remembered. */
  submissions?(): Submissions | undefined;
  /** What ships about servers and packages, the same object each time; absent: nothing. */
  knowledge?(): Knowledge;
  /** What the user and the open folders say of rules, the same object as long as they say the same; absent: nothing. */
  lint?(): LintSettings;
  /** What the lists that assistants enforce by themselves are judged under; absent: no list is looked at. */
  readonly native?: NativeCircumstances;
  /** ISO 8601. */
  now(): string;
  /** Milliseconds between a change and the assessment that follows it: bursts become one. */
  readonly delay: number;
  /** Which packages a set of files names, as `type:name`, for `facts`. */
  packagesOf(files: readonly ConfigFile[]): readonly string[];
  /** Something here failed that should not have; the last assessment holds. */
  failed(error: unknown): void;
}
