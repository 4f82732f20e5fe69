/** Words by which vendors call the documents that bind them or their customers, in menus and in addresses; folded, without accents. */
const words =
  'terms|conditions|privacy|legal|agreements?|polic(?:y|ies)|dpa|data processing|sub ?processors?|subcontractors?|cookies?|security|trust|compliance|gdpr|ccpa|licen[cs](?:e|es|ing)|addend(?:um|a)|sla|service levels?|acceptable use|disclaimers?|imprint|impressum|transparency|certifications?|model cards?|system cards?|ai act|rgpd|dsgvo|agb|datenschutz\\p{L}*|nutzungsbedingungen|geschaftsbedingungen|bedingungen|rechtliches|auftragsverarbeit\\p{L}*|unterauftrag\\p{L}*|sicherheit|vertrag|vertrage|richtlinien?|lizenz\\p{L}*|cgu|cgv|confidentialite|mentions|juridique|politiques?|securite|sous traitants?|accords?|contrats?|terminos|condiciones|privacidad|politicas?|seguridad|acuerdos?|aviso|contratos?|subencargados|termini|condizioni|informativa|sicurezza|contratti?|contratto|accordi?|accordo|voorwaarden|privacy\\p{L}+|beveiliging|overeenkomst|juridisch|verwerkers\\p{L}*|termos|condicoes|privacidade|seguranca|juridico'
const wide = '条款|协议|隐私|政策|法律|安全|合规|規約|プライバシー|契約|セキュリティ|ポリシー|法的'
const pattern = new RegExp(`(?<!\\p{L})(?:${words})(?!\\p{L})|${wide}`, 'u')

/** Whether words or an address name a document that binds a vendor or its customers: terms, an agreement, a policy, a statement on security. */
export const namesDocument = (text: string): boolean =>
  pattern.test(
    text
      .normalize('NFKD')
      .replace(/\p{M}/gu, '')
      .toLowerCase()
      .replace(/[^\p{L}]+/gu, ' '),
  )
