import { collectors } from '../../collectors'
import { examineWith } from '../core/examine'
import { fingerprintWith, versionWith } from '../core/extract'

/** The pipeline with all collectors bound: what every flow and command uses. */
export const examine = examineWith(collectors)

/** See `fingerprintWith`. */
export const fingerprint = fingerprintWith(collectors)

/** `id@version` of the collector that reads this capture; null where none does. A snapshot records it. */
export const collectorVersionOf = versionWith(collectors)
