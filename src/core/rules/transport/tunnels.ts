/**
 * Domains under which a tunnel makes a port of somebody's own machine reachable from the internet, by who runs it. From the private section of
 * the Public Suffix List (https://publicsuffix.org/list/public_suffix_list.dat) where its operator is registered there, else its own documentation.
 * Tailscale's `ts.net` is not among them: most hosts there are reached inside a network of one's own only.
 */
export const tunnels: ReadonlyMap<string, string> = new Map([
  // https://ngrok.com/docs/universal-gateway/domains/
  ...['ngrok.io', 'ngrok.app', 'ngrok.dev', 'ngrok-free.app', 'ngrok-free.dev', 'ngrok.pizza'].map((domain): [string, string] => [domain, 'ngrok']),
  // https://developers.cloudflare.com/cloudflare-one/networks/connectors/cloudflare-tunnel/do-more-with-tunnels/trycloudflare/
  ['trycloudflare.com', 'Cloudflare Quick Tunnels'],
  // https://github.com/localtunnel/localtunnel
  ['loca.lt', 'localtunnel'], ['localtunnel.me', 'localtunnel'],
  // https://serveo.net/
  ['serveo.net', 'Serveo'], ['serveousercontent.com', 'Serveo'],
  // https://localhost.run/docs/
  ['localhost.run', 'localhost.run'], ['lhr.life', 'localhost.run'], ['lhr.rocks', 'localhost.run'], ['lhr.pro', 'localhost.run'],
  // https://learn.microsoft.com/azure/developer/dev-tunnels/
  ['devtunnels.ms', 'Microsoft dev tunnels'], ['tunnels.api.visualstudio.com', 'Microsoft dev tunnels'],
  // https://docs.github.com/codespaces/developing-in-a-codespace/forwarding-ports-in-your-codespace
  ['app.github.dev', 'GitHub Codespaces port forwarding'],
  // https://pagekite.net/
  ['pagekite.me', 'PageKite'],
  // https://github.com/ekzhang/bore
  ['bore.pub', 'bore'],
  // https://pinggy.io/docs/
  ['pinggy.link', 'Pinggy'], ['pinggy.online', 'Pinggy'], ['pinggy-free.link', 'Pinggy'],
  // https://localxpose.io/docs
  ['loclx.io', 'LocalXpose'],
  // https://expose.dev/docs
  ['sharedwithexpose.com', 'Expose'],
  // https://tunnelmole.com/docs/
  ['tunnelmole.net', 'Tunnelmole'],
  // https://docs.zrok.io/
  ['share.zrok.io', 'zrok'],
  // https://telebit.cloud/
  ['telebit.io', 'Telebit'],
]);
