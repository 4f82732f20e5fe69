import type { SourceType } from '../source'

/** How vendors call a kind of document when they announce that it changed, by type of source, in the languages of the word lists. */
export const documentNames: Partial<Record<SourceType, string>> = {
  terms:
    'terms of service|terms of use|terms and conditions|service terms|customer terms|our terms|user agreement|customer agreement|nutzungsbedingungen|geschäftsbedingungen|agb|conditions générales|conditions d utilisation|términos de servicio|condiciones de uso|termini di servizio|condizioni d uso|gebruiksvoorwaarden|algemene voorwaarden|termos de uso|termos de serviço|服务条款|用户协议|使用条款|利用規約',
  privacy:
    'privacy policy|privacy notice|privacy statement|cookie policy|datenschutzerklärung|datenschutzhinweise|politique de confidentialité|política de privacidad|informativa sulla privacy|privacyverklaring|privacybeleid|política de privacidade|隐私政策|隐私协议|プライバシーポリシー',
  dpa: 'data processing addendum|data processing agreement|dpa|auftragsverarbeitungsvertrag|accord de traitement des données|acuerdo de tratamiento|verwerkersovereenkomst|数据处理协议',
  subprocessors:
    'subprocessor|subprocessors|sub processor|sub processors|subcontractors|unterauftragsverarbeiter|unterauftragnehmer|sous traitants ultérieurs|subencargados|sub responsabili|subverwerkers|subprocessadores|分包处理者|再委託先',
  'usage-policy': 'usage policy|usage policies|acceptable use policy|content policy|nutzungsrichtlinie|politique d utilisation',
  'model-card': 'model card|model cards',
  'system-card': 'system card|system cards',
  pricing: 'pricing|prices|price list|plans|preise|tarifs|precios|prezzi|prijzen|preços|价格|料金',
  'trust-center': 'trust center|trust centre|certification|certifications',
}

/** Verbs and nouns that say a document changed. */
export const changeWords =
  'updated|updating|update|updates|changed|changes|change|changing|revised|amended|new version|new|added|adding|removed|aktualisiert|geändert|änderung|änderungen|neue|mis à jour|mise à jour|modifié|modification|nouvelle|actualizado|actualización|cambios|aggiornato|aggiornamento|modifiche|bijgewerkt|gewijzigd|wijzigingen|atualizado|atualização|alterações|更新|修订|变更|更改|改定|変更'

/** Words too common to tie a notice to a change. */
export const commonWords = new Set(
  `about above after again against all also an and any are because been before being below between both but can cannot could customer customers data did does doing down during each
  every few for from further had has have having here how into its itself just may might more most must need new news not now off once only other our ours out over own page people per please
  policy product products provide provided same service services shall should some such system systems team than that the their them then there these they this those through time today
  under until update updated use used user users using version very via want was we week were what when where which while who will with within without work would year years you your yours
  available feature features improve improved information content including include support make made help find learn read click month months day days
  auch auf aus bei bis dass dem den der des die diese dieser ein eine einem einen einer für haben ihre ihr ihnen ist kann können mit nach nicht nur oder sich sie sind über und uns unsere von vor werden wie wird zu zum zur
  aux avec ces cette dans des elle est être les leur leurs mais nos notre nous ont par pas peut plus pour que qui sans ses son sont sur tous une vos votre vous
  como con del desde donde ella este esta las los más nuestro para pero por que sin sobre sus una uso usted
  alla anche che con dal della delle dei gli nel nella non per più sono sua suo una
  aan als bij dat deze die door een en het hun maar met naar niet om onze ook op te uw van voor wij worden zijn
  ao com como da das do dos em mais não nas nos ou para pela pelo por que se sem seu sua uma`.split(/\s+/),
)
