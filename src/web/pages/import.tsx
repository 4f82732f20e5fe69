import { type ImportResult, importRegister } from '../../flows/import/import-register'
import { placeWords } from '../../flows/import/table'
import { type FileFormat, type RegisterNoun, registerNouns } from '../../flows/register-file-nouns'
import { type Ability, callerOf, can, demand } from '../authorise'
import type { App, AppContext, AppDeps } from '../environment'
import { formFields, formFile } from '../form-data'
import { plural, sentence } from '../ui/days'
import { type Fault, Faults, Select, type Typed } from '../ui/form'
import { Head } from '../ui/parts'
import { Table } from '../ui/table'
import { show } from './show'

const needed: Record<RegisterNoun, Ability> = {
  vendors: 'write-register',
  systems: 'write-register',
  sources: 'write-sources',
  deployments: 'write-cases',
  register: 'write-cases',
}
const mostFaults = 200
const labels = { file: 'File', as: 'What it lists' }

/** Brings a list in: good rows land, bad ones are told by line and field. */
export function importPages(app: App, deps: AppDeps): void {
  const { ports } = deps

  app.get('/import', (c) => page(c, {}, [], null))

  app.post('/import', async (c) => {
    const caller = callerOf(c)
    const { typed } = await formFields(c)
    const file = await formFile(c, 'file')
    const as = registerNouns.find((one) => one === typed.as)
    const faults: Fault[] = [
      ...(file ? [] : [{ path: 'file', message: 'choose a file' }]),
      ...(as ? [] : [{ path: 'as', message: 'say what the file lists' }]),
    ]
    if (!file || !as) return page(c, typed, faults, null, 400)
    demand(caller, needed[as])
    const done = await importRegister(ports, caller, {
      data: new Uint8Array(await file.arrayBuffer()),
      as,
      format: formatOf(file.name),
      strict: typed.strict === 'true',
      dryRun: typed.dryRun === 'true',
      scope: caller,
    })
    if (!done.ok)
      return page(
        c,
        typed,
        [{ path: null, message: 'Others changed the same records meanwhile. Bring the file in again: what is there stays.' }],
        null,
        409,
      )
    return page(c, typed, [], { ...done.result, dryRun: typed.dryRun === 'true' })
  })

  async function page(
    c: AppContext,
    typed: Typed,
    faults: readonly Fault[],
    result: (ImportResult & { dryRun: boolean }) | null,
    status: 200 | 400 | 409 = 200,
  ) {
    const nouns = registerNouns.filter((noun) => can(callerOf(c), needed[noun]))
    return show(
      c,
      deps,
      {
        title: 'Import a list',
        section: 'register',
        crumbs: [{ href: '/register', label: 'Register' }],
        children: (
          <>
            <Head title="Import a list">
              <p>
                A CSV, JSON or XLSX file with a header row. What the file does not name stays as it is; the same file again changes nothing.
              </p>
            </Head>
            <Faults faults={faults} labels={labels} />
            {result ? <Result result={result} noun={typed.as ?? ''} /> : null}
            <form class="form" method="post" action="/import" enctype="multipart/form-data">
              <div class="field">
                <label for="f-file">{labels.file}</label>
                <input id="f-file" type="file" name="file" accept=".csv,.json,.xlsx" required />
              </div>
              <Select
                name="as"
                label={labels.as}
                hint="“Register” has one row a deployment, with its vendor and system in the same row."
                blank="Choose one"
                required
                options={nouns.map((noun) => ({ value: noun, label: sentence(noun) }))}
                typed={typed}
                faults={faults}
              />
              <label class="pick">
                <input type="checkbox" name="strict" value="true" checked={typed.strict === 'true'} /> With any fault in it, take nothing
              </label>
              <label class="pick">
                <input type="checkbox" name="dryRun" value="true" checked={typed.dryRun === 'true'} /> Only try: say what would happen
              </label>
              <p class="row">
                <button class="btn go" type="submit">
                  Import it
                </button>
                <a href="/register">Cancel</a>
              </p>
            </form>
            <section class="sec">
              <h2>Templates</h2>
              <p>Empty files with the columns that are understood, one a noun:</p>
              <ul class="row">
                {nouns.map((noun) => (
                  <li>
                    {sentence(noun)}:{' '}
                    <a href={`/api/v1/exports?as=${noun}&format=csv&template=true`}>
                      CSV<span class="vh"> template, {noun}</span>
                    </a>
                    ,{' '}
                    <a href={`/api/v1/exports?as=${noun}&format=xlsx&template=true`}>
                      XLSX<span class="vh"> template, {noun}</span>
                    </a>
                  </li>
                ))}
              </ul>
            </section>
          </>
        ),
      },
      status,
    )
  }
}

const formatOf = (name: string): FileFormat => (/\.xlsx$/i.test(name) ? 'xlsx' : /\.json$/i.test(name) ? 'json' : 'csv')

const Result = ({ result, noun }: { result: ImportResult & { dryRun: boolean }; noun: string }) => (
  <>
    <p class="flash" role="status">
      {result.dryRun ? 'Tried, nothing was written: ' : ''}
      {plural(result.created, 'row')} new, {result.updated} changed, {result.unchanged} as before, {plural(result.errors.length, 'fault')}.{' '}
      {result.dryRun ? null : (
        <a href={noun === 'sources' ? '/sources' : `/register/${noun === 'register' ? 'deployments' : noun}`}>See them</a>
      )}
    </p>
    {result.errors.length ? (
      <Table
        label="Faults of the file"
        caption={
          result.errors.length > mostFaults
            ? `What could not be taken, by line of the file: the first ${mostFaults} of ${result.errors.length}`
            : 'What could not be taken, by line of the file'
        }
        columns={[
          { head: 'Line', cell: (fault) => (fault.record ? `${fault.line}, ${placeWords(fault)}` : fault.line) },
          { head: 'Field', cell: (fault) => fault.field || 'the row' },
          { head: 'Value', cell: (fault) => <span class="words small">{fault.value.slice(0, 120)}</span> },
          { head: 'What is wrong', cell: (fault) => fault.message },
        ]}
        rows={result.errors.slice(0, mostFaults)}
      />
    ) : null}
  </>
)
