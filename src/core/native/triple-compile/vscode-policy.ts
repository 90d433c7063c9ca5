/** VS Code's enterprise policies in the forms in which Windows and macOS take them. */
type Policies = Readonly<Record<string, string | boolean>>;

/**
 * The value of a policy that is text is REG_SZ, of one that is on or off REG_DWORD. A `.reg` file has CRLF line ends; it is UTF-16 where it holds
 * other letters than ASCII, so those are written as JSON escapes.
 */
export function registryFile(policies: Policies): string {
  const lines = Object.entries(policies).map(([name, value]) => `"${name}"=${typeof value === 'boolean' ? `dword:${value ? '00000001' : '00000000'}` : `"${ascii(value).replace(/[\\"]/g, String.raw`\$&`)}"`}`);
  return ['Windows Registry Editor Version 5.00', '', String.raw`[HKEY_LOCAL_MACHINE\SOFTWARE\Policies\Microsoft\VSCode]`, ...lines, ''].join('\r\n');
}

/** A JSON text with other letters than ASCII as escapes. */
function ascii(json: string): string {
  return json.replace(/[^ -~]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** As VS Code's own sample profile: one payload of the type of its bundle. The ids stay the same, so that a newer profile takes the place of this one. */
export function mobileconfig(policies: Policies): string {
  const values = Object.entries(policies).flatMap(([name, value]) => [`      <key>${name}</key>`, typeof value === 'boolean' ? `      <${value}/>` : `      <string>${xml(ascii(value))}</string>`]);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">',
    '<plist version="1.0">',
    '<dict>',
    '  <key>PayloadContent</key>',
    '  <array>',
    '    <dict>',
    '      <key>PayloadDisplayName</key>',
    '      <string>MCP servers in VS Code</string>',
    '      <key>PayloadIdentifier</key>',
    '      <string>com.microsoft.VSCode.4C1D7C9E-0F6B-4B0A-9B53-5B5D0A6E2F11</string>',
    '      <key>PayloadType</key>',
    '      <string>com.microsoft.VSCode</string>',
    '      <key>PayloadUUID</key>',
    '      <string>4C1D7C9E-0F6B-4B0A-9B53-5B5D0A6E2F11</string>',
    '      <key>PayloadVersion</key>',
    '      <integer>1</integer>',
    ...values,
    '    </dict>',
    '  </array>',
    '  <key>PayloadDisplayName</key>',
    '  <string>MCP servers in VS Code</string>',
    '  <key>PayloadIdentifier</key>',
    '  <string>mcp-roll-call.vscode.9A2E5C44-7D1F-4E0C-8C3B-2D6F81B7A350</string>',
    '  <key>PayloadType</key>',
    '  <string>Configuration</string>',
    '  <key>PayloadUUID</key>',
    '  <string>9A2E5C44-7D1F-4E0C-8C3B-2D6F81B7A350</string>',
    '  <key>PayloadScope</key>',
    '  <string>System</string>',
    '  <key>PayloadVersion</key>',
    '  <integer>1</integer>',
    '</dict>',
    '</plist>',
    '',
  ].join('\n');
}

function xml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
