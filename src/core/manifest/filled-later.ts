/** `${VERSION}`, `$VERSION`, `<version>`, `{{version}}`, `<<Name>>`, `__VERSION__`, `@VERSION@`: what a build puts in when it makes the manifest that is published. */
const template = /\$\{[^}]{1,100}\}|(?:^|:)\$[A-Z_]{2,60}$|\{\{[^{}]{1,100}\}\}|<<[^<>]{1,100}>>|^<[^<>]{1,200}>$|<%[^%]{1,100}%>|__[A-Z][A-Z_]{1,60}__|@[A-Z][A-Z_]{1,60}@|%[A-Z][A-Z_]{1,60}%/;

/** Whether a value is a build's to fill in: there is nothing to say of it yet. */
export function isFilledLater(value: string | undefined): boolean {
  return value !== undefined && template.test(value.slice(0, 1000));
}
