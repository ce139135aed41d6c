type Schema = boolean | Record<string, unknown>;

/** Where a value does not follow its schema. `expected` are the words of the schema at that place. */
export type Mismatch = { path: string; expected: string[] };

/**
 * The deepest place where `value` leaves a JSON Schema (draft 7: the words that the published schema of Vega-Lite uses:
 * $ref, anyOf, type, enum, const, properties, required, additionalProperties, items, bounds), or null when it follows it.
 */
export function mismatch(value: unknown, root: Record<string, unknown>): Mismatch | null {
  return check(value, root, root, []);
}

function check(
  value: unknown,
  schema: Schema,
  root: Record<string, unknown>,
  path: readonly string[],
): Mismatch | null {
  if (schema === true) return null;
  if (schema === false) return { path: path.join('.'), expected: [] };
  const failed = (...expected: string[]): Mismatch => ({ path: path.join('.'), expected });
  if (typeof schema.$ref === 'string') return check(value, resolve(schema.$ref, root), root, path);
  if (Array.isArray(schema.anyOf)) return closest(value, schema.anyOf, root, path);
  if (Array.isArray(schema.allOf)) {
    for (const part of schema.allOf) {
      const wrong = check(value, part, root, path);
      if (wrong) return wrong;
    }
  }
  if ('const' in schema && value !== schema.const) return failed(JSON.stringify(schema.const));
  if (Array.isArray(schema.enum) && !schema.enum.includes(value))
    return failed(...schema.enum.map((one) => JSON.stringify(one)));
  const types = schema.type === undefined ? [] : [schema.type].flat().map(String);
  if (types.length > 0 && !types.some((type) => isType(value, type))) return failed(...types);
  if (typeof value === 'number') {
    if (typeof schema.minimum === 'number' && value < schema.minimum) return failed(`>= ${schema.minimum}`);
    if (typeof schema.maximum === 'number' && value > schema.maximum) return failed(`<= ${schema.maximum}`);
  }
  if (Array.isArray(value)) return checkItems(value, schema, root, path);
  return typeof value === 'object' && value !== null ? checkObject(value, schema, root, path) : null;
}

function checkItems(
  value: unknown[],
  schema: Record<string, unknown>,
  root: Record<string, unknown>,
  path: readonly string[],
) {
  const { items, minItems, maxItems } = schema;
  if (typeof minItems === 'number' && value.length < minItems)
    return { path: path.join('.'), expected: [`>= ${minItems}`] };
  if (typeof maxItems === 'number' && value.length > maxItems)
    return { path: path.join('.'), expected: [`<= ${maxItems}`] };
  for (const [index, one] of value.entries()) {
    const part = Array.isArray(items) ? (items[index] ?? true) : (items ?? true);
    const wrong = check(one, part as Schema, root, [...path, String(index)]);
    if (wrong) return wrong;
  }
  return null;
}

function checkObject(
  value: object,
  schema: Record<string, unknown>,
  root: Record<string, unknown>,
  path: readonly string[],
) {
  const properties = (schema.properties ?? {}) as Record<string, Schema>;
  for (const name of (schema.required ?? []) as string[]) {
    if (!Object.hasOwn(value, name)) return { path: path.join('.'), expected: [name] };
  }
  for (const [name, one] of Object.entries(value)) {
    const known = Object.hasOwn(properties, name) ? properties[name] : undefined;
    const part = known ?? ((schema.additionalProperties ?? true) as Schema);
    if (part === false) return { path: [...path, name].join('.'), expected: Object.keys(properties) };
    const wrong = check(one, part as Schema, root, [...path, name]);
    if (wrong) return wrong;
  }
  return null;
}

/** Of several allowed shapes, the one that the value follows furthest says what is wrong. */
function closest(
  value: unknown,
  options: Schema[],
  root: Record<string, unknown>,
  path: readonly string[],
): Mismatch | null {
  let best: Mismatch | null = null;
  for (const option of options) {
    const wrong = check(value, option, root, path);
    if (!wrong) return null;
    const depth = wrong.path.split('.').length;
    const bestDepth = best ? best.path.split('.').length : -1;
    if (depth > bestDepth) best = wrong;
    else if (depth === bestDepth && best && wrong.path === best.path) {
      best = { path: best.path, expected: [...new Set([...best.expected, ...wrong.expected])] };
    }
  }
  return best;
}

function resolve(reference: string, root: Record<string, unknown>): Schema {
  let at: unknown = root;
  for (const part of reference.replace(/^#\//, '').split('/')) {
    at = (at as Record<string, unknown>)[decodeURIComponent(part).replaceAll('~1', '/').replaceAll('~0', '~')];
  }
  return at as Schema;
}

function isType(value: unknown, type: string): boolean {
  if (type === 'null') return value === null;
  if (type === 'array') return Array.isArray(value);
  if (type === 'object') return typeof value === 'object' && value !== null && !Array.isArray(value);
  if (type === 'integer') return Number.isInteger(value);
  return typeof value === type;
}
