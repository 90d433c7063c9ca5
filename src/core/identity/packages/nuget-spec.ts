/** A NuGet package as `dnx` is told of it. */
export interface NugetSpec {
  /** Lower case: NuGet compares ids without regard to it. */
  readonly name: string;
  readonly version?: string;
  readonly floating?: string;
}

const id = /^[A-Za-z0-9_](?:[A-Za-z0-9_.-]{0,98}[A-Za-z0-9_])?$/;
const exact = /^(\d{1,10})\.(\d{1,10})(?:\.(\d{1,10}))?(?:\.(\d{1,10}))?(-[0-9A-Za-z.-]+)?(?:\+[0-9A-Za-z.-]+)?$/;
const floating = /^[[(]?[0-9A-Za-z.,\s*+-]*[\])]?$/;

/**
 * Read `Id` or `Id@version`. A bare version is exactly that one (dotnet's tool commands read it so, unlike a project file); NuGet's
 * normal form has three numbers, a fourth only when it is not zero, and no build metadata
 * (https://learn.microsoft.com/nuget/concepts/package-versioning).
 */
export function nugetSpec(text: string, stated?: string): NugetSpec | undefined {
  if (text.length > 400) return undefined;
  const at = text.indexOf('@');
  const name = at < 0 ? text : text.slice(0, at);
  const version = at < 0 ? stated : text.slice(at + 1);
  if (!id.test(name) || (at >= 0 && stated !== undefined)) return undefined;
  const lower = name.toLowerCase();
  if (version === undefined || version === '') return { name: lower };
  const match = exact.exec(version);
  if (match) {
    const [major, minor, patch, revision] = match.slice(1, 5).map((part) => Number(part ?? 0));
    return { name: lower, version: `${major}.${minor}.${patch}${revision ? `.${revision}` : ''}${(match[5] ?? '').toLowerCase()}` };
  }
  return version.length <= 256 && floating.test(version) ? { name: lower, floating: version } : undefined;
}
