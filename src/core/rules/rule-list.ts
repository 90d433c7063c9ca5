// Generated from the folder by `npm run generate`.
import { changedLaunch } from './verdict/changed-launch.ts';
import { deprecatedSse } from './transport/deprecated-sse.ts';
import { floatingModel } from './supply-chain/floating-model.ts';
import { hostedProxy } from './transport/hosted-proxy.ts';
import { linkedConfig } from './consent/linked-config.ts';
import { literalSecret } from './secrets/literal-secret.ts';
import { lookAlikeHost } from './transport/look-alike-host.ts';
import { notApproved } from './verdict/not-approved.ts';
import { opaqueLaunch } from './launch/opaque-launch.ts';
import { outsideGateway } from './transport/outside-gateway.ts';
import { plainHttp } from './transport/plain-http.ts';
import { providerNotApproved } from './verdict/provider-not-approved.ts';
import { providerRedirect } from './transport/provider-redirect.ts';
import { rawIp } from './transport/raw-ip.ts';
import { redirectedHome } from './consent/redirected-home.ts';
import { selfApproval } from './manifest/self-approval.ts';
import { stubTodo } from './manifest/stub-todo.ts';
import { tunnelHost } from './transport/tunnel-host.ts';
import { unmaskedInput } from './secrets/unmasked-input.ts';
import { unpinnedPackage } from './supply-chain/unpinned-package.ts';
import { unrestrictedServer } from './secrets/unrestricted-server.ts';
import type { Rule } from './rule.ts';

export const everyRule: readonly Rule[] = [
  changedLaunch,
  deprecatedSse,
  floatingModel,
  hostedProxy,
  linkedConfig,
  literalSecret,
  lookAlikeHost,
  notApproved,
  opaqueLaunch,
  outsideGateway,
  plainHttp,
  providerNotApproved,
  providerRedirect,
  rawIp,
  redirectedHome,
  selfApproval,
  stubTodo,
  tunnelHost,
  unmaskedInput,
  unpinnedPackage,
  unrestrictedServer,
];
