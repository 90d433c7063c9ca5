// A bundle of its own (esbuild.mjs): rare, and large with the formats that requests are put in.
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import type { AssessedServer } from '../core/assess.ts';
import { intakeTargets, prepare, targetName } from '../core/intake/prepare.ts';
import { usualLimits, type Prepared } from '../core/intake/prepared.ts';
import { previewOf } from '../core/intake/preview.ts';
import { exceptionProblem, requestFor, type Exception, type IntakeRequest } from '../core/intake/request.ts';
import { wasBefore, type Submission } from '../core/intake/submission.ts';
import type { IntakeTarget } from '../core/policy/intake-schema.ts';
import type { PolicyState } from '../core/policy/policy-state.ts';
import { approves } from '../core/policy/verdict.ts';
import { render, type Message } from '../core/text/message.ts';
import { visible } from '../core/text/visible.ts';
import { realEnvironment } from '../host/files/environment.ts';
import { realPath } from '../host/files/real-path.ts';
import { send } from '../host/intake/send.ts';
import { SubmissionStore } from '../host/store/submission-store.ts';
import { agreed } from './agreed.ts';
import type { ExitCode } from './exit-code.ts';
import { note, print, shown } from './terminal.ts';
import { statOf } from './stat-of.ts';
import { UsageError } from './usage-error.ts';
import { writeFile } from './write-file.ts';

/** What was asked for on the command line. */
export interface Submitting {
  readonly server: AssessedServer;
  readonly policy: PolicyState;
  readonly draft: { readonly text: string; readonly fileName: string };
  readonly exception?: Exception | undefined;
  /** A target's name or kind. */
  readonly to: string | undefined;
  readonly reviewers: readonly string[] | undefined;
  readonly out: string | undefined;
  readonly yes: boolean;
  /** What is scanned: nothing that lies there says what was submitted. */
  readonly paths: readonly string[];
  readonly now: string;
}

/** Shows exactly what would be sent, opened or written, asks, and does it; remembers that it was asked for. */
export async function submit(submitting: Submitting): Promise<ExitCode> {
  const { server, policy, draft, exception, reviewers, now } = submitting;
  if (policy.kind !== 'ready') {
    if (policy.kind === 'none') throw new UsageError('Where requests go is the policy’s to say (`intake`): name it with --policy.');
    note('The policy cannot be used, so nobody can say where requests go.');
    return 4;
  }
  if (approves(server.verdict)) throw new UsageError(`The policy approves ${visible(server.declaration.name, 60)} already (${server.verdict.state}).`);
  const problem = exception && exceptionProblem(exception, now);
  if (problem) throw new UsageError(render(problem));
  const target = chosen(intakeTargets(policy.policy, exception ? 'exception' : 'registration'), submitting.to);
  const request = requestFor({ draft: draft.text, fileName: draft.fileName, label: server.declaration.name, identity: server.identity, places: placesOf(server), exception, people: reviewers });
  if ('refused' in request) throw new UsageError(render(request.refused));
  const prepared = prepare(target, request, { limits: usualLimits, version: __VERSION__ });
  print(previewOf(prepared, request));
  if (!submitting.yes && !(await agreed(questions[prepared.how]))) {
    note('Nothing was sent.');
    return 0;
  }
  const done = await carryOut(prepared, submitting);
  if ('template' in done) throw new UsageError(render(done));
  await remember(submitting, request, target, done);
  return 0;
}

const questions = { post: 'Send this?', page: 'Show the address to open?', file: 'Write this file?' } as const;

function chosen(targets: readonly IntakeTarget[], to: string | undefined): IntakeTarget {
  const fitting = to === undefined ? targets : targets.filter((target) => target.kind === to || targetName(target) === to);
  const [only, ...others] = fitting;
  if (only && others.length === 0) return only;
  if (targets.length === 0) throw new UsageError('The policy says no place where this can be asked for (`intake`). Ask whoever keeps it.');
  const names = targets.map((target) => `  ${target.kind.padEnd(12)}${visible(targetName(target), 120)}`);
  throw new UsageError(`${only ? 'Several places take it' : `No place is called ${visible(to!, 80)}`}. Say which one with --to, by its kind or name:\n${names.join('\n')}`);
}

function placesOf({ file }: AssessedServer): { platform: 'linux' | 'darwin' | 'win32'; places: { folder: string; shown: string }[] } {
  const { platform, home } = realEnvironment();
  const folders = [...(file.root === undefined ? [] : [{ folder: file.root, shown: '.' }]), { folder: home, shown: '~' }, { folder: os.homedir(), shown: '~' }];
  return { platform, places: folders.flatMap(({ folder, shown: by }) => [{ folder, shown: by }, { folder: realPath(folder), shown: by }]) };
}

/** Where it can be looked at, and what it is called there. */
type Done = Pick<Submission, 'link' | 'reference'>;

async function carryOut(prepared: Prepared, { out }: Submitting): Promise<Done | Message> {
  switch (prepared.how) {
    case 'post': {
      const answer = await send(prepared);
      if (!answer.sent) return answer.why;
      const { link = prepared.link, reference, status } = answer;
      note(`Sent.${reference === undefined ? '' : ` It is called ${reference} there.`}${status === undefined ? '' : ` Its status there: ${status}.`}`);
      return { link, ...(reference !== undefined && { reference }) };
    }
    case 'page':
      note('Open this page and send what is filled in there:');
      print(`${prepared.url}\n`);
      if (prepared.clipboard !== undefined) note('It does not hold the text, which is too long for an address: copy it from above.');
      return { link: prepared.link };
    case 'file': {
      const named = out === undefined ? prepared.fileName : /[\\/]$/.test(out) || isFolder(out) ? path.join(out, prepared.fileName) : out;
      const file = path.resolve(named);
      if (fs.existsSync(file)) throw new UsageError(`${shown(file)} is there already, and was left as it is. Name another one with --out.`);
      writeFile(file, [prepared.text]);
      note(`Written: ${shown(file)}\nThen: ${prepared.next}`);
      return {};
    }
  }
}

function isFolder(file: string): boolean {
  return statOf(file)?.isDirectory() ?? false;
}

async function remember({ server, paths, now }: Submitting, request: IntakeRequest, target: IntakeTarget, { link, reference }: Done): Promise<void> {
  const store = SubmissionStore.of(realEnvironment(), paths.map((given) => path.resolve(given)));
  if ('refused' in store) {
    note(`That it was asked for is not remembered: ${render(store.refused)}.`);
    return;
  }
  const { wanted, label, what, exception } = request;
  const stored = await store.add(server.identity, server.file.root, {
    at: now, wanted, kind: target.kind, label, what,
    ...(link !== undefined && { link }),
    ...(reference !== undefined && { reference }),
    ...wasBefore(server.verdict),
    ...(exception && { until: exception.until }),
  });
  if (!stored) note('It stays unknown here: what it launches cannot be told, so nothing can be remembered of it.');
  else if (stored.unusable) note(`That it was asked for is not remembered: ${render(stored.unusable)}.`);
  else note('It is pending here until the policy or a registry says otherwise. That approves nothing.');
}
