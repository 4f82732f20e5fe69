import { severities } from '../../core/kind'
import type { ChannelType } from '../../notify/channel'
import { severityWords } from '../../notify/message'
import { personRoles } from '../../store/schema'
import type { Unit } from '../../store/units'
import { Checks, type Fault, Select, TextField, type Typed } from '../ui/form'
import { roleWords } from './show'

export const channelLabels: Record<string, string> = {
  type: 'Kind',
  name: 'Name',
  address: 'Address',
  minSeverity: 'From which severity',
  digest: 'Rhythm',
  enabled: 'State',
  unitIds: 'Units',
  roles: 'Only what is for',
  timeZone: 'Time zone',
  digestAt: 'Hour of the digest',
  quietFrom: 'Quiet from',
  quietTo: 'Quiet until',
}
export const severityOptions = severities.map((value) => ({ value, label: severityWords[value] }))

type Props = {
  typed: Typed
  faults: readonly Fault[]
  units: readonly Unit[]
  chosenUnits: readonly string[]
  chosenRoles: readonly string[]
  /** The kinds to choose from, for a new channel. */
  types?: readonly ChannelType[]
  /** The kind that it is, for one that is there. */
  type?: ChannelType | null
}

/** The fields of a channel. */
export const ChannelFields = ({ typed, faults, units, chosenUnits, chosenRoles, types, type }: Props) => (
  <>
    {types ? (
      <Select
        name="type"
        label={channelLabels.type ?? ''}
        required
        options={types.map((one) => ({ value: one.type, label: one.name }))}
        typed={typed}
        faults={faults}
      />
    ) : null}
    <TextField name="name" label={channelLabels.name ?? ''} required typed={typed} faults={faults} />
    <TextField
      name="address"
      label={type?.addressLabel ?? channelLabels.address ?? ''}
      required
      hint={
        type?.addressHint ?? 'An e-mail address, or the https address of the webhook. Whoever knows a webhook’s address can post there.'
      }
      typed={typed}
      faults={faults}
    />
    <Select
      name="minSeverity"
      label={channelLabels.minSeverity ?? ''}
      required
      options={severityOptions}
      typed={{ minSeverity: 'medium', ...typed }}
      faults={faults}
    />
    <Select
      name="digest"
      label={channelLabels.digest ?? ''}
      required
      options={[
        { value: 'at-once', label: 'Each notice at once' },
        { value: 'daily', label: 'One digest a day' },
        { value: 'weekly', label: 'One digest a week, on Monday' },
      ]}
      typed={typed}
      faults={faults}
    />
    {type ? (
      <Select
        name="enabled"
        label={channelLabels.enabled ?? ''}
        required
        options={[
          { value: 'yes', label: 'On' },
          { value: 'no', label: 'Off: nothing is sent' },
        ]}
        typed={typed}
        faults={faults}
      />
    ) : null}
    {units.length ? (
      <Checks
        name="unitIds"
        label={channelLabels.unitIds ?? ''}
        hint="None = news of all units."
        options={units.map((unit) => ({ value: unit.id, label: unit.name }))}
        chosen={chosenUnits}
      />
    ) : null}
    <Checks
      name="roles"
      label={channelLabels.roles ?? ''}
      hint="None = what is for anybody."
      options={personRoles.map((role) => ({ value: role, label: roleWords(role) }))}
      chosen={chosenRoles}
    />
    <TimeFields typed={typed} faults={faults} />
  </>
)

/** When digests come and when nothing does, where the reader is. */
export const TimeFields = ({ typed, faults, own = false }: Pick<Props, 'typed' | 'faults'> & { own?: boolean }) => (
  <>
    <TextField
      name="timeZone"
      label={channelLabels.timeZone ?? ''}
      hint="Such as Europe/Berlin; empty = UTC."
      placeholder="UTC"
      typed={typed}
      faults={faults}
    />
    <TextField
      name="digestAt"
      label={channelLabels.digestAt ?? ''}
      hint={own ? 'Reminders come then too; empty = 08:00.' : 'Empty = 08:00.'}
      placeholder="08:00"
      typed={typed}
      faults={faults}
    />
    <TextField
      name="quietFrom"
      label={channelLabels.quietFrom ?? ''}
      hint="Nothing is sent in quiet hours, the critical neither: it waits for their end. Over midnight too."
      placeholder="19:00"
      typed={typed}
      faults={faults}
    />
    <TextField name="quietTo" label={channelLabels.quietTo ?? ''} placeholder="07:00" typed={typed} faults={faults} />
  </>
)
