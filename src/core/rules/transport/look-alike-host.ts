import type { Fix } from '../../finding/finding.ts';
import { say, type Message } from '../../text/message.ts';
import type { Rule } from '../rule.ts';
import { calledHosts, type CalledHost } from './called-hosts.ts';
import { disguiseOf, type Disguise } from './disguise.ts';

export const lookAlikeHost: Rule = {
  id: 'look-alike-host',
  title: 'Host that passes for another',
  category: 'transport',
  clients: 'all',
  subject: 'server',
  severity: 'error',
  confidence: 'high',
  audience: 'default',
  since: '0.3.0',
  fix: 'needs-review',
  references: [
    { title: 'Unicode Technical Standard #39: Unicode Security Mechanisms', url: 'https://www.unicode.org/reports/tr39/' },
    { title: 'CWE-1007: Insufficient Visual Distinction of Homoglyphs', url: 'https://cwe.mitre.org/data/definitions/1007.html' },
    { title: 'RFC 3986, 7.6: Semantic Attacks', url: 'https://www.rfc-editor.org/rfc/rfc3986#section-7.6' },
  ],
  check(context) {
    return calledHosts(context).flatMap((host) => {
      const disguise = disguiseOf(host, context.known.catalog);
      if (!disguise) return [];
      const softer = disguise.how === 'slip' || disguise.how === 'front' ? ({ severity: 'warning', confidence: 'medium' } as const) : {};
      return [{ at: host.at.path, ...softer, message: () => messageFor(disguise, host.name ?? ''), ...('instead' in disguise && { fixes: () => [callInstead(host, disguise.instead)] }) }];
    });
  },
};

function messageFor(disguise: Disguise, host: string): Message {
  switch (disguise.how) {
    case 'login':
      return say('This calls `{host}`, not `{seems}`: what stands before the `@` is only a login. Write the host that you mean.', { host, seems: disguise.seems });
    case 'mixed':
      return say('`{host}` is written with letters of several scripts that look alike, as no honest name is. Write the host that you mean.', { host });
    case 'looks':
      return say('`{host}` looks like `{seems}` and is another host. What is meant for `{seems}`, tokens included, goes there.', { host, seems: disguise.seems });
    case 'slip':
      return say('`{host}` is one letter away from `{seems}`. If you mean `{seems}`, what you send there now goes to somebody else.', { host, seems: disguise.seems });
    case 'front':
      return say('`{host}` begins like `{seems}`, but whose it is stands at its end. Check that you mean this host.', { host, seems: disguise.seems });
  }
}

function callInstead({ at, start, written }: CalledHost, instead: string): Fix {
  return {
    id: 'call-known-host',
    title: say('Call {instead}', { instead }),
    safety: 'needs-review',
    note: say('If you called the other host before, replace what it was sent: it may have kept your token.'),
    changes: [{ op: 'replace', at: at.path, value: at.value.slice(0, start) + instead + at.value.slice(start + written.length) }],
  };
}
