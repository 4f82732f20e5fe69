import type { Words } from './words'

export const es: Words = {
  language: 'es',
  modality:
    'puede|pueden|podrá|podrán|podemos|debe|deben|deberá|deberán|debes|solo|sólo|únicamente|siempre|obligatorio|opcional|permitido|prohibido',
  negation: 'no|nunca|ningún|ninguna|ninguno|sin|salvo|excepto|ni|tampoco',
  topics: {
    'model-version-replaced': [
      'sustitu*|reemplaz*|migr*|actualiz* ~ modelo*|versión del modelo|@',
      'nuevo|nueva|nuevos ~ modelo|modelos|@',
    ],
    'model-deprecated': ['obsolet*|en desuso|fin de vida|se retirará|dejará de ~ modelo*|versión|api|@'],
    'model-retired-or-withdrawn': ['retirad*|desactivad*|eliminad*|ya no está disponible ~ modelo*|versión|función|funciones|@'],
    'capability-added': ['nueva función|nuevas funciones|ahora puede*|ya está disponible|ahora admite'],
    'feature-clause': [
      'función|funciones|funcionalidad*|herramienta* ~ permite*|ofrec*|nuev*',
      'inteligencia artificial|ia|aprendizaje automático|algoritm* ~ sistema*|funci*|utiliz*|personaliz*',
    ],
    'limits-or-context-changed': ['ventana de contexto|límite de uso|límites de uso|cuota*|límite de velocidad'],
    'opt-out': [
      'oponer*|oposición|retirar su consentimiento|retirar el consentimiento|darse de baja|cancelar la suscripción ~ tratamiento|datos|derecho|momento|publicidad|consentimiento',
      'consentimiento ~ explícito|previo|retir*|tratamiento|cookies',
      'configuración|preferencias ~ desactiv*|rechaz*|cookies',
    ],
    'intended-use-changed': [
      'destinad*|uso personal|uso comercial|exclusivamente ~ uso|servicio*|person*|no|fines',
      'menores de edad|mayor de edad|edad mínima|# años',
    ],
    'prohibited-use-changed': [
      'debe|deberá|deberán|se compromete|está obligado ~ utiliz*|cuenta|contenido*|servicio*|cumplir|proporcionar|usuario*',
      'prohibid*|no podrá|no puede|no debe|se prohíbe|queda prohibido ~ usar|utilizar|uso|contenido*|acceder|distribuir|compartir',
      'ilegal*|ilícit*|abus*|acoso|fraude|spam|ingeniería inversa ~ uso|contenido*|no|conducta|prohib*',
      'suspen*|cancel* ~ cuenta|incumpl*|infrac*',
    ],
    'human-oversight-changed': ['decisiones automatizadas|revisión humana|supervisión humana|intervención humana'],
    'logging-changed': ['registros de actividad|registro de auditoría|registros de acceso|logs ~ conserv*|días|export*'],
    'classification-statement-changed': ['alto riesgo ~ sistema*|clasific*|ia'],
    'marking-or-disclosure-changed': ['marca de agua|etiquet* ~ ia|contenido*|generad*'],
    'customer-data-training-changed': [
      'entren*|mejorar|desarrollar ~ modelo*|ia|inteligencia artificial|algoritmo* ~ datos|contenido*|su|sus|usuario*',
    ],
    'data-retention-changed': [
      'conserv*|almacen*|elimin*|borr*|reten* ~ # día*|# mes*|# año*|# semana*|# hora*',
      'período de conservación|plazo de conservación|plazos de conservación',
    ],
    'data-region-changed': [
      'transfer*|almacen*|servidor*|alojad* ~ unión europea|estados unidos|terceros países|ue|eee|extranjero|europa',
      'cláusulas contractuales tipo|terceros países|decisión de adecuación',
    ],
    place: [
      'españa|estados unidos|irlanda|alemania|francia|italia|reino unido|méxico|argentina|brasil|chile|colombia|india|europa|ue|japón|china',
    ],
    subprocessor: [
      'subencargado*|subprocesador*|encargado* del tratamiento',
      'compart*|comunic*|cede*|transmit*|vend* ~ terceros|socio*|proveedor*|empresa*|autoridad* ~ datos|información',
    ],
    recipient: ['tercero*|socio*|proveedor*|destinatario* ~ datos|cookies|recib*|trat*|acced*'],
    privacy: ['datos personales|privacidad|responsable del tratamiento|base jurídica|rgpd|interés legítimo|cookies|derecho de acceso'],
    certification: ['certific*|iso 27001|iso 42001|soc 2 ~ norma|seguridad|obten*|cumpl*', 'cifr*|autenticación ~ datos|seguridad'],
    lapsed: ['caducad*|suspendid*|retirad*|vencid*|revocad*'],
    'incident-published': ['incidente*|violación de seguridad|interrupción|caída ~ servicio*|usuario*|datos|seguridad'],
    'vulnerability-advisory': ['vulnerabilidad* ~ corregid*|versión|crític*|seguridad'],
    'authority-action': ['autoridad|agencia|tribunal ~ multa|sanción|orden*|investig*'],
    'liability-or-law-changed': [
      'responsabilidad|responsable*|garantía*|indemniz*|daños ~ limit*|exclu*|direct*|indirect*|ningún|máxim*|no|serán',
    ],
    'governing-law': [
      'ley aplicable|legislación aplicable|jurisdicción|tribunales|arbitraje|resolución de disputas|controversia*|litigio*',
    ],
    'output-rights-changed': [
      'propiedad intelectual|derechos de autor|licencia*|marca* ~ contenido*|conced*|otorg*|derecho*|utiliz*|titular*',
    ],
    'sla-or-support-changed': ['disponibilidad|nivel de servicio|soporte|atención al cliente ~ #|%|horario*|tiempo*|garant*'],
    'change-notice-terms-changed': [
      'modific*|cambi*|actualiz* ~ términos|condiciones|política|contrato ~ momento|previo aviso|notific*|inform*|entrada en vigor',
    ],
    'pricing-only': [
      'precio*|tarifa*|cuota|coste*|suscripción|pago*|factur*|reembols*|crédito* ~ #|€|$|mes*|anual*|renov*|cancel*|gratis|gratuit*|impuesto*',
      '# euros|€ #|# €|$ #',
      'renovación automática|derecho de desistimiento',
    ],
    'ownership-changed': [
      'domicilio social|registro mercantil|adquisición|fusión|filial|razón social ~ empresa|sociedad|s l|s a|calle|grupo',
      'delegado de protección de datos|representante ~ correo|dirección|contact*',
    ],
    'product-discontinued': ['cese|cierre|discontinu*|liquidación ~ servicio*|producto|plataforma'],
  },
  columns: {
    'limits-or-context-changed': 'contexto|ventana de contexto|máx*|límite*|cuota*',
    'pricing-only': 'precio*|tarifa*|coste*|costo*|por mes',
    'model-deprecated': 'obsolescencia|retirada|fecha de retirada|fin de vida|sustituto|reemplazo',
    'data-region-changed': 'ubicación|país|países|región|regiones',
    'data-retention-changed': 'conservación|plazo de conservación|retención',
    subprocessor: 'subencargado*|encargado*',
    recipient: 'destinatario*|proveedor*|tercero*|socio*|empresa',
  },
  headings: {
    'liability-or-law-changed': 'responsabilidad|garantías|ley aplicable|jurisdicción|indemnización|disputas',
    'output-rights-changed': 'propiedad intelectual|licencia*|derechos de autor|contenido',
    'pricing-only': 'precio*|pago*|suscripción|facturación|reembolso*|tarifas',
    'prohibited-use-changed': 'uso aceptable|prohibiciones|obligaciones|conducta|restricciones',
    'data-retention-changed': 'conservación|plazo*|retención',
    'data-region-changed': 'transferencia*',
    subprocessor: 'destinatarios|encargados|terceros|proveedores',
    recipient: 'cookies|socios|proveedores|terceros',
    'opt-out': 'sus derechos|tus derechos|consentimiento',
    'ownership-changed': 'contacto|responsable|quiénes somos|aviso legal',
    'change-notice-terms-changed': 'modificaciones|cambios',
  },
}
