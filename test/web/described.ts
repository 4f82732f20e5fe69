/** The description of the API as a caller reads it. */
export type Spec = { paths: Record<string, Record<string, Operation>>; components: { schemas: Record<string, unknown> } }
type Operation = { responses: Record<string, { content?: Record<string, { schema: unknown }> }> }

type Schema = Record<string, unknown>
const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value)

/**
 * What is wrong with an answer by the description: a status or media type that it does not name, a body that is not of its schema, a field that it
 * does not speak of. Empty when all is as described.
 */
export function misdescribed(
  spec: Spec,
  { method, path, status, mediaType, body }: { method: string; path: string; status: number; mediaType: string; body: unknown },
): string[] {
  const template = Object.keys(spec.paths)
    .filter((one) => new RegExp(`^${one.replace(/\{\w+\}/g, '[^/]+')}$`).test(path.split('?')[0] ?? ''))
    .sort((a, b) => a.split('{').length - b.split('{').length)[0]
  const operation = template === undefined ? undefined : spec.paths[template]?.[method.toLowerCase()]
  if (!operation) return [`${method} ${path}: not described`]
  const named = `${method} ${template} ${status}`
  const answer = operation.responses[String(status)]
  if (!answer) return [`${named}: a status that is not described`]
  const content = answer.content ?? {}
  if (!Object.keys(content).length) return body === null ? [] : [`${named}: a body where none is described`]
  const schema = (content[mediaType] ?? content[mediaType.split(';')[0] ?? ''])?.schema
  if (!schema) return [`${named}: ${mediaType} is not described`]
  return /json/.test(mediaType) ? faults(spec, schema, body, named) : []
}

function faults(spec: Spec, given: unknown, value: unknown, at: string): string[] {
  const schema = resolve(spec, given)
  if (Array.isArray(schema.anyOf) || Array.isArray(schema.oneOf)) {
    const ways = [schema.anyOf, schema.oneOf].flatMap((some) => (Array.isArray(some) ? some : []))
    const each = ways.map((one) => faults(spec, one, value, at))
    return each.some((some) => !some.length) ? [] : (each.sort((a, b) => a.length - b.length)[0] ?? [])
  }
  const types = [schema.type].flat().filter((type) => type !== undefined)
  if (types.length && !types.some((type) => isOf(String(type), value)))
    return [`${at}: expected ${types.join(' or ')}, came ${short(value)}`]
  if (Array.isArray(schema.enum) && !schema.enum.includes(value)) return [`${at}: ${short(value)} is none of ${schema.enum.join(', ')}`]
  if (typeof schema.pattern === 'string' && typeof value === 'string' && !new RegExp(schema.pattern, 'u').test(value))
    return [`${at}: ${short(value)} does not match`]
  if (Array.isArray(value)) return schema.items ? value.flatMap((item, index) => faults(spec, schema.items, item, `${at}[${index}]`)) : []
  return isRecord(value) && types.length ? objectFaults(spec, schema, value, at) : []
}

function objectFaults(spec: Spec, schema: Schema, value: Record<string, unknown>, at: string): string[] {
  const properties = isRecord(schema.properties) ? schema.properties : {}
  const required = Array.isArray(schema.required) ? schema.required.map(String) : []
  const others = schema.additionalProperties
  return [
    ...required.filter((name) => !Object.hasOwn(value, name)).map((name) => `${at}.${name}: missing`),
    ...Object.entries(value).flatMap(([name, inner]) => {
      const known = properties[name] ?? (isRecord(others) ? others : undefined)
      if (known !== undefined) return faults(spec, known, inner, `${at}.${name}`)
      return others === true || isRecord(others) ? [] : [`${at}.${name}: not described`]
    }),
  ]
}

/** A schema without references; of several that must all hold, their fields together. */
function resolve(spec: Spec, schema: unknown): Schema {
  if (!isRecord(schema)) return {}
  if (typeof schema.$ref === 'string') return resolve(spec, spec.components.schemas[schema.$ref.replace('#/components/schemas/', '')])
  if (!Array.isArray(schema.allOf)) return schema
  const parts = [...schema.allOf.map((one) => resolve(spec, one)), { ...schema, allOf: undefined }]
  return {
    ...Object.assign({}, ...parts),
    properties: Object.assign({}, ...parts.map((part) => part.properties)),
    required: parts.flatMap((part) => (Array.isArray(part.required) ? part.required : [])),
  }
}

const isOf = (type: string, value: unknown): boolean =>
  type === 'null'
    ? value === null
    : type === 'array'
      ? Array.isArray(value)
      : type === 'object'
        ? isRecord(value)
        : type === 'integer'
          ? Number.isInteger(value)
          : typeof value === type

const short = (value: unknown) => (JSON.stringify(value) ?? 'nothing').slice(0, 80)
