import type { Question } from '../../core/questionnaire'
import { importQuestionnaire } from '../../flows/questionnaire-file'
import { questionsFor, questionsOfSet } from '../../flows/questions-for'
import { addQuestionnaire, editQuestionnaire, removeQuestionnaire } from '../../flows/save-questionnaire'
import { acceptQuestionnaire, revokeQuestionnaire, sendQuestionnaire } from '../../flows/send-questionnaire'
import { allQuestionSets, type Questionnaire, type QuestionSet, questionnaireById } from '../../store/questionnaires'
import type { Vendor } from '../../store/register'
import { vendorById } from '../../store/register'
import { vendorChoices } from '../../store/register-page'
import { faultOfEnd, linkBase } from '../api/questionnaires'
import { callerOf } from '../authorise'
import type { App, AppContext, AppDeps } from '../environment'
import { formFields, formFile } from '../form-data'
import { invalid, notFound } from '../problem'
import { dayInWords, plural } from '../ui/days'
import { type Fault, Faults, Select, TextField } from '../ui/form'
import { Head } from '../ui/parts'
import { actorOf, resultOf } from './act'
import { doneAt } from './flash'
import { one } from './questionnaire'
import { demandQuestionnaire } from './questionnaire-view'
import { show } from './show'
import { demandVendor } from './vendor'

const labels = { title: 'Title', questionIds: 'Questions', setId: 'Set of questions', expiresAt: 'Open until', email: 'E-mail address' }

type Shown = {
  vendor: Vendor
  row: Questionnaire | null
  set: QuestionSet | null
  faults?: readonly Fault[]
  chosen: readonly string[]
  title: string
}

/** Forms about questionnaires: draft, choose, send, revoke, accept, take a file in. */
export function questionnaireForms(app: App, deps: AppDeps): void {
  const { ports } = deps

  app.get('/questionnaires/new', async (c) => {
    const vendorId = c.req.query('vendor')
    if (!vendorId)
      return show(c, deps, {
        title: 'Ask a vendor',
        section: 'evidence',
        crumbs: [{ href: '/questionnaires', label: 'Questionnaires' }],
        children: (
          <>
            <Head title="Ask a vendor">
              <p>The questions follow from the obligations that apply to what is used of it.</p>
            </Head>
            <form class="form" method="get" action="/questionnaires/new">
              <Select
                name="vendor"
                label="Vendor"
                options={(await vendorChoices(ports.db, callerOf(c), [])).map(({ id, name }) => ({ value: id, label: name }))}
                typed={{}}
                faults={[]}
                required
              />
              <p>
                <button class="btn go" type="submit">
                  Choose the questions
                </button>
              </p>
            </form>
          </>
        ),
      })
    const vendor = await demandVendor(deps, callerOf(c), vendorId)
    const set = await setOf(c.req.query('set'))
    const questions = (await questionsOfSet(ports, set?.id ?? null)) ?? []
    const chosen = (await questionsFor(ports, vendor.id, questions)).map(({ id }) => id)
    return form(c, { vendor, row: null, set, chosen, title: `Questions to ${vendor.name}, ${dayInWords(ports.now(), '', false)}` })
  })

  app.post('/questionnaires/new', async (c) => {
    const { typed, all } = await formFields(c)
    const vendor = await demandVendor(deps, callerOf(c), typed.vendorId ?? '')
    const set = await setOf(typed.setId)
    const chosen = all('questionIds')
    const title = typed.title?.trim() ?? ''
    if (!title) return form(c, { vendor, row: null, set, chosen, title, faults: [{ path: 'title', message: 'needs a title' }] }, 400)
    const done = await addQuestionnaire(ports, actorOf(c), { vendorId: vendor.id, setId: set?.id ?? null, title, questionIds: chosen })
    if (done.ok) return c.redirect(doneAt(`/questionnaires/${done.row.id}`, 'added'), 303)
    const faults = done.reason === 'invalid' ? done.errors.map(({ message }) => ({ path: 'questionIds', message })) : []
    return form(c, { vendor, row: null, set, chosen, title, faults }, 400)
  })

  app.get('/questionnaires/:id/edit', async (c) => {
    const row = await demandQuestionnaire(deps, c)
    return form(c, { vendor: await vendorOf(row), row, set: await setOf(row.setId), chosen: row.questionIds, title: row.title })
  })

  app.post('/questionnaires/:id/edit', async (c) => {
    const row = await demandQuestionnaire(deps, c)
    const { typed, all } = await formFields(c)
    const [vendor, set, chosen, title] = [await vendorOf(row), await setOf(row.setId), all('questionIds'), typed.title?.trim() ?? '']
    const again = (faults: readonly Fault[]) => form(c, { vendor, row, set, chosen, title, faults }, 400)
    if (!title) return again([{ path: 'title', message: 'needs a title' }])
    if (typed.version !== String(row.version))
      return again([{ path: null, message: 'Somebody else has changed it meanwhile. Save again to keep yours.' }])
    const { vendorId, systemId, setId } = row
    const done = await editQuestionnaire(ports, actorOf(c), row, { vendorId, systemId, setId, title, questionIds: chosen })
    if (done.ok) return c.redirect(doneAt(`/questionnaires/${row.id}`, 'saved'), 303)
    return again(
      done.reason === 'invalid'
        ? done.errors.map(({ message }) => ({ path: 'questionIds', message }))
        : [{ path: null, message: 'It has changed meanwhile.' }],
    )
  })

  app.post('/questionnaires/:id/remove', async (c) => {
    const row = await demandQuestionnaire(deps, c)
    resultOf(await removeQuestionnaire(ports, actorOf(c), row))
    return c.redirect(doneAt('/questionnaires', 'removed'), 303)
  })

  app.post('/questionnaires/:id/send', async (c) => {
    const row = await demandQuestionnaire(deps, c)
    const { typed } = await formFields(c)
    const day = /^\d{4}-\d{2}-\d{2}$/.test(typed.expiresAt ?? '') ? `${typed.expiresAt}T23:59:59.999Z` : ''
    const end = day && !Number.isNaN(Date.parse(day)) ? faultOfEnd(day, ports.now()) : 'expected a day'
    if (end) throw invalid([{ path: 'expiresAt', message: end }])
    const email = typed.email?.trim() || null
    if (email !== null && !/^[^\s@<>,;"]+@[^\s@<>,;"]+$/.test(email))
      throw invalid([{ path: 'email', message: 'expected an e-mail address' }])
    const done = resultOf(await sendQuestionnaire(ports, actorOf(c), row.id, { expiresAt: day, email, base: linkBase(deps, c.req.url) }))
    c.header('cache-control', 'no-store')
    return one(c, deps, done.row, { link: done.link })
  })

  app.post('/questionnaires/:id/revoke', async (c) => {
    const row = await demandQuestionnaire(deps, c)
    resultOf(await revokeQuestionnaire(ports, actorOf(c), row.id))
    return c.redirect(doneAt(`/questionnaires/${row.id}`, 'questionnaire-revoked'), 303)
  })

  app.post('/questionnaires/:id/accept', async (c) => {
    const row = await demandQuestionnaire(deps, c)
    resultOf(await acceptQuestionnaire(ports, actorOf(c), row.id))
    return c.redirect(doneAt(`/questionnaires/${row.id}`, 'questionnaire-accepted'), 303)
  })

  app.post('/questionnaires/:id/import', async (c) => {
    const row = await demandQuestionnaire(deps, c)
    const file = await formFile(c, 'file')
    if (!file) throw invalid([{ path: 'file', message: 'choose a file' }])
    const { typed } = await formFields(c)
    const data = new Uint8Array(await file.arrayBuffer())
    const done = await importQuestionnaire(ports, actorOf(c), row.id, { data, setId: typed.setId || null })
    if (!done.ok && (done.reason === 'unreadable' || done.reason === 'no-such-map'))
      throw invalid([{ path: 'file', message: done.detail ?? 'cannot be read' }])
    const { changed, unchanged, errors } = resultOf(done)
    const said = `${plural(changed, 'answer')} changed, ${unchanged} unchanged, ${plural(errors.length, 'cell')} not taken in.`
    return one(c, deps, (await questionnaireById(ports.db, row.id)) ?? row, { said, faults: errors })
  })

  async function setOf(id: string | null | undefined): Promise<QuestionSet | null> {
    if (!id) return null
    const set = (await allQuestionSets(ports.db)).find((some) => some.id === id)
    if (!set) throw notFound()
    return set
  }

  async function vendorOf(row: Questionnaire): Promise<Vendor> {
    const vendor = await vendorById(ports.db, row.vendorId)
    if (!vendor) throw notFound()
    return vendor
  }

  async function form(c: AppContext, { vendor, row, set, faults = [], chosen, title }: Shown, status: 200 | 400 = 200) {
    const questions = (await questionsOfSet(ports, set?.id ?? null)) ?? []
    const sets = row ? [] : (await allQuestionSets(ports.db)).filter((some) => some.questions.length)
    const name = row ? 'Choose the questions' : `Ask ${vendor.name}`
    return show(
      c,
      deps,
      {
        title: name,
        section: 'evidence',
        crumbs: [
          { href: '/questionnaires', label: 'Questionnaires' },
          { href: `/vendors/${vendor.id}`, label: vendor.name },
        ],
        children: (
          <>
            <Head title={name}>
              <p>
                Chosen are the questions of which an obligation applies, or may apply, to a use of what {vendor.name} supplies. Change it as
                you like.
              </p>
            </Head>
            <Faults faults={faults} labels={labels} />
            {sets.length ? (
              <form class="filters" method="get" action="/questionnaires/new">
                <input type="hidden" name="vendor" value={vendor.id} />
                <Select
                  name="set"
                  label={labels.setId}
                  blank="The questions of Telltale"
                  options={sets.map((some) => ({ value: some.id, label: some.name }))}
                  typed={{ set: set?.id ?? '' }}
                  faults={[]}
                />
                <button type="submit">Show</button>
              </form>
            ) : null}
            <form class="form" method="post" action={row ? `/questionnaires/${row.id}/edit` : '/questionnaires/new'}>
              <input type="hidden" name="vendorId" value={vendor.id} />
              {set ? <input type="hidden" name="setId" value={set.id} /> : null}
              {row ? <input type="hidden" name="version" value={String(row.version)} /> : null}
              <TextField name="title" label={labels.title} typed={{ title }} faults={faults} required />
              {sectionNames(questions).map((section) => (
                <fieldset>
                  <legend>{section}</legend>
                  {questions
                    .filter((some) => some.section === section)
                    .map(({ id, question }) => (
                      <label class="pick">
                        <input type="checkbox" name="questionIds" value={id} checked={chosen.includes(id)} /> {id}: {question}
                      </label>
                    ))}
                </fieldset>
              ))}
              <p>
                <button class="btn go" type="submit">
                  {row ? 'Save' : 'Keep as a draft'}
                </button>
              </p>
            </form>
          </>
        ),
      },
      status,
    )
  }
}

const sectionNames = (questions: readonly Question[]) => [...new Set(questions.map(({ section }) => section))]
