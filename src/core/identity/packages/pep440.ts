import { clean } from '@renovatebot/pep440';

const plain = /^(?:0|[1-9]\d{0,14})(?:\.(?:0|[1-9]\d{0,14}))*$/;

/** A version in PEP 440's normal form, or null. Most are numbers and dots, which are their own; the library's expression for all others has twenty groups. */
export function cleanVersion(text: string): string | null {
  return plain.test(text) ? text : clean(text);
}
