import { severities } from '../../core/kind'
import { addChannel, channelFields, editChannel, newChannel, removeChannel, rotateKey } from '../../flows/save-channel'
import { testChannel, testInWords } from '../../flows/test-channel'
import { channelType, channelTypes } from '../../notify/index'
import { allChannels, type Channel, channelById } from '../../store/channels'
import { parkedCount } from '../../store/notices-page'
import { personRoles } from '../../store/schema'
import { allUnits } from '../../store/units'
import { callerOf } from '../authorise'
import type { App, AppContext, AppDeps } from '../environment'
import { formFields } from '../form-data'
import { fieldErrors, notFound } from '../problem'
import { sentence } from '../ui/days'
import { type Fault, Faults, Removal, type Typed } from '../ui/form'
import { Empty } from '../ui/parts'
import { Table } from '../ui/table'
import { actorOf } from './act'
import { ChannelFields, channelLabels } from './channel-fields'
import { doneAt } from './flash'
import { showSettings } from './settings-nav'

type Shown = {
  typed?: Typed
  units?: readonly string[]
  roles?: readonly string[]
  faults?: readonly Fault[]
  said?: string
  secret?: string | null
}

const rhythmWords = { 'at-once': 'At once', daily: 'Daily digest', weekly: 'Weekly digest' } as const

/** Where news go besides people's own mail: adding, testing, changing and removing channels. */
export function channelPages(app: App, deps: AppDeps): void {
  const { ports } = deps
  const { db } = ports
  const channel = async (c: AppContext): Promise<Channel> => {
    const found = await channelById(db, c.req.param('id') ?? '')
    if (!found) throw notFound()
    return found
  }

  app.get('/settings/channels', (c) => list(c, {}))
  app.get('/settings/channels/:id', async (c) => one(c, await channel(c), {}))

  app.post('/settings/channels', async (c) => {
    const { typed, given, units, roles } = await read(c)
    const parsed = newChannel.safeParse({ ...given, type: typed.type })
    if (!parsed.success) return list(c, { typed, units, roles, faults: fieldErrors(parsed.error) })
    const done = await addChannel(ports, actorOf(c), parsed.data, callerOf(c).unitIds)
    if (!done.ok) return list(c, { typed, units, roles, faults: [faultOf(done)] })
    return done.secret
      ? one(c, done.channel, { secret: done.secret })
      : c.redirect(doneAt(`/settings/channels/${done.channel.id}`, 'added'), 303)
  })

  app.post('/settings/channels/:id', async (c) => {
    const before = await channel(c)
    const { typed, given, units, roles } = await read(c)
    const parsed = channelFields.safeParse({ ...given, enabled: typed.enabled === 'yes' })
    if (!parsed.success) return one(c, before, { typed, units, roles, faults: fieldErrors(parsed.error) })
    const done = await editChannel(ports, actorOf(c), before, parsed.data, callerOf(c).unitIds)
    if (!done.ok) return one(c, before, { typed, units, roles, faults: [faultOf(done)] })
    return c.redirect(doneAt(`/settings/channels/${before.id}`, 'saved'), 303)
  })

  app.post('/settings/channels/:id/test', async (c) => {
    const found = await channel(c)
    return one(c, found, { said: testInWords(await testChannel(ports, found, callerOf(c))) })
  })

  app.post('/settings/channels/:id/rotate', async (c) => {
    const found = await channel(c)
    const done = await rotateKey(ports, actorOf(c), found)
    return done.ok ? one(c, done.channel, { secret: done.secret }) : one(c, found, { faults: [faultOf(done)] })
  })

  app.post('/settings/channels/:id/remove', async (c) => {
    const found = await channel(c)
    const done = await removeChannel(ports, actorOf(c), found)
    return done.ok ? c.redirect(doneAt('/settings/channels', 'removed'), 303) : one(c, found, { faults: [faultOf(done)] })
  })

  async function list(c: AppContext, { typed = {}, units = [], roles = [], faults = [] }: Shown) {
    const [all, every, parked] = await Promise.all([allChannels(db), allUnits(db), parkedCount(db)])
    return showSettings(
      c,
      deps,
      {
        current: '/settings/channels',
        lead: 'Where news go besides people’s own e-mail. A case is one notice to a channel, however many reviews it makes due.',
        acts: <a href="/notices">{parked ? `Notices, ${parked} parked` : 'Notices'}</a>,
        children: (
          <>
            <Faults faults={faults} labels={channelLabels} />
            {all.length ? (
              <Table
                label="Channels"
                columns={[
                  { head: 'Channel', cell: (row) => <a href={`/settings/channels/${row.id}`}>{row.name}</a> },
                  { head: 'Kind', cell: (row) => channelType(row.type)?.name ?? row.type },
                  { head: 'From severity', cell: (row) => sentence(row.minSeverity === 'info' ? 'log only' : row.minSeverity) },
                  { head: 'Rhythm', cell: (row) => rhythmWords[row.digest] },
                  { head: 'State', cell: (row) => (row.enabled ? 'On' : 'Off') },
                ]}
                rows={all}
              />
            ) : (
              <Empty icon="told" title="No channel yet">
                People are told by e-mail. Add a channel for a team: a list of addresses, Slack, Microsoft Teams, or a system of yours.
              </Empty>
            )}
            <details class="mt" open={faults.length > 0 || all.length === 0}>
              <summary>Add a channel</summary>
              <form class="form" method="post" action="/settings/channels">
                <ChannelFields typed={typed} faults={faults} units={every} chosenUnits={units} chosenRoles={roles} types={channelTypes} />
                <p>
                  <button class="btn" type="submit">
                    Add the channel
                  </button>
                </p>
              </form>
            </details>
          </>
        ),
      },
      faults.length ? 400 : 200,
    )
  }

  async function one(c: AppContext, found: Channel, { typed, units, roles, faults = [], said, secret }: Shown) {
    const every = await allUnits(db)
    const type = channelType(found.type)
    const at = `/settings/channels/${found.id}`
    return showSettings(
      c,
      deps,
      {
        current: '/settings/channels',
        title: found.name,
        crumbs: [
          { href: '/settings', label: 'Settings' },
          { href: '/settings/channels', label: 'Channels' },
        ],
        lead: type?.name ?? found.type,
        acts: <a href={`/notices?channelId=${found.id}`}>What was sent there</a>,
        children: (
          <>
            <Faults faults={faults} labels={channelLabels} />
            {said ? (
              <div class="flash" role="status">
                <span>{said}</span>
              </div>
            ) : null}
            {secret ? (
              <div class="flash" role="status">
                <span>
                  The key that messages are signed with, shown this once: <code class="mono wrap">{secret}</code>
                </span>
              </div>
            ) : null}
            <form method="post" action={`${at}/test`}>
              <p>
                <button class="btn" type="submit">
                  Send a test
                </button>
              </p>
            </form>
            <form class="form mt" method="post" action={at}>
              <ChannelFields
                typed={typed ?? typedOf(found)}
                faults={faults}
                units={every}
                chosenUnits={units ?? found.unitIds ?? []}
                chosenRoles={roles ?? found.roles ?? []}
                type={type}
              />
              <p>
                <button class="btn go" type="submit">
                  Save
                </button>
              </p>
            </form>
            {found.secret === null ? null : (
              <details class="mt">
                <summary>Give it a new key</summary>
                <form class="form" method="post" action={`${at}/rotate`}>
                  <p class="hint">Messages are signed with the new key from then on; the receiver must know it.</p>
                  <p>
                    <button class="btn" type="submit">
                      Make a new key
                    </button>
                  </p>
                </form>
              </details>
            )}
            <Removal action={`${at}/remove`} what="the channel">
              Nothing is sent there any more. What was sent stays in the list of notices.
            </Removal>
          </>
        ),
      },
      faults.length ? 400 : 200,
    )
  }
}

const typedOf = (found: Channel): Typed => ({
  name: found.name,
  address: found.address,
  minSeverity: found.minSeverity,
  digest: found.digest,
  enabled: found.enabled ? 'yes' : 'no',
  timeZone: found.timeZone ?? '',
  digestAt: found.digestAt ?? '',
  quietFrom: found.quietFrom ?? '',
  quietTo: found.quietTo ?? '',
})

async function read(c: AppContext) {
  const { typed, all } = await formFields(c)
  const [units, roles] = [all('unitIds'), all('roles')]
  const { name, address, minSeverity, digest, timeZone, digestAt, quietFrom, quietTo } = typed
  const given = {
    name,
    address,
    minSeverity: severities.find((one) => one === minSeverity),
    digest,
    unitIds: units,
    roles: personRoles.filter((role) => roles.includes(role)),
    timeZone: timeZone || null,
    digestAt: digestAt || null,
    quietFrom: quietFrom || null,
    quietTo: quietTo || null,
  }
  return { typed, given, units, roles }
}

function faultOf(refusal: Exclude<Awaited<ReturnType<typeof removeChannel>>, { ok: true }>): Fault {
  if (refusal.reason === 'bad-field') return { path: refusal.path, message: refusal.message }
  return { path: null, message: 'Somebody else has changed the channel meanwhile. Read the page again.' }
}
