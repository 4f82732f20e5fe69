import type { Words } from './words'

export const pt: Words = {
  language: 'pt',
  modality:
    'pode|podem|poderá|poderão|deve|devem|deverá|deverão|apenas|somente|exclusivamente|sempre|obrigatório|opcional|permitido|proibido',
  negation: 'não|nunca|nenhum|nenhuma|sem|salvo|exceto|nem|tampouco',
  topics: {
    'model-version-replaced': ['substitu*|migr*|atualiz* ~ modelo*|versão do modelo|@', 'novo|nova|novos ~ modelo|modelos|@'],
    'model-deprecated': ['obsolet*|descontinuad*|fim de vida|será desativad*|será retirad* ~ modelo*|versão|api|@'],
    'model-retired-or-withdrawn': [
      'retirad*|desativad*|removid*|não está mais disponível|deixou de estar disponível ~ modelo*|versão|funcionalidade*|@',
    ],
    'capability-added': [
      'nova funcionalidade|novas funcionalidades|novo recurso|novos recursos|agora é possível|já disponível|agora suporta',
    ],
    'feature-clause': [
      'funcionalidade*|recurso*|ferramenta* ~ permite*|oferec*|nov*',
      'inteligência artificial|ia|aprendizado de máquina|aprendizagem automática|algoritm* ~ sistema*|funcional*|utiliz*|personaliz*',
    ],
    'limits-or-context-changed': ['janela de contexto|limite de uso|limites de uso|cota*|limites de taxa'],
    'opt-out': [
      'opor*|oposição|retirar o seu consentimento|revogar o consentimento|cancelar a inscrição ~ tratamento|dados|direito|momento|publicidade|consentimento',
      'consentimento ~ explícito|prévio|revog*|retir*|tratamento|cookies',
      'configurações|definições|preferências ~ desativ*|recus*|cookies',
    ],
    'intended-use-changed': [
      'destinad*|uso pessoal|uso comercial|exclusivamente ~ uso|serviço*|pesso*|não|fins',
      'menores de idade|maior de idade|idade mínima|# anos',
    ],
    'prohibited-use-changed': [
      'deve|deverá|devem|compromete se|é obrigado ~ utiliz*|conta|conteúdo*|serviço*|cumprir|fornecer|usuário*|utilizador*',
      'proibid*|não pode|não deve|é proibido|vedad* ~ usar|utilizar|uso|conteúdo*|acessar|aceder|distribuir',
      'ilegal|ilegais|ilícit*|abus*|assédio|fraude|spam|engenharia reversa ~ uso|conteúdo*|não|conduta',
      'suspen*|rescis*|encerr* ~ conta|violaç*|incumpr*|descumpr*',
    ],
    'human-oversight-changed': ['decisões automatizadas|revisão humana|supervisão humana|intervenção humana'],
    'logging-changed': ['registros de atividade|registos de atividade|logs de acesso|registro de auditoria ~ conserv*|dias|export*|reten*'],
    'classification-statement-changed': ['alto risco|risco elevado ~ sistema*|classific*|ia'],
    'marking-or-disclosure-changed': ['marca d água|marcas d água|etiquet* ~ ia|conteúdo*|gerad*'],
    'customer-data-training-changed': [
      'trein*|melhorar|desenvolver|aperfeiçoar ~ modelo*|ia|inteligência artificial|algoritmo* ~ dados|conteúdo*|seu|seus|usuário*|utilizador*',
    ],
    'data-retention-changed': [
      'conserv*|armazen*|elimin*|exclu*|apag*|ret* ~ # dia*|# mes*|# mês|# ano*|# semana*|# hora*',
      'período de retenção|prazo de conservação|período de conservação|prazo de retenção',
    ],
    'data-region-changed': [
      'transfer*|armazenad*|servidor*|hospedad*|alojad* ~ união europeia|estados unidos|países terceiros|ue|exterior|europa|brasil',
      'cláusulas contratuais padrão|cláusulas contratuais tipo|países terceiros|decisão de adequação',
    ],
    place: ['brasil|portugal|estados unidos|irlanda|alemanha|frança|espanha|itália|reino unido|índia|europa|ue|japão|china'],
    subprocessor: [
      'subprocessador*|suboperador*|subcontratante*|sub operador*',
      'compartilh*|partilh*|divulg*|transmit*|vend* ~ terceiros|parceir*|fornecedor*|empresa*|autoridade* ~ dados|informações',
    ],
    recipient: ['terceiro*|parceir*|fornecedor*|destinatário* ~ dados|cookies|receb*|trat*|acess*'],
    privacy: [
      'dados pessoais|privacidade|controlador|responsável pelo tratamento|base legal|lgpd|rgpd|interesse legítimo|cookies|direito de acesso',
    ],
    certification: [
      'certific*|iso 27001|iso 42001|soc 2 ~ norma|segurança|obt*|conform*',
      'criptograf*|encripta*|autenticação ~ dados|segurança',
    ],
    lapsed: ['expirad*|expirou|suspens*|revogad*|vencid*'],
    'incident-published': ['incidente*|violação de dados|interrupção|indisponibilidade ~ serviço*|usuário*|utilizador*|dados|segurança'],
    'vulnerability-advisory': ['vulnerabilidade* ~ corrigid*|versão|crític*|segurança'],
    'authority-action': ['autoridade|anpd|tribunal ~ multa|sanção|orden*|investig*'],
    'liability-or-law-changed': [
      'responsabilidade|responsáve*|garantia*|indeniz*|indemniz*|danos ~ limit*|exclu*|diret*|indiret*|nenhum*|máxim*|não',
    ],
    'governing-law': ['lei aplicável|legislação aplicável|jurisdição|foro|tribunais|arbitragem|litígio*|resolução de disputas'],
    'output-rights-changed': [
      'propriedade intelectual|direitos autorais|direitos de autor|licença*|marca* ~ conteúdo*|conced*|direito*|utiliz*|titular*',
    ],
    'sla-or-support-changed': ['disponibilidade|nível de serviço|suporte|atendimento ~ #|%|horário*|tempo*|garant*'],
    'change-notice-terms-changed': [
      'modific*|alter*|atualiz* ~ termos|condições|política|contrato ~ momento|aviso prévio|notific*|inform*|entrada em vigor',
    ],
    'pricing-only': [
      'preço*|tarifa*|taxa*|custo*|assinatura*|pagamento*|fatur*|reembols*|crédito* ~ #|€|$|r|mes*|anual*|renov*|cancel*|grátis|gratuit*|imposto*',
      '# euros|€ #|# €|$ #',
      'renovação automática|direito de arrependimento',
    ],
    'ownership-changed': [
      'sede social|cnpj|registro comercial|aquisição|fusão|subsidiária|razão social ~ empresa|sociedade|ltda|s a|rua|grupo',
      'encarregado|encarregado de proteção de dados|representante ~ e mail|endereço|contat*|contact*',
    ],
    'product-discontinued': ['encerramento|descontinuaç*|falência ~ serviço*|produto|plataforma'],
  },
  columns: {
    'limits-or-context-changed': 'contexto|janela de contexto|máxim*|limite*|cota*|quota*',
    'pricing-only': 'preço*|tarifa*|custo*|por mês',
    'model-deprecated': 'descontinuação|data de desativação|fim de vida|substituto|substituição',
    'data-region-changed': 'localização|país|países|região|regiões',
    'data-retention-changed': 'retenção|conservação|prazo de conservação',
    subprocessor: 'suboperador*|subcontratante*|subprocessador*|operador*',
    recipient: 'destinatário*|fornecedor*|terceiro*|parceiro*|empresa',
  },
  headings: {
    'liability-or-law-changed': 'responsabilidade|garantias|lei aplicável|foro|jurisdição|indenização|disputas',
    'output-rights-changed': 'propriedade intelectual|licença*|direitos autorais|conteúdo',
    'pricing-only': 'preço*|pagamento*|assinatura*|cobrança|reembolso*',
    'prohibited-use-changed': 'uso aceitável|proibições|obrigações|conduta|restrições',
    'data-retention-changed': 'retenção|conservação|armazenamento',
    'data-region-changed': 'transferência*',
    subprocessor: 'destinatários|operadores|terceiros|fornecedores',
    recipient: 'cookies|parceiros|fornecedores|terceiros',
    'opt-out': 'seus direitos|os seus direitos|consentimento',
    'ownership-changed': 'contato|contacto|controlador|quem somos',
    'change-notice-terms-changed': 'alterações|modificações',
  },
}
