import { relativeUri, type Places } from '../../../src/core/report/sarif/location.ts';

/** Where the files of these tests lie. */
export const places: Places = {
  base: '/w',
  inside: (file) => (file.startsWith('/w/') ? file.slice(3) : undefined),
  named: (file) => file.replace('/w/', ''),
  address: (file) => `file://${relativeUri(file)}`,
};
