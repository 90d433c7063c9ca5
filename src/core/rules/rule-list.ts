// Generated from the folder by `npm run generate`.
import { changedLaunch } from './verdict/changed-launch.ts';
import { commandAndUrl } from './config/command-and-url.ts';
import { commentsInStrictJson } from './config/comments-in-strict-json.ts';
import { disabledInVain } from './config/disabled-in-vain.ts';
import { duplicateKey } from './config/duplicate-key.ts';
import { enablesProjectServers } from './consent/enables-project-servers.ts';
import { floatingModel } from './supply-chain/floating-model.ts';
import { foreignVariable } from './config/foreign-variable.ts';
import { hiddenCharacters } from './config/hidden-characters.ts';
import { ignoredKey } from './config/ignored-key.ts';
import { invalidSyntax } from './config/invalid-syntax.ts';
import { linkedConfig } from './consent/linked-config.ts';
import { listedUnaskedTools } from './consent/listed-unasked-tools.ts';
import { literalSecret } from './secrets/literal-secret.ts';
import { loosenedApproval } from './consent/loosened-approval.ts';
import { mergeConflict } from './config/merge-conflict.ts';
import { missingType } from './config/missing-type.ts';
import { notApproved } from './verdict/not-approved.ts';
import { opaqueLaunch } from './launch/opaque-launch.ts';
import { plainHttp } from './transport/plain-http.ts';
import { providerNotApproved } from './verdict/provider-not-approved.ts';
import { providerRedirect } from './transport/provider-redirect.ts';
import { redirectedHome } from './consent/redirected-home.ts';
import { rejectedName } from './config/rejected-name.ts';
import { selfApproval } from './manifest/self-approval.ts';
import { shadowedServer } from './together/shadowed-server.ts';
import { stubTodo } from './manifest/stub-todo.ts';
import { unaskedTools } from './consent/unasked-tools.ts';
import { undefinedInput } from './config/undefined-input.ts';
import { unpinnedPackage } from './supply-chain/unpinned-package.ts';
import { unusedInput } from './config/unused-input.ts';
import { wrongRootKey } from './config/wrong-root-key.ts';
import { wrongType } from './config/wrong-type.ts';
import type { Rule } from './rule.ts';

export const everyRule: readonly Rule[] = [
  changedLaunch,
  commandAndUrl,
  commentsInStrictJson,
  disabledInVain,
  duplicateKey,
  enablesProjectServers,
  floatingModel,
  foreignVariable,
  hiddenCharacters,
  ignoredKey,
  invalidSyntax,
  linkedConfig,
  listedUnaskedTools,
  literalSecret,
  loosenedApproval,
  mergeConflict,
  missingType,
  notApproved,
  opaqueLaunch,
  plainHttp,
  providerNotApproved,
  providerRedirect,
  redirectedHome,
  rejectedName,
  selfApproval,
  shadowedServer,
  stubTodo,
  unaskedTools,
  undefinedInput,
  unpinnedPackage,
  unusedInput,
  wrongRootKey,
  wrongType,
];
