// Generated from the folder by `npm run generate`.
import { changedLaunch } from './verdict/changed-launch.ts';
import { floatingModel } from './supply-chain/floating-model.ts';
import { hiddenCharacters } from './config/hidden-characters.ts';
import { linkedConfig } from './consent/linked-config.ts';
import { literalSecret } from './secrets/literal-secret.ts';
import { maliciousPackage } from './supply-chain/malicious-package.ts';
import { notApproved } from './verdict/not-approved.ts';
import { opaqueLaunch } from './launch/opaque-launch.ts';
import { plainHttp } from './transport/plain-http.ts';
import { providerNotApproved } from './verdict/provider-not-approved.ts';
import { providerRedirect } from './transport/provider-redirect.ts';
import { redirectedHome } from './consent/redirected-home.ts';
import { selfApproval } from './manifest/self-approval.ts';
import { shadowedServer } from './together/shadowed-server.ts';
import { stubTodo } from './manifest/stub-todo.ts';
import { unpinnedPackage } from './supply-chain/unpinned-package.ts';
import { vulnerablePackage } from './supply-chain/vulnerable-package.ts';
import type { Rule } from './rule.ts';

export const everyRule: readonly Rule[] = [
  changedLaunch,
  floatingModel,
  hiddenCharacters,
  linkedConfig,
  literalSecret,
  maliciousPackage,
  notApproved,
  opaqueLaunch,
  plainHttp,
  providerNotApproved,
  providerRedirect,
  redirectedHome,
  selfApproval,
  shadowedServer,
  stubTodo,
  unpinnedPackage,
  vulnerablePackage,
];
