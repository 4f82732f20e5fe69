import type { Words } from './words'

/** What English statements say of data, security, contract and the end of things. */
export const enContract = {
  'customer-data-training-changed': [
    'train|training|trains|fine tun*|finetun*|improve|improving|develop|developing|teach|learn from ~ model|models|algorithm*|machine learning|artificial intelligence|ai|service|services|product*|technolog* ~ your|customer*|user*|content|data|input*|output*|prompt*|conversation*|code|message*|personal|information|usage|interaction*|them',
    'used|use|uses|using ~ train|training|trained ~ data|content|input*|output*|model*|ai|code|information|conversation*',
    'model training|ai training|ai model training|train our|train its|train their|train ai|train artificial|training of|used for training|to train|machine learning ~ not|your|data|content|use*|consent|opt*|customer*|allow|permit*|personal|model*|snippet*|inform*|purpose*|technolog*',
  ],
  'data-retention-changed': [
    'retain*|retention|keep|kept|store|stored|stores|storing|delet*|eras*|preserv*|purge*|discard* ~ # day*|# hour*|# month*|# year*|# week*|one year|two years|three years|# business day*',
    'retain|retained|retains|retention|discard*|purge*|stored for|kept for|keep your|may store|we store|never store|we will delete|are deleted|is deleted|then delete|will be deleted|automatically delete* ~ data|information|content|prompt*|input*|output*|account|file*|record*|conversation*|message*|chat*|recording*|transcript*|backup*|system*|suggestion*|snippet*|comment*|log|code|codebase',
    'zero data retention|zero retention|zdr|data retention|retention period*|storage period*|as long as necessary|as long as needed|longer than necessary|with storage',
    'do not store|does not store|not stored|won t store|never store|are stored in|is stored in|not retain|private bucket|enable storage|disable storage ~ data|code|output*|log*|recording*|information|content|prompt*|default|account|message*|embedding*|transcription*',
  ],
  'data-region-changed': [
    'stored|store|process*|host*|hosted|located|transfer*|server*|data center*|data centre*|datacenter*|residency|inference|region*|route*|routed|fallback ~ region|regions|countr*|eu|european union|europe|united states|u s|usa|china|germany|ireland|india|korea|singapore|japan|united kingdom|brazil|canada|switzerland|worldwide|outside|abroad|uae|australia|eea',
    'data residency|data localization|data localisation|region pinned|cross border transfer*|international transfer*|data privacy framework|privacy shield|standard contractual clause*|adequacy decision*|eu us data|servers are located|hosting location*|out of region|eu hosting',
  ],
  place: [
    'united states|usa|us|germany|de|ireland|france|spain|italy|netherlands|sweden|norway|finland|denmark|poland|belgium|austria|switzerland|portugal|united kingdom|uk|canada|australia|new zealand|japan|korea|singapore|india|israel|brazil|mexico|chile|china|hong kong|taiwan|eu|eea|europe|european union|global|worldwide|philippines|argentina|romania|ukraine|colombia|south africa|uae|indonesia|malaysia|czech republic|greece|hungary|luxembourg',
  ],
  subprocessor: [
    'subprocessor*|sub processor*',
    'share*|sharing|disclos*|sell|sells|sold|transfer* ~ personal data|personal information|data|information|transcript*|content|geolocation ~ with|to ~ third part*|partner*|compan*|provider*|vendor*|affiliate*|advertiser*|advertis*|group|law enforcement|application*|public',
    'service provider*|data processor*|third party provider*|third party vendor*|advertis* partner*|analytics provider*|analytics service*|business partner*|ad network*|advertising network*|social network* ~ share*|shared|disclos*|provid*|receive*|use|uses|using|engage*|process*|collect*|data|information',
    'provided by|processed by|powered by|operated by ~ inc|llc|ltd|limited|gmbh|corp|ab|bv',
    'third party vendor*|third party application*|business associate agreement|baa|hipaa compliant provider*|hipaa compliant service*',
    'permit third parties ~ data|information|use|train*|access|them',
  ],
  privacy: [
    'privacy|personal data|personal information|controller|processor|data protection|gdpr|ccpa|legal basis|legitimate interest*|data subject*|cookie*|collect*|dpo|lawful basis|sensitive data|location data|device information',
    'privacy right*|right to access|right to delete|right to know|right to correct|rights request*|request deletion|authoriz* agent|right of access|right to erasure|exercise your rights',
  ],
  certification: [
    'iso 27001|iso iec|iso 42001|27001|27701|42001|27018|soc 2|soc2|soc 1|soc 3|fedramp|hitrust|pci dss|cyber essentials|tisax|csa star|aiuc|penetration test*|attestation*',
    'certif*|accredit*|audit report* ~ iso|soc|security|complian*|report*|standard*|earn*|achiev*|obtain*|adhere*|framework|complete*',
    'hipaa|pci ~ complian*|certif*|baa|mode|enable*',
    'encrypt*|security measure*|security program*|multi factor authentication|mfa|single sign on|sso ~ at rest|in transit|enforce*|implement*|technical|organi*ational|industry standard|physical|administrative',
  ],
  lapsed: [
    'expire*|lapse*|suspend*|withdraw*|withdrawn|revok*|no longer|badge was removed|valid until|scope reduced|ended|terminated|not renewed',
  ],
  'incident-published': [
    'outage*|incident*|data breach*|breach|post mortem|postmortem|root cause|unauthorized access|unauthorised access|exposed|leak*|degraded|compromis*|elevated error* ~ user*|customer*|data|service*|api|investigat*|resolved|affect*|caused|conversation*|system*|security|report*|update*|our|after|account*|supply chain',
    'security incident*|data breach*|major outage|partial outage|service disruption*|incident report|supply chain attack*|compromised',
  ],
  'vulnerability-advisory': [
    'vulnerabilit*|cve|security advisor*|security fix*|prompt injection|remote code execution|rce|xss|exploit*|data exfiltration|path traversal|deserialization|malicious ~ fix*|affect*|version*|patch*|could|allow*|advisory|assistant|severity|high|critical|disclos*|report*|package*|in|can',
    'cve #|security vulnerabilit*|vulnerability disclosure|ghsa|security advisory|prompt injection|hidden text',
  ],
  'authority-action': [
    'regulator*|authority|authorities|court|commission|garante|cnil|ico|ftc|attorney general|dpa ~ fine*|fined|order*|investigat*|banned|blocked|lawsuit*|ruling|sanction|settle*|injunct*|proceeding*|recall',
    'class action lawsuit*|filed a lawsuit|court order*|corrective action*|product recall*|service blocked',
  ],
  'liability-or-law-changed': [
    'liabilit*|liable|indemnif*|indemnity|hold harmless|warranty|warranties|damages ~ limit*|maximum|exclu*|not|aggregate|no event|direct|indirect|any|agree|loss*|degree of fault|basis|party|obligation',
    'as is|as available|at your own risk|sole risk ~ provid*|use|basis|warrant*|service*|risk|feature*',
    'not responsible|no responsibility|any responsibility|disclaim*|disclaims|solely responsible ~ any|for|warrant*|responsib*|liabilit*|obligation*|action*|consequence*|your',
    'limitation of liability|aggregate liability|maximum liability|disclaimer of warrant*|jointly and severally|obligation to defend',
  ],
  'governing-law': [
    'arbitrat*|class action waiver|jury trial|governing law|choice of law|small claims|mediation|dispute resolution|mass arbitration|class action*|informal dispute|jams|statute of limitation*|limitations period|exclusive jurisdiction|courts of|laws of|laws of the state|governed by the law*',
    'dispute*|claim|claims ~ court*|arbitrat*|resolv*|resolution|law|notice|jurisdiction|waive*|informal*',
    'governed by|interpreted ~ laws|law',
  ],
  'output-rights-changed': [
    'intellectual property|licens*|licenc*|copyright*|trademark*|ownership ~ content|output*|input*|suggestion*|feedback|grant*|retain*|royalt*|infring*|perpetual|irrevocable|reproduce|display|sublicens*|your content|customer data|you',
    'you own|own the|owns the|own all|retain ownership|owns all|assign* ~ output*|content|input*|suggestions|code|rights|title|data',
    'royalty free|perpetual licen*|sublicens*|worldwide licen*|moral rights|derivative work*|dmca|copyright infring*|takedown|brand identif*|brand feature*|publicity rights|licensed materials|counter notice|infringement* notice',
    'grant* ~ right to|licen*|permission*|royalt*',
    'username* ~ reclaim*|ownership|trademark*|rights|infring*',
    'reproduce|remix|likeness ~ content|right|rights|limited right|user*',
  ],
  'sla-or-support-changed': [
    'uptime|service level*|sla|slas|availability target*|service credit*|response time*|support hour*|technical support|customer support|support plan* ~ #|%|target|guarantee*|support*|commit*|plan*|available|level*|hour*|provide*|custom|service*|e mail|email',
    'uptime guarantee*|uptime target|service level agreement*|support desk',
  ],
  'change-notice-terms-changed': [
    'modify|amend*|revise|revisions|change these|changes to these|changes to this|update these|changes to the terms|update this|chang* ~ terms|agreement|policy|models|features ~ notice|notify|posting|posted|any time|without notice|sole discretion|continued use|days|take effect',
    'may update|may change|may modify|may discontinue ~ at any time|without notice|without prior notice|sole discretion',
    'advance notice|# days notice|days prior notice|notice of changes|notice period ~ chang*|modif*|updat*|terms|agreement|price*',
  ],
  'pricing-only': [
    'price|prices|pricing|fee|fees|billed|billing|charge|charges|charged|refund*|subscription*|payment|payments|discount*|invoice*|renew*|purchase*|commissions|payout*|credits ~ #|$|usd|per month|per year|monthly|annual*|token*|increase*|chang*|cancel*|non refundable|expire*|paid|pay|tier*|auto*|automatic*|renew*|limited time|rate*|rollover|upgrade*|downgrade*|earn*',
    '# per|per # ~ token*|month|user|minute|seat|request*|$|usd|year|credit*|image',
    '$ #|€ #|£ #|# eur|# usd ~ per|month*|user|token*|price*|cost*|fee*|minute*|credit*|plan*|seat|year*|bill*',
    'per # tokens|per million|1m tokens|per token|0x credits|per seat|fast tier|pricing tier*|service tier*|free tier|ultrafast tier|promotional pricing|billing system|quota billing|additional cost*|no cost|free of charge|self serve plan|free quota',
    'auto renewal|automatic renewal|cancellation polic*|free trial*|refund*|non refundable|in app purchase*|virtual currenc*|withdrawal right|right of withdrawal|no refund*',
    'subscription* ~ renew*|cancel*|fee*|period|automatic*|term|plan',
    'available ~ for free|paid plan*|paid user*|enterprise plan|paid subscription*|self serve|separate license*|add on|business plan|all plans',
    'affiliate* ~ commission*|referral*|earn*|payout*',
    'self referral*|paid credits|credit rollover|unused credits',
  ],
  'licence-changed': [
    'mit license|apache license|apache 2|open source license|research license|community license|model license|open weight*|open weights|weights ~ licen*|releas*|terms|under|new|version*|commercial',
    'license|licence ~ weights|model|open source|research|non commercial|repository|component*|released under',
  ],
  'ownership-changed': [
    'acquir*|acquisition|merger|merged|change of control|rebrand*|parent company|new owner ~ company|compan*|group|inc|llc|ltd|we|business|is|are|vendor|by|entity',
    'joining|joined|renamed|subsidiary of ~ company|group|inc|llc|ltd|corp|gmbh|to',
    'registered office|registered address|principal place of business|contracting entity|contracting party|legal entity|registered number|company number|incorporated in|headquarter*|registered company|delaware company|is joining',
    'authorised representative|authorized representative|eu representative|uk representative|gdpr representative|swiss representative|privacy representative|local representative',
    'you contract with|contract with|entered into between|entered into with|operated by|offered by|provided by|controller is|data controller|responsible for processing ~ llc|inc|ltd|limited|gmbh|company|opco|societe|ab|bv|s a|sas|corporation|you|your',
    'llc|gmbh|inc|ltd|opco|llp|s a s|corp|pty ~ company|between|controller|entity|party|doing business|dba|refers|means|contract*|located|registered',
  ],
  'product-discontinued': [
    'will close|will be closing|shut* down|shutting down|discontinu*|wind* down|sunset*|cease* operat*|end of sale ~ service|services|product|products|platform|company|app|business',
    'insolvency|insolvent|bankruptcy|no new customers',
  ],
  'conformity-documents-changed': [
    'declaration of conformity|ce marking|ce mark|notified body|eu database|conformity assessment*|placed on the market|certificate of conformity|eu registration',
  ],
  'model-deprecated': [
    'deprecat*|sunset*|end of life|eol|retirement date|phase* out|phasing out|will be retired|will retire|legacy model*',
    'will be|scheduled|plan* ~ shut down|shutdown|retire*|remov*|discontinu*|turned off|switched off|decommission* ~ model*|version*|api*|endpoint*|@|on|#',
    'please migrate|migrate by|migrate before|recommended replacement*|receives no fixes|mark* as deprecated',
  ],
  'model-retired-or-withdrawn': [
    'retired|withdrawn|recalled|decommission*|no longer available|no longer accessible|no longer returns|no longer supported|no longer serve*|shut down|disabled|pulled|switched off|taken down ~ model*|version*|feature*|endpoint*|api*|system*|request*|service|@|investigat*|from|has|have|results|we',
    'has been|have been|was|were|is now|are now ~ retired|withdrawn|recalled|disabled|removed|shut ~ model*|endpoint*|feature*|api*|@|version*',
    'remov*|drop* ~ @|model|models',
  ],
  gone: ['page not found|404|sign in to view|log in to view|access denied|document has moved|no longer exists'],
  unreachable: ['http 403|403 forbidden|automated clients|too many requests|request timed out|service unavailable'],
  published: [
    'form part of|forms part of|new policy|new addendum|ai addendum|ai terms|supplemental terms|published ~ agreement|addendum|policy|terms|report|card|annex|now',
  ],
  promise: [
    'terms|policy|policies|model card|system card|agreement|documentation|addendum|subprocessor list ~ updated|changed|revised|new version|amended',
  ],
} as const satisfies Words['topics']
