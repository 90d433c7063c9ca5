import { floatingModel } from './floating-model.ts';
import { linkedConfig } from './linked-config.ts';
import { changedLaunch } from './changed-launch.ts';
import { literalSecret } from './literal-secret.ts';
import { notApproved } from './not-approved.ts';
import { opaqueLaunch } from './opaque-launch.ts';
import { plainHttp } from './plain-http.ts';
import { providerNotApproved } from './provider-not-approved.ts';
import { providerRedirect } from './provider-redirect.ts';
import { redirectedHome } from './redirected-home.ts';
import type { Rule } from './rule.ts';
import { selfApproval } from './self-approval.ts';
import { stubTodo } from './stub-todo.ts';
import { unpinnedPackage } from './unpinned-package.ts';

/** Every rule, in the order findings at one place are shown; a test holds this list against the folder. */
export const rules: readonly Rule[] = [changedLaunch, notApproved, providerNotApproved, literalSecret, unpinnedPackage, floatingModel, opaqueLaunch, providerRedirect, plainHttp, linkedConfig, redirectedHome, selfApproval, stubTodo];

/** Where a rule's page lies among the files that ship: the address is computed, never typed. */
export function rulePage(id: string): string {
  return `media/rules/${id}.md`;
}
