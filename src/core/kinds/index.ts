import type { Kind } from '../kind'
import { aiFeatureAddedOff } from './ai-feature-added-off'
import { aiFeatureDefaultOn } from './ai-feature-default-on'
import { apiBreakingChange } from './api-breaking-change'
import { authorityAction } from './authority-action'
import { capabilityAgenticAdded } from './capability-agentic-added'
import { capabilityEmotionBiometricAdded } from './capability-emotion-biometric-added'
import { capabilityMemoryAdded } from './capability-memory-added'
import { capabilityModalityAdded } from './capability-modality-added'
import { capabilityRemoved } from './capability-removed'
import { certificationAdded } from './certification-added'
import { certificationLapsed } from './certification-lapsed'
import { changeNoticeTermsChanged } from './change-notice-terms-changed'
import { changelogWithoutDocumentChange } from './changelog-without-document-change'
import { classificationStatementChanged } from './classification-statement-changed'
import { conformityDocumentsChanged } from './conformity-documents-changed'
import { customerDataTrainingChanged } from './customer-data-training-changed'
import { dataRegionChanged } from './data-region-changed'
import { dataRetentionChanged } from './data-retention-changed'
import { dateBumpedNoChange } from './date-bumped-no-change'
import { documentGoneOrGated } from './document-gone-or-gated'
import { dpaOrPrivacyTermsChanged } from './dpa-or-privacy-terms-changed'
import { editorialOrLayoutOnly } from './editorial-or-layout-only'
import { evaluationNumbersChanged } from './evaluation-numbers-changed'
import { gpaiStatusChanged } from './gpai-status-changed'
import { guardrailsChanged } from './guardrails-changed'
import { humanOversightChanged } from './human-oversight-changed'
import { incidentPublished } from './incident-published'
import { instructionsChanged } from './instructions-changed'
import { intendedUseChanged } from './intended-use-changed'
import { liabilityOrLawChanged } from './liability-or-law-changed'
import { licenceChanged } from './licence-changed'
import { limitsOrContextChanged } from './limits-or-context-changed'
import { loggingChanged } from './logging-changed'
import { markingOrDisclosureChanged } from './marking-or-disclosure-changed'
import { modelAliasRepointed } from './model-alias-repointed'
import { modelCardRiskChanged } from './model-card-risk-changed'
import { modelDeprecated } from './model-deprecated'
import { modelRetiredOrWithdrawn } from './model-retired-or-withdrawn'
import { modelVersionReplaced } from './model-version-replaced'
import { newDocumentPublished } from './new-document-published'
import { optOutRemoved } from './opt-out-removed'
import { outputRightsChanged } from './output-rights-changed'
import { ownershipChanged } from './ownership-changed'
import { pricingOnly } from './pricing-only'
import { productDiscontinued } from './product-discontinued'
import { prohibitedUseChanged } from './prohibited-use-changed'
import { silentContentChange } from './silent-content-change'
import { slaOrSupportChanged } from './sla-or-support-changed'
import { sourceUnreachable } from './source-unreachable'
import { subprocessorAdded } from './subprocessor-added'
import { subprocessorRemovedOrChanged } from './subprocessor-removed-or-changed'
import { trainingDataDisclosureChanged } from './training-data-disclosure-changed'
import { vulnerabilityAdvisory } from './vulnerability-advisory'

/** How every change kind of the pack is recognised, in the pack's order. One file each; a test holds the list against the pack. */
export const kinds = [
  modelVersionReplaced,
  modelAliasRepointed,
  modelDeprecated,
  modelRetiredOrWithdrawn,
  capabilityModalityAdded,
  capabilityAgenticAdded,
  capabilityMemoryAdded,
  capabilityEmotionBiometricAdded,
  capabilityRemoved,
  guardrailsChanged,
  limitsOrContextChanged,
  apiBreakingChange,
  aiFeatureAddedOff,
  aiFeatureDefaultOn,
  optOutRemoved,
  intendedUseChanged,
  prohibitedUseChanged,
  instructionsChanged,
  humanOversightChanged,
  loggingChanged,
  classificationStatementChanged,
  modelCardRiskChanged,
  evaluationNumbersChanged,
  trainingDataDisclosureChanged,
  markingOrDisclosureChanged,
  gpaiStatusChanged,
  customerDataTrainingChanged,
  dataRetentionChanged,
  dataRegionChanged,
  subprocessorAdded,
  subprocessorRemovedOrChanged,
  dpaOrPrivacyTermsChanged,
  certificationAdded,
  certificationLapsed,
  incidentPublished,
  vulnerabilityAdvisory,
  authorityAction,
  liabilityOrLawChanged,
  outputRightsChanged,
  slaOrSupportChanged,
  changeNoticeTermsChanged,
  pricingOnly,
  licenceChanged,
  ownershipChanged,
  productDiscontinued,
  conformityDocumentsChanged,
  documentGoneOrGated,
  sourceUnreachable,
  dateBumpedNoChange,
  silentContentChange,
  changelogWithoutDocumentChange,
  newDocumentPublished,
  editorialOrLayoutOnly,
] as const satisfies readonly Kind[]
export type ChangeKind = (typeof kinds)[number]['kind']
