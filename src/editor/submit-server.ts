import * as os from 'node:os';
import * as vscode from 'vscode';
import type { AssessedServer, Assessment } from '../core/assess.ts';
import type { Drift } from '../core/drift/drift.ts';
import { intakeTargets, prepare, targetName } from '../core/intake/prepare.ts';
import { usualLimits, windowsLimits, type Prepared } from '../core/intake/prepared.ts';
import { previewOf } from '../core/intake/preview.ts';
import { exceptionProblem, requestFor, type Exception, type IntakeRequest } from '../core/intake/request.ts';
import { withDrift } from '../core/intake/re-review.ts';
import type { Place } from '../core/intake/scrub.ts';
import { wasBefore, type Submission } from '../core/intake/submission.ts';
import type { IntakeTarget, Wanted } from '../core/policy/intake-schema.ts';
import { approves } from '../core/policy/verdict.ts';
import { visible } from '../core/text/visible.ts';
import { realEnvironment } from '../host/files/environment.ts';
import { realPath } from '../host/files/real-path.ts';
import { send } from '../host/intake/send.ts';
import type { RollCall } from '../live/roll-call.ts';
import type { SubmissionKeeper } from '../live/submission-keeper.ts';
import { fillIn } from './fill-in.ts';
import { folderFor, registrationDraft, type RegistrationDraft } from './registration-draft.ts';
import { serverFor } from './server-argument.ts';
import { registrationFolder } from './settings.ts';
import type { DraftPages } from './draft-pages.ts';
import { t, words } from './words.ts';

/** What submitting works with. */
export interface Submitting {
  readonly rollCall: RollCall;
  readonly keeper: SubmissionKeeper;
  readonly pages: DraftPages;
  readonly now: () => string;
}

/**
 * Asks for a decision on a server where the policy says: shows exactly what would be sent, opened or written, and does it once the user agrees.
 * @param drift what it says otherwise than was approved, where that is what is asked about: then an approval by the policy is no answer
 */
export async function submitServer(around: Submitting, wanted: Wanted, argument: unknown, drift?: Drift): Promise<void> {
  const assessment = await around.rollCall.settled();
  const targets = targetsOf(assessment, wanted);
  if (!targets) return;
  const server = await serverFor(assessment, argument, wanted === 'exception' ? t('Ask for an exception for which server?') : t('Submit the registration of which server?'), ({ verdict }) => verdict.state === 'unknown');
  if (!server) return;
  if (!drift && approves(server.verdict)) {
    void vscode.window.showInformationMessage(t('The policy approves `{name}` already.', { name: server.declaration.name }));
    return;
  }
  const exception = wanted === 'exception' ? await askException(server, around.now()) : undefined;
  if (wanted === 'exception' && !exception) return;
  const target = await chooseTarget(targets);
  if (!target) return;
  const draft = await registrationDraft(server, folderFor(server));
  if (draft.refused) {
    void vscode.window.showWarningMessage(words(draft.refused));
    if (draft.uri) await vscode.window.showTextDocument(draft.uri);
    return;
  }
  await review(around, server, target, drift ? { ...draft, text: withDrift(draft.text, drift) } : draft, exception);
}

function targetsOf({ policy }: Assessment, wanted: Wanted): readonly IntakeTarget[] | undefined {
  const targets = policy.kind === 'ready' ? intakeTargets(policy.policy, wanted) : [];
  if (targets.length > 0) return targets;
  const draft = t('Draft It Only');
  const why = policy.kind === 'none' ? t('No policy is configured, so nothing says where registrations go.') : t('The policy does not say where this can be asked for (`intake`). Ask whoever keeps it.');
  void vscode.window.showInformationMessage(why, draft).then((picked) => (picked === draft ? vscode.commands.executeCommand('mcpRollCall.registerServer') : undefined));
  return undefined;
}

async function chooseTarget(targets: readonly IntakeTarget[]): Promise<IntakeTarget | undefined> {
  const [only, ...others] = targets;
  if (others.length === 0) return only;
  const items = targets.map((target) => ({ label: targetName(target), description: 'url' in target ? target.url : '', target }));
  return (await vscode.window.showQuickPick(items, { title: t('Ask where?'), ignoreFocusOut: true }))?.target;
}

async function askException({ declaration }: AssessedServer, now: string): Promise<Exception | undefined> {
  const name = visible(declaration.name, 60);
  const month = new Date(Date.parse(now) + 30 * 86_400_000).toISOString().slice(0, 10);
  const problem = (exception: Exception): string | undefined => {
    const found = exceptionProblem(exception, now);
    return found && words(found);
  };
  const until = await vscode.window.showInputBox({ title: t('Exception for `{name}` (1/2)', { name }), prompt: t('The last day on which you need it (UTC)'), value: month, ignoreFocusOut: true, validateInput: (text) => problem({ until: text.trim(), reason: 'not asked yet' }) });
  if (until === undefined) return undefined;
  const reason = await vscode.window.showInputBox({ title: t('Exception for `{name}` (2/2)', { name }), prompt: t('Why you need it until then: whoever decides reads this'), ignoreFocusOut: true, validateInput: (text) => (text === '' ? undefined : problem({ until: until.trim(), reason: text })) });
  return reason === undefined || problem({ until: until.trim(), reason }) !== undefined ? undefined : { until: until.trim(), reason: reason.trim() };
}

function placesOf({ file }: AssessedServer): readonly Place[] {
  const folders = (vscode.workspace.workspaceFolders ?? []).filter(({ uri }) => uri.scheme === 'file').map(({ uri }) => uri.fsPath);
  const all = [...(file.root === undefined ? [] : [file.root]), ...folders].map((folder) => ({ folder, shown: '.' }));
  return [...all, { folder: os.homedir(), shown: '~' }, { folder: realEnvironment().home, shown: '~' }].flatMap(({ folder, shown }) => [{ folder, shown }, { folder: realPath(folder), shown }]);
}

interface Choice extends vscode.QuickPickItem {
  readonly act: 'go' | 'people' | 'draft' | 'cancel';
}

/** Shows it, and again after each change of whom it goes to, until the user sends it or leaves. */
async function review(around: Submitting, server: AssessedServer, target: IntakeTarget, draft: RegistrationDraft, exception: Exception | undefined): Promise<void> {
  const limits = process.platform === 'win32' ? windowsLimits : usualLimits;
  let people: readonly string[] | undefined;
  for (;;) {
    const request = requestFor({ draft: draft.text, fileName: draft.fileName, label: server.declaration.name, identity: server.identity, places: { platform: realEnvironment().platform, places: placesOf(server) }, exception, people });
    if ('refused' in request) {
      void vscode.window.showWarningMessage(words(request.refused));
      return;
    }
    const prepared = prepare(target, request, { limits, version: __VERSION__ });
    await around.pages.show(request.label, previewOf(prepared, request));
    const choice = await vscode.window.showQuickPick(choicesFor(prepared, request), { title: t('This is all of it. Nothing has been sent yet.'), placeHolder: targetName(target), ignoreFocusOut: true });
    if (choice?.act === 'people') {
      people = (await askPeople(request)) ?? people;
      continue;
    }
    await around.pages.close();
    if (choice?.act === 'draft') return openDraft(draft);
    if (choice?.act === 'go') await carryOut(around, server, prepared, request);
    return;
  }
}

function choicesFor(prepared: Prepared, { people, open, owner }: IntakeRequest): Choice[] {
  const go: Choice =
    prepared.how === 'post' ? { label: t('$(send) Send'), description: prepared.url, act: 'go' } : prepared.how === 'page' ? { label: t('$(link-external) Open Page'), description: prepared.link, act: 'go' } : { label: t('$(save) Write File...'), description: prepared.fileName, act: 'go' };
  return [
    go,
    ...(prepared.how === 'file' ? [] : [{ label: t('$(person) Change Who Looks at It...'), description: people.length > 0 ? people.join(' ') : t('nobody in particular'), detail: owner ? t('Likely owner: {owner} ({evidence})', { owner: owner.value, evidence: owner.evidence }) : '', act: 'people' as const }]),
    ...(open > 0 ? [{ label: t('$(edit) Fill In the Draft First'), description: t('{count} fields are still marked TODO', { count: open }), act: 'draft' as const }] : []),
    { label: t('$(close) Cancel'), act: 'cancel' },
  ];
}

async function askPeople({ people }: IntakeRequest): Promise<readonly string[] | undefined> {
  const typed = await vscode.window.showInputBox({ title: t('Who is to look at it?'), prompt: t('`@user`, `@organisation/team` or a mail address, with spaces between; only what the place understands is passed on'), value: people.join(' '), ignoreFocusOut: true });
  return typed?.split(/[\s,]+/).filter(Boolean);
}

async function openDraft({ uri, text, todos, exists }: RegistrationDraft): Promise<void> {
  if (uri && !exists) await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
  const document = await (uri ? vscode.workspace.openTextDocument(uri) : vscode.workspace.openTextDocument({ language: 'json', content: text }));
  await fillIn(await vscode.window.showTextDocument(document), text, todos);
}

async function carryOut(around: Submitting, server: AssessedServer, prepared: Prepared, request: IntakeRequest): Promise<void> {
  switch (prepared.how) {
    case 'post': {
      const answer = await vscode.window.withProgress({ location: vscode.ProgressLocation.Notification, title: t('Sending the request for `{name}`', { name: request.label }) }, () => send(prepared));
      if (!answer.sent) {
        void vscode.window.showErrorMessage(words(answer.why));
        return;
      }
      const { link = prepared.link, reference } = answer;
      return remember(around, server, prepared, request, { link, ...(reference !== undefined && { reference }) });
    }
    case 'page': {
      if (prepared.clipboard !== undefined) await vscode.env.clipboard.writeText(prepared.clipboard);
      // As text: a Uri would be written anew, and `&` and `=` of its parameters escaped (microsoft/vscode#85930).
      await vscode.commands.executeCommand('vscode.open', prepared.url);
      return whenDone(around, server, prepared, request, { link: prepared.link });
    }
    case 'file': {
      const folder = folderFor(server);
      const uri = await vscode.window.showSaveDialog({ title: t('Write the file for {place}', { place: targetName(prepared.target) }), ...(folder && { defaultUri: vscode.Uri.joinPath(registrationFolder(folder), prepared.fileName) }) });
      if (!uri) return;
      await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(prepared.text));
      await vscode.window.showTextDocument(uri);
      return whenDone(around, server, prepared, request, {});
    }
  }
}

type Done = Pick<Submission, 'link' | 'reference'>;

/** What the user does on a page, or with a file, only the user knows. */
async function whenDone(around: Submitting, server: AssessedServer, prepared: Prepared, request: IntakeRequest, done: Done): Promise<void> {
  const mark = t('Mark as Submitted');
  const picked = await vscode.window.showInformationMessage(prepared.how === 'page' ? t('Once you have sent it there, `{name}` waits for a decision.', { name: request.label }) : t('{next} Then `{name}` waits for a decision.', { next: prepared.how === 'file' ? prepared.next : '', name: request.label }), mark, t('Not Submitted'));
  if (picked === mark) await remember(around, server, prepared, request, done);
}

async function remember({ keeper, now }: Submitting, server: AssessedServer, { target, how }: Prepared, { wanted, label, what, exception }: IntakeRequest, { link, reference }: Done): Promise<void> {
  const problem = await keeper.add(server, { at: now(), wanted, kind: target.kind, label, what, ...(link !== undefined && { link }), ...(reference !== undefined && { reference }), ...wasBefore(server.verdict), ...(exception && { until: exception.until }) });
  if (problem) {
    void vscode.window.showWarningMessage(how === 'post' ? t('It was sent. That you asked is not remembered here: {reason}.', { reason: words(problem) }) : t('That you asked is not remembered: {reason}.', { reason: words(problem) }));
    return;
  }
  const open = t('Open');
  const picked = await vscode.window.showInformationMessage(t('You asked for `{name}`. It is pending until the policy or a registry says otherwise; that approves nothing.', { name: label }), ...(link !== undefined && how === 'post' ? [open] : []));
  if (picked === open) await vscode.commands.executeCommand('vscode.open', link);
}
