import type { Words } from './words'

export const en: Words = {
  language: 'en',
  modality: 'may|might|must|shall|should|will|can|cannot|could|would|required|prohibited|permitted|allowed|only|always|optional|mandatory',
  negation: 'not|never|no|without|neither|nor|none|don t|doesn t|won t|can t|isn t|aren t|unless|except|excluding',
  topics: {
    'model-version-replaced': [
      'replac*|supersed*|succeed*|upgrad*|migrat*|switch*|moved|moving|swap* ~ model*|engine|@',
      'now ~ produced|powered|served|run|runs|uses|using|based ~ model*|version|engine|@',
      'new|newer|latest|next|improved|updated ~ model version|version of our model|version of the model|engine',
      'new default model|default model',
    ],
    'model-alias-repointed': [
      'alias*|latest|default* ~ point*|resolve*|repoint*|re point*|map*|route*|refer* ~ snapshot*|release*|version*|model*|@',
      'alias*|slug* ~ point*|resolve*|repoint*|redirect*',
    ],
    'model-added': [
      'introduc*|launch*|announc*|releas*|add*|support*|new|available|availability|use|try|rollout|rolling ~ @',
      'new|additional|more|improved|updated ~ model|models ~ releas*|available|add*|support*|option*|slug*|identifier*',
      'add*|new ~ model|models|model slug*|model identifier*|dated slug*',
      'model update*|model updates|model identifiers|new model*|large model',
    ],
    'capability-added': [
      'you can now|users can now|admins can now|customers can now|can now|now lets|now let|lets you|now support*|now supports|now available|now possible|now include*|now offer*|now allow*|now able',
      'introduc*|launch*|announc*|added support|add support|adds support|new feature*|new capabilit*|new tool*|general availability|generally available|public preview|public beta|in beta|early access',
      'support for ~ add*|new|now|introduc*',
      'is a feature that|is a service that|is a tool that|feature* that allow*|offer* ~ feature*|ability to',
      'you may use|allows you to|enables you to|enable* users to|let* you ~ feature*|tool*|assistant|app*|agent*|extension*|model*',
    ],
    'capability-noted': [
      'new|add|adds|added|adding|introduc*|support* ~ tool|tools|feature*|skill*|endpoint*|api|apis|websocket*|hook*|plugin*|command*|provider*|integration*|option*|setting*|admin*|voice*|language*',
      'you can use|you can create|now use|lets you|configure|configurable|now work*|redesign*|dashboard',
    ],
    'capability-modality-added': [
      'image*|audio|video|voice*|speech|file|files|photo*|pdf*|attachment*|multimodal|vision|screenshot*|music|transcri*|language|languages ~ input*|output*|upload*|attach*|now|support*|new|generat*|understand*|available|add*|repl*',
      'modalit*',
    ],
    'capability-agentic-added': [
      'agent|agents|agentic|computer use|tool call*|tool use|tools|mcp|connector*|browse|browser|execute code|run code|hosted shell|autonomous*|unattended|on your behalf|complete tasks ~ now|add*|introduc*|support*|launch*|can|allow*|enable*|new tool*|hosted',
      'agent mode|cloud agent*|background agent*|parallel agents|agent skills|task* for you',
    ],
    'capability-memory-added': [
      'remember*|memory|memories|personaliz*|personalis*|tailored|adapts ~ session*|conversation*|previous|told|user*|you|chat*|past|assistant|answers',
    ],
    'capability-emotion-biometric-added': [
      'emotion*|sentiment|biometric*|face geometry|facial recognition|voiceprint*|voice match|faceprint*|engaged|engagement score|candidate score*|personality|trait*|face data|facial geometry|fingerprint* of ~ recogni*|detect*|identif*|infer*|collect*|new|score*|analy*|participant*|verif*|match*|process*|callers|store*|use*',
      'emotion recognition|facial recognition|biometric identification|biometric categori*',
    ],
    'capability-removed': [
      'no longer ~ available|support*|includ*|possible|offer*|able|use|export*',
      'remov*|discontinu*|drop*|dropped|disabled|retired|restricted|limited to ~ feature*|support|function*|tool*|panel|option|plan|export*|access',
      'part of the enterprise plan|only for enterprise|requires an enterprise|part of the premium plan',
      'only available|now requires|limited to ~ plan*|tier*|subscription*|customers|enterprise',
    ],
    'guardrails-changed': [
      'moderation|content filter*|safety filter*|safety setting*|guardrail*|refusal*|refuse*|system prompt*|default instruction*|jailbreak*|filtering|safeguard*|safety system*|safety classifier*',
      'safety mitigat*|safety measure*|automated detection|harmful content ~ filter*|block*|detect*|prevent*|moderat*',
    ],
    'limits-or-context-changed': [
      'context window*|context length|context_window|context_length|max tokens|max_tokens|max output|maximum tokens|token limit*|knowledge cutoff|knowledge cut off|training cut off|cutoff date|rate limit*|ratelimit*|requests per|tokens per minute|tpm|rpm|rpd|concurrency|concurrent',
      'limit*|maximum|max|quota*|cap ~ increas*|decreas*|reduc*|rais*|lower*|from|now|chang* ~ #',
      'maximum|max|up to ~ # ~ token*|character*|mb|gb|file*|request*|second*|minute*|model*',
      'usage limit*|message limit*|file size*|upload limit*|request limit*|quota usage|daily quota|weekly quota',
    ],
    'api-breaking-change': [
      'breaking change*|breaking|backward* incompatible|backwards incompatible|incompatib*|not compatible|migration guide*',
      'parameter*|field*|property|properties|header*|endpoint*|argument*|method*|class|type|key*|api|response*|request*|default client|default http client ~ remov*|renam*|required|ignored|deprecat*|no longer|chang*|replac*|stop*|moved|must ~ now|longer|from|the|to|are|is',
      'drop* support|require* ~ python|node|java|ruby|go|sdk|version|# ~ or|higher|later|above|and|minimum|#',
      'update your application*|update your code|update your integration*|must update|need to update|will fail|returns an error|old keys',
      'make* ~ required|optional ~ param*|field*|model|endpoint*',
    ],
    'ai-feature': [
      'ai|artificial intelligence|assistant|copilot|machine learning|generative|chatbot|smart repl*|summar* ~ feature*|summar*|capabilit*|tool|tools|repl*|assistant|powered|function*',
      'ai feature*|ai powered|ai summar*|smart repl*|ai assistant*|ai tool*|ai function*',
    ],
    'off-by-default': [
      'off by default|disabled by default|not enabled by default|turned off by default',
      'opt in|opt into|not enabled|can enable|must enable|can be enabled|enable ~ admin*|administrator*|setting*|default|organization*|organisation*|you|users',
    ],
    'on-by-default': [
      'on by default|enabled by default|default on|turned on by default|active by default',
      'automatically|now ~ enabled|turned on|switched on|activated ~ all|every|everyone|users|customers|default',
      'available to everyone|available to all|for everyone|for all users|all users|rolled out to all|mandatory feature*',
      'replace ~ as the default|default model',
    ],
    'opt-out': [
      'opt out|opting out|opt in|opts out|opted out|opt outs|unsubscribe|withdraw* your consent|withdraw consent|revoke* consent|object to|right to object|right to opt|do not sell|do not share my|global privacy control|do not track',
      'consent* ~ withdraw*|your|explicit*|prior|express|given|to|without|legal basis|you',
      'setting*|control|controls|preference*|toggle*|switch|choice* ~ disable*|turn off|off|no longer|remove*|reset*|moved|manage|available|advertis*|cookie*',
      'right to appeal|appeal ~ decision|request|denied|deny|rights|resident*',
      'privacy right*|your rights|right to access|right to delete|right to know|right to correct|rights request*|request deletion|authoriz* agent|exercise ~ right*',
      'targeted advertis*|personali*ed ads|interest based advertis*|cross context ~ advertis*|opt*|sell*|share*|profil*',
      'consent management|consent tool*|cookie consent|cookie choices|your choices',
    ],
    'intended-use-changed': [
      'intended for|intended use|intended to|designed for|designed to|built for|purpose of the|suitable for|recommended for|not designed|not intended|solely for|exclusively for|for personal use|personal use|non commercial|noncommercial|commercial use|business use|internal use|internal business',
      'at least|minimum age|under|older|younger|age|aged ~ # ~ year*|old|age|older|majority|register|children|parent*|guardian*',
      'thirteen|sixteen|eighteen|twenty one|age of majority|minor|minors|legal guardian|parental consent',
      'eligib*|you represent|you must be ~ use|age|year*|eligib*|account|service*|warrant|able',
      'educational|medical|legal|financial|clinical|healthcare|hiring|employment ~ advice|purpose*|use|decision*|exercis*|not|professional',
      'not a substitute|verify the information|evaluate ~ output*|accuracy|not rely|rely on ~ output*|advice|accuracy|professional',
    ],
    'prohibited-use-changed': [
      'you may not|may not|must not|shall not|you will not|you agree not|not permitted|not allowed|prohibit*|forbidden|cannot use|do not use|don t use|not to use|restricted ~ use|using|access*|service*|content|allow*|share|create|engage|attempt|reverse|scrap*|not|any|you|activit*|conduct|purpose*',
      'acceptable use|prohibited use*|prohibited conduct|prohibited activit*|usage polic*|use restriction*|misuse|abuse|abusive|unlawful|illegal|fraud*|spam|harass*|malware|infring*|impersonat*|hate speech|sexual* explicit|self harm|weapons|disinformation|phishing',
      'reverse engineer*|decompil*|disassembl*|scrap*|crawl*|robot|robots|bots|data mining|circumvent*|bypass|competing|competitive|benchmark*|derive source|source code ~ not|prohibit*|attempt|use|model*|service*|product*|extract*|or|any|excessive',
      'suspend|suspension|terminat*|ban|banned|disable* ~ account*|violat*|breach*|abuse|access|polic*',
      'sanction*|embargo*|export control*|comprehensive us sanctions|prohibited part* list*|restricted countr*',
      'high risk|credit decision*|need* our consent|critical decision* ~ use|consent|must|not|system*',
      'comply with ~ polic*|rules|guideline*|law|laws|licens*|terms|standards|requirement*',
    ],
    'instructions-changed': [
      'set|configure*|recommend*|you should|best practice*|instruction* for use|user guide|review ~ threshold|result*|weekly|before|setting*|instruction*',
      'how to|step by step|must be configured|follow these steps|instructions for use|configur* guide',
    ],
    'human-oversight-changed': [
      'human review*|human oversight|human in the loop|manual review|reviewed by a human|human intervention|human decision*|human agent*|approval step|review queue|automated decision*|automatic decision*|solely automated|automated processing|decision making|explainab*|override',
      'approv* ~ automatic*|manual*|human|admin* ~ item*|request*|step|queue|decision*|action*',
      'confidence score*|confidence display|stop button',
    ],
    'logging-changed': [
      'log|logs|logging|audit log*|audit trail|activity history|access log*|audit export|trace|traces|telemetry|call log* ~ retain*|retention|kept|keep|export*|record*|store*|collect*|event*|send|new|improv*|available|download*|access*|advanced|prompt*',
      'audit log*|log file*|activity log*|event log*|call logging|logging improvement*',
    ],
    'classification-statement-changed': [
      'high risk|limited risk|minimal risk|risk class*|annex iii|article 6|art 6|ai act ~ system*|classif*|regard*|exempt*|module|provider*|deployer*|consider*|applies',
    ],
    'model-card-risk-changed': [
      'limitation*|bias|biases|biased|hallucinat*|known issue*|known risk*|failure mode*|unsafe|harmful|misuse|red team*|safety evaluation*|safety test*|robustness|jailbreak*|misalign*|disparit*|less accurate|accuracy is lower|lower accuracy|disclose training ~ model*|system*|output*|evaluat*|test*|may|group*|language*|speaker*|risk*|the|case*|use',
      'model card|system card|safety report|safety evaluation*|preparedness|broader implications|safety framework',
    ],
    'evaluation-numbers-changed': [
      'benchmark*|accuracy|f1|word error rate|wer|bleu|score|scores|mmlu|pass 1|recall|precision|latency|error rate ~ #|improv*|recomputed|rises|better|lower|higher|new|test*',
    ],
    'training-data-disclosure-changed': [
      'training data|training set|training corpus|trained on|training summary|pre training data|pretraining ~ source*|dataset*|data|licensed|public*|include*|collect*|summary|internet|third part*|obtained',
      'public summary|summary of training content|data provenance|crawler* ~ train*|opt*|model*',
    ],
    'marking-or-disclosure-changed': [
      'watermark*|content credential*|c2pa|provenance|ai generated|generated by ai|synthetic ~ label*|mark*|badge|disclos*|metadata|content|notice*|check*|visible|identif*|detect*|embed*|image*',
      'watermark*|content credentials|provenance check*|disclaimer notice*|synthid|ai label*|visible badge|circumvent such labels',
    ],
    'gpai-status-changed': [
      'systemic risk|code of practice|general purpose ai|gpai|transparency chapter|frontier safety ~ sign*|designat*|model*|notif*|join*|list|publish*|framework',
    ],
    'customer-data-training-changed': [
      'train|training|trains|fine tun*|finetun*|improve|improving|develop|developing|teach|learn from ~ model|models|algorithm*|machine learning|artificial intelligence|ai|service|services|product*|technolog* ~ your|customer*|user*|content|data|input*|output*|prompt*|conversation*|code|message*|personal|information|usage|interaction*|them',
      'used|use|uses|using ~ train|training|trained ~ data|content|input*|output*|model*|ai|code|information|conversation*',
      'model training|ai training|ai model training|train our|train its|train their|train ai|train artificial|training of|used for training|to train|machine learning ~ not|your|data|content|use*|consent|opt*|customer*|allow|permit*|personal|model*|snippet*|inform*|purpose*|technolog*',
    ],
    'data-retention-changed': [
      'retain*|retention|keep|kept|store|stored|stores|storing|delet*|eras*|preserv*|purge*|discard*|remov*|hold|expire* ~ # day*|# hour*|# month*|# year*|# week*|days|months|years|one year|two years|three years',
      'retain*|retention|delet*|discard*|eras* ~ data|information|content|prompt*|input*|output*|account|file*|record*|conversation*|message*|chat*|recording*|transcript*|backup*|system*|suggestion*|snippet*|comment*|log',
      'zero data retention|zero retention|zdr|data retention|retention period*|storage period*|as long as necessary|as long as needed|longer than necessary',
      'do not store|does not store|not stored|won t store|never store|we store|may store|are stored|is stored|not retain ~ data|code|output*|log*|recording*|information|content|prompt*|default|account|message*|embedding*',
    ],
    'data-region-changed': [
      'stored|store|process*|host*|hosted|located|transfer*|server*|data center*|data centre*|datacenter*|infrastructure|residency|inference|region*|route*|routed|fallback ~ region|regions|countr*|eu|european|europe|united states|us|u s|usa|china|germany|ireland|india|korea|singapore|japan|uk|united kingdom|brazil|canada|switzerland|global*|worldwide|outside|residency|abroad|uae|australia|eea',
      'data residency|data localization|data localisation|region pinned|cross border transfer*|international transfer*|data privacy framework|privacy shield|standard contractual clause*|adequacy decision*|eu us data|servers are located|hosting location*|in region|out of region|eu hosting',
    ],
    place: [
      'united states|usa|us|germany|de|ireland|france|spain|italy|netherlands|sweden|norway|finland|denmark|poland|belgium|austria|switzerland|portugal|united kingdom|uk|canada|australia|new zealand|japan|korea|singapore|india|israel|brazil|mexico|chile|china|hong kong|taiwan|eu|eea|europe|european union|global|worldwide|philippines|argentina|romania|ukraine|colombia|south africa|uae|indonesia|malaysia|czech republic|greece|hungary|luxembourg',
    ],
    subprocessor: [
      'subprocessor*|sub processor*|subcontractor*|sub contractor*|service provider*|data processor*|third party provider*|third party vendor*|third parties|third party|vendor*|partner|partners|affiliate*|recipient*|advertis* partner*|analytics provider*|group compan* ~ share*|shared|sharing|disclos*|transfer*|provid*|receive*|use|uses|using|engage*|with|process*|add*|new|list|sell*|sold|obtain*|data|information',
      'subprocessor*|sub processor*',
      'share*|disclos*|sell|sells|sold|transfer* ~ personal|data|information|transcript*|content|image*|device ~ with|to|third|partner*|compan*|provider*|advertis*|public',
      'provided by|processed by|powered by|operated by ~ google|inc|llc|ltd|limited|gmbh|third|corp|provider|ab|bv',
      'advertising partners|analytics service*|analytics provider*|business associate agreement|baa|third party application*|advertising network*|ad network*|law enforcement|cookies of|set by|tracking technolog*',
    ],
    privacy: [
      'privacy|personal data|personal information|controller|processor|data protection|gdpr|ccpa|legal basis|legitimate interest*|data subject*|cookie*|collect*|dpo|lawful basis|sensitive data|location data|device information',
    ],
    certification: [
      'iso 27001|iso iec|iso 42001|27001|27701|42001|27018|soc 2|soc2|soc 1|soc 3|fedramp|hipaa|hitrust|pci dss|pci|cyber essentials|c5|tisax|csa star|aiuc|penetration test*|attestation*',
      'certif*|accredit*|attest*|audit report* ~ iso|soc|security|complian*|report*|standard*|earn*|achiev*|obtain*|adhere*|framework|privacy|scope|complete*|we|valid',
      'encrypt*|security measure*|security program*|multi factor|mfa|single sign on|sso|access control*|safeguard* ~ data|at rest|in transit|security|account*|enforce*|support*|new|require*|industry|implement*|add*|technical|organi*|personal|information',
      'admin control*|admins can|administrator* can|allow and deny|allow list*|deny list*|group policy|audit log*',
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
      'liabilit*|liable|indemnif*|indemnity|hold harmless|warrant*|as is|as available|disclaim*|damages|at your own risk|sole risk|consequential|responsib* ~ limit*|maximum|exclu*|not|aggregate|direct|any|service*|we|you|without|your|our|under|basis|for|party|no|consequence*',
      'indemnif*|indemnity|hold harmless|limitation of liability|aggregate liability|maximum liability|disclaimer of warrant*|jointly and severally|disclaim*|class action waiver|jury trial',
      'governing law|governed by|laws of|jurisdiction|venue|courts of|arbitrat*|dispute*|mediation|choice of law|class action*|small claims|limitations period|statute of limitation* ~ law|laws|dispute*|court*|agreement|claim*|state|england|exclusive|informal|terms|opt|resolution|any|this|resolv*|you|binding|notice|batch',
      'arbitration|arbitrator*|governing law|dispute resolution|jams|mass arbitration|informal dispute|waive* ~ claim*|right|jury|law|dispute*|any|you',
    ],
    'output-rights-changed': [
      'intellectual property|ownership|licen*|copyright*|own|owns|rights|title ~ content|output*|input*|suggestion*|feedback|grant*|retain*|material*|your|trademark*|royalt*|work*|customer|code|infring*|perpetual|irrevocable|worldwide|display|reproduce|software',
      'royalty free|perpetual licen*|sublicens*|worldwide licen*|moral rights|derivative work*|dmca|copyright infring*|takedown|brand identif*|brand feature*|trademark*|username*|publicity rights|likeness',
      'you own|own the output|ownership of output|assign* ~ right*|output*|content|title|interest',
    ],
    'sla-or-support-changed': [
      'uptime|service level*|sla|slas|availability target*|service credit*|response time*|support hour*|technical support|customer support|support plan* ~ #|%|target|guarantee*|support*|commit*|plan*|available|level*|hour*|provide*|custom|service*|e mail|email',
      'uptime guarantee*|uptime target|service level agreement*|support desk',
    ],
    'change-notice-terms-changed': [
      'modify|change|changes|update|updates|amend*|revise*|modification* ~ terms|agreement|policy|service*|model*|feature*|these ~ notice|notify|posting|posted|any time|without notice|prior notice|email|advance|effective|sole discretion|continued use|days|take effect',
      'without prior notice|at any time|advance notice|# days notice|days prior notice|notice of changes|take effect ~ change*|modif*|update*|notice|terms|release*|service*|model*',
    ],
    'pricing-only': [
      'price|prices|pricing|fee|fees|cost|costs|billing|billed|charge|charged|charges|refund*|credit|credits|subscription*|payment*|paid|free|discount*|promotional|invoice*|renew*|auto renew*|purchase*|tax|taxes|commission*|payout*|trial|plan|plans ~ #|$|usd|per|month*|year*|token*|increase*|change*|cancel*|subscription*|free|user*|account|automatically|plan*|non refundable|expire*|paid|pay|you|customer*|tier*|renew*|purchase*|fee*|new|included|limited time|rate*|days|agree|store|licens*|rollover|minute',
      '$ #|# $|per # tokens|per million|1m tokens|per token|0x credits|per seat|per user|price|pricing|€ #|£ #|fast tier|pricing tier*|service tier*|free tier',
      'auto renewal|automatic renewal|cancellation polic*|free trial*|refund*|non refundable|in app purchase*|subscription* ~ renew*|cancel*|fee*|period|end|automatic*|term',
    ],
    'licence-changed': [
      'mit license|apache license|apache 2|open source license|research license|community license|model license|open weight*|open weights|weights ~ licen*|releas*|terms|under|new|version*|commercial',
      'license|licence ~ weights|model|open source|research|non commercial|repository|component*|released under',
    ],
    'ownership-changed': [
      'acquir*|acquisition|merger|merged|joining|join|joined|change of control|rebrand*|renamed|subsidiary|parent company|new owner ~ company|compan*|group|inc|llc|ltd|part|we|business|is|are|vendor|by|entity',
      'registered office|registered address|principal place of business|contracting entity|contracting party|legal entity|registered number|company number|incorporated in|headquarter*|registered company|delaware company|is joining',
      'data protection officer|dpo|authorised representative|authorized representative|eu representative|uk representative|gdpr representative|swiss representative|privacy representative|local representative',
      'you contract with|contract with|entered into between|entered into with|operated by|offered by|provided by|controller is|data controller|responsible for processing ~ llc|inc|ltd|limited|gmbh|company|opco|societe|ab|bv|s a|sas|corporation|you|your',
      'street|road|avenue|floor|suite|building|postcode|zip code|p o box|postal address|mailing address|quay|square|lane ~ #|address|contact|office|london|dublin|at|c o',
      'llc|gmbh|limited|inc|ltd|opco|llp|s a s|corp|pty ~ company|between|“we”|controller|entity|party|us|group|doing business|dba|refers|means|contract*|located|address*',
      'contact us|e mail|email|mail to|write to|notices ~ address*|contact*|at|@com|notice*|legal|support|privacy|send',
    ],
    'product-discontinued': [
      'discontinu*|shut* down|sunset*|closing|close|wind* down|end of life|end of sale|insolven*|bankruptc*|cease* operation* ~ service*|product*|platform|company|app|business|operation*|will|on|we|the|is',
      'insolvency|bankruptcy|end of life|no new customers',
    ],
    'conformity-documents-changed': [
      'declaration of conformity|ce marking|ce mark|notified body|eu database|conformity assessment*|placed on the market|certificate of conformity|eu registration',
    ],
    'model-deprecated': [
      'deprecat*|sunset*|end of life|eol|retirement date|phase* out|phasing out|legacy',
      'will be|scheduled|plan* ~ shut down|shutdown|retire*|remov*|discontinu*|turned off|switched off|decommission* ~ model*|version*|api*|feature*|endpoint*|@|on|#|support',
      'please migrate|migrate to|migrate by|recommended replacement*|receives no fixes|mark* as deprecated',
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
  },
  headings: {
    'capability-noted': 'feature*|added|new|improvements|what s new|enhancements|highlights',
    'liability-or-law-changed':
      'liability|indemnif*|indemnity|warrant*|disclaimer*|governing law|dispute*|arbitration|jurisdiction|applicable law|law and venue',
    'output-rights-changed':
      'intellectual property|ownership|licen*|your content|user content|copyright*|feedback|trademark*|proprietary rights|content rights|output*|brand',
    'pricing-only':
      'payment*|fees|billing|pric*|subscription*|refund*|credits|plans|purchase*|affiliate program*|taxes|paid services|cost|renewal*',
    'prohibited-use-changed':
      'acceptable use|prohibited|restrictions|conduct|your responsibilities|usage polic*|use restrictions|community|misuse|code of conduct|rules|abuse',
    'data-retention-changed': 'retention|how long|storage period|deletion|data storage',
    'data-region-changed':
      'international transfer*|data transfer*|where we store|where we process|data location|residency|regions|cross border',
    subprocessor:
      'subprocessor*|sub processor*|sharing|share|disclosure*|disclose|recipients|third parties|third party|service providers|partners',
    'opt-out': 'your rights|your choices|privacy rights|consent|opt out|controls|rights and choices|your privacy rights|how to exercise',
    'customer-data-training-changed': 'training|how we train|improve our models|model training',
    certification: 'certification*|compliance|security',
    'sla-or-support-changed': 'support|service level*|availability',
    'change-notice-terms-changed': 'changes to|modification*|amendment*|changes',
    'limits-or-context-changed': 'rate limits|limits|quotas|context window',
    'model-card-risk-changed': 'limitations|risks|bias|safety|broader implications|known issues|misuse',
    'evaluation-numbers-changed': 'evaluation|performance|benchmarks|results',
    'intended-use-changed': 'intended use|eligibility|use cases|who may use|age|minimum age',
    'training-data-disclosure-changed': 'training data|data sources',
    'ownership-changed': 'contact*|who we are|about us|data controller|controller|imprint|company',
    'model-deprecated': 'deprecat*|retire*|sunset|end of life|legacy models',
    'api-breaking-change': 'breaking changes|breaking|migration',
    'human-oversight-changed': 'human oversight|automated decision*|human review',
    'logging-changed': 'logging|logs|audit log*',
    'incident-published': 'incident*|outage*',
    'vulnerability-advisory': 'vulnerabilit*|security advisor*',
  },
}
