import { pointer } from '../../config/node.ts';
import { json } from '../../report/json.ts';
import { render } from '../../text/message.ts';
import { visible } from '../../text/visible.ts';
import type { Canary, ClientVerification, JudgedServer, Verification } from './verification.ts';
import { launchOf } from './words.ts';

/** For scripts. What a key means does not change within a schema version; keys may be added. */
export function verificationJson({ at, policy, clients, listless }: Verification, exitCode: number): string {
  return `${json({
    schemaVersion: 1,
    exitCode,
    at,
    policy,
    clients: clients.map(clientRow),
    withoutLists: listless.map(({ client, name, versions, notApproved }) => ({ client, name, versions: versions.map((one) => visible(one, 60)), status: 'not-enforced', serversNotApproved: notApproved })),
  })}\n`;
}

function clientRow({ client, name, versions, installed, status, summary, restricts, sources, unseen, blockedThough, getsThrough, unclear, blocked, servers, canaries, untried, caveats }: ClientVerification) {
  return {
    client, name,
    versions: versions.map((one) => visible(one, 60)),
    installedAt: installed ?? null,
    status: status ?? null,
    summary: render(summary),
    restricts,
    sources: sources.map(({ path, scope, folder, allows, denies, switches }) => ({ path, scope, folder: folder ?? null, allows: allows ?? null, denies, switches: switches.map(({ key, value }) => ({ key: visible(key), value: visible(value) })) })),
    unseen: unseen.map(render),
    servers,
    blocked,
    blockedAlthoughApproved: blockedThough.map(serverRow),
    getsThrough: getsThrough.map(serverRow),
    undetermined: unclear.map(serverRow),
    canaries: canaries.map(canaryRow),
    untried,
    caveats: caveats.map(render),
  };
}

function serverRow(judged: JudgedServer) {
  const { server: { declaration, file, verdict }, reason, by, folder, offInVain } = judged;
  return {
    name: visible(declaration.name),
    file: file.path,
    line: declaration.range.start.line + 1,
    launch: launchOf(judged),
    verdict: verdict.state,
    verdictReason: render(verdict.reason),
    reason: render(reason),
    decidedBy: by ? { file: by.file.path, at: pointer(by.path) } : null,
    onlyIn: folder ?? null,
    switchedOffInVain: offInVain ?? false,
  };
}

function canaryRow({ must, about, launch, outcome, passed, reason, failedIn }: Canary) {
  return { must, about: render(about), launch, outcome, passed, failedIn, reason: render(reason) };
}
