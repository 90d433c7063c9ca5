// A bundle of its own: understanding a policy takes a large part of the program, and many scans have none.
export { readPolicyFile } from '../host/policy/read-policy-file.ts';
