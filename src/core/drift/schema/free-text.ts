import { get, isList, isObject, type Json } from '../json-value.ts';

/**
 * Whether a model can put words of its own choice into a value of this schema: into a text that is no choice among given ones, or into
 * anything about which the schema is not plain. `format` and `pattern` hold nobody back: the one is advice, the other may allow all.
 * @param root the schema to which `#/…` points
 */
export function takesText(schema: Json | undefined, root: Json | undefined, hops = 0): boolean {
  if (schema === false) return false;
  if (!isObject(schema) || hops > 24) return true;
  if (isList(get(schema, 'enum')) || Object.hasOwn(schema, 'const')) return false;
  const ref = get(schema, '$ref');
  if (ref !== undefined) return takesText(pointed(ref, root), root, hops + 1);
  const all = get(schema, 'allOf');
  if (isList(all) && all.some((one) => !takesText(one, root, hops + 1))) return false;
  const type = get(schema, 'type');
  if (type === undefined) {
    const branches = [get(schema, 'anyOf'), get(schema, 'oneOf')].find(isList);
    return branches ? branches.some((one) => takesText(one, root, hops + 1)) : true;
  }
  return (isList(type) ? type : [type]).some((one) => {
    if (one === 'boolean' || one === 'number' || one === 'integer' || one === 'null') return false;
    if (one === 'array') return isObject(get(schema, 'items')) && get(schema, 'prefixItems') === undefined ? takesText(get(schema, 'items'), root, hops + 1) : true;
    if (one !== 'object') return true;
    const { additionalProperties, properties } = schema;
    return additionalProperties !== false || get(schema, 'patternProperties') !== undefined || (isObject(properties) && Object.values(properties).some((each) => takesText(each, root, hops + 1)));
  });
}

/** What a pointer within the schema leads to (RFC 6901); undefined for any other address. */
function pointed(ref: Json, root: Json | undefined): Json | undefined {
  if (typeof ref !== 'string' || !ref.startsWith('#/')) return undefined;
  return ref.slice(2).split('/').reduce<Json | undefined>((at, step) => {
    const key = step.replaceAll('~1', '/').replaceAll('~0', '~');
    return isList(at) ? at[Number(key)] : get(at, key);
  }, root);
}

/** What a parameter takes, in a word. */
export function kindOf(schema: Json | undefined): 'text' | 'number' | 'yes or no' | 'choice' | 'list' | 'value' {
  if (isList(get(schema, 'enum'))) return 'choice';
  const type = get(schema, 'type');
  if (type === 'string') return 'text';
  if (type === 'number' || type === 'integer') return 'number';
  if (type === 'boolean') return 'yes or no';
  return type === 'array' ? 'list' : 'value';
}
