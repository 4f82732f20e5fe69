import type { Child } from 'hono/jsx'

/** A fault of a form: `path` is the field's name; null when it is about the whole. */
export type Fault = { path: string | null; message: string }
/** What was typed, kept for the next try. Fields that hold several values come as several entries. */
export type Typed = Record<string, string>

/** The list on top, which links to the fields. Nothing when there is none. */
export const Faults = ({ faults, labels }: { faults: readonly Fault[]; labels: Record<string, string> }) =>
  faults.length ? (
    <section class="faults" role="alert" aria-labelledby="faults">
      <h2 id="faults">{faults.length === 1 ? 'One thing to put right' : `${faults.length} things to put right`}</h2>
      <ul>
        {faults.map(({ path, message }) => (
          <li>{path ? <a href={`#f-${path}`}>{`${labels[path] ?? path}: ${message}`}</a> : message}</li>
        ))}
      </ul>
    </section>
  ) : null

type FieldProps = { name: string; label: string; hint?: Child; typed: Typed; faults: readonly Fault[] }

/** A label, its field, a hint and the fault beside it. `control` gets the attributes that tie them together. */
const Field = ({ name, label, hint, faults, children }: Omit<FieldProps, 'typed'> & { children: Child }) => {
  const fault = faults.find((one) => one.path === name)
  return (
    <div class="field">
      <label for={`f-${name}`}>{label}</label>
      {hint ? (
        <span class="hint" id={`h-${name}`}>
          {hint}
        </span>
      ) : null}
      {children}
      {fault ? (
        <span class="wrong" id={`e-${name}`}>
          {fault.message}
        </span>
      ) : null}
    </div>
  )
}

const ties = ({ name, hint, faults }: Pick<FieldProps, 'name' | 'hint' | 'faults'>) => {
  const wrong = faults.some((one) => one.path === name)
  const described = [hint ? `h-${name}` : '', wrong ? `e-${name}` : ''].filter(Boolean).join(' ')
  return { id: `f-${name}`, name, 'aria-invalid': wrong ? ('true' as const) : undefined, 'aria-describedby': described || undefined }
}

export const TextField = ({
  type = 'text',
  required,
  autocomplete,
  placeholder,
  list,
  inputmode,
  ...field
}: FieldProps & {
  type?: 'text' | 'url' | 'email' | 'date' | 'number' | 'password' | 'search'
  required?: boolean
  autocomplete?: string
  placeholder?: string
  list?: string
  inputmode?: 'numeric'
}) => (
  <Field {...field}>
    <input
      {...ties(field)}
      type={type}
      required={required}
      autocomplete={autocomplete}
      placeholder={placeholder}
      list={list}
      inputmode={inputmode}
      value={type === 'password' ? undefined : (field.typed[field.name] ?? '')}
    />
  </Field>
)

export const TextArea = ({ required, rows = 3, ...field }: FieldProps & { required?: boolean; rows?: number }) => (
  <Field {...field}>
    <textarea {...ties(field)} required={required} rows={rows}>
      {field.typed[field.name] ?? ''}
    </textarea>
  </Field>
)

export type Option = { value: string; label: string }
/** `blank` is the word for no choice ("Not known"); without it one must be chosen. */
export const Select = ({
  options,
  blank,
  required,
  ...field
}: FieldProps & { options: readonly Option[]; blank?: string; required?: boolean }) => {
  const value = field.typed[field.name] ?? ''
  return (
    <Field {...field}>
      <select {...ties(field)} required={required}>
        {blank === undefined ? null : (
          <option value="" selected={value === ''}>
            {blank}
          </option>
        )}
        {options.map((option) => (
          <option value={option.value} selected={option.value === value}>
            {option.label}
          </option>
        ))}
      </select>
    </Field>
  )
}

/** Several of a few: check boxes under one legend. Their values come as entries of one name. */
export const Checks = ({
  name,
  id = `f-${name}`,
  label,
  hint,
  options,
  chosen,
}: {
  name: string
  /** Where several groups are of one name. */
  id?: string
  label: string
  hint?: Child
  options: readonly Option[]
  chosen: readonly string[]
}) => (
  <fieldset id={id}>
    <legend class="label">{label}</legend>
    {hint ? <p class="hint">{hint}</p> : null}
    <div>
      {options.map((option) => (
        <label class="pick">
          <input type="checkbox" name={name} value={option.value} checked={chosen.includes(option.value)} /> {option.label}
        </label>
      ))}
    </div>
  </fieldset>
)

export const Radios = ({
  name,
  label,
  options,
  chosen,
  required,
}: {
  name: string
  label: string
  options: readonly Option[]
  chosen?: string
  required?: boolean
}) => (
  <fieldset id={`f-${name}`}>
    <legend class="label">{label}</legend>
    {options.map((option) => (
      <label class="pick">
        <input type="radio" name={name} value={option.value} checked={option.value === chosen} required={required} /> {option.label}
      </label>
    ))}
  </fieldset>
)

/** Removes the record whose form stands above: folded away, and a form of its own, so that Enter in a field never reaches it. */
export const Removal = ({ action, what, children }: { action: string; what: string; children: Child }) => (
  <details class="mt">
    <summary>Remove it</summary>
    <form class="form" method="post" action={action}>
      <p class="hint">{children}</p>
      <p>
        <button class="btn" type="submit">
          Remove {what}
        </button>
      </p>
    </form>
  </details>
)
