import type { Words } from './words'

export const en: Words = {
  language: 'en',
  modality: 'may|might|must|shall|should|will|can|cannot|could|would|required|prohibited|permitted|allowed|only|always|optional|mandatory',
  negation: 'not|never|no|without|neither|nor|none|don t|doesn t|won t|can t|isn t|aren t|unless|except|excluding',
  topics: {
    'card-published': ['model card|system card|safety report|safety framework'],
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
      'new|additional|more|improved|updated ~ model|models ~ releas*|available|add*|support*|option*|slug*|identifier*|introduc*|launch*',
      'add*|adds|added ~ model|models|model slug*|model identifier*|dated slug*',
      'now use|now supports|support for|now available|can now select ~ model|models',
      'model update|model updates|model identifiers',
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
    recipient: [
      'provider*|partner*|vendor*|affiliate*|recipient*|third part*|analytics|advertiser* ~ data|information|cookie*|share*|receive*|collect*|on our behalf',
      'shared|share|disclosed|disclose|disclosures ~ with|to',
      'such as ~ third part*|provider*|partner*|compan*',
      'cookie* ~ by|from|third|advertis*|analytics|set|partner*',
    ],
    'feature-clause': [
      'is a feature|is a service|is a tool|is a product|feature that|features that|tool that|service that|mode that ~ allow*|let*|enable*|you|can|use|provid*|learn',
      'beta|betas|preview|previews|early access|trial features|experimental ~ feature*|offer*|may|service*|optional',
      'you can|you may|users can|lets you|allows you to|enables you to ~ create|customi*e|connect|generate|build|share|deploy|access|ask ~ feature|agent*|app*|extension*|assistant|gpt*|model*|tool|link|copilot|integration*|experience*|voice|image*',
      'may include ~ feature*|version*|experience*|app*|agent*|tools|advertis*',
      'designed to provide|new feature*|additional feature*|new service*|ai feature* ~ you|information|use|provide*|terms|term|product*|includ*',
      'terms for ~ added|new|feature*|agent*|app*',
      'automated decision making|artificial intelligence|machine learning|recommendation*|algorithm* ~ system*|process*|feature*|recommend*|suggest*|moderation|personali*|tools|summar*',
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
      'opt out|opting out|opts out|opted out|opt outs|unsubscribe|withdraw your consent|withdraw consent|revoke* consent|right to object|right to opt|do not sell|do not share my|global privacy control|do not track ~ data|information|use|sale|marketing|cookie*|communication*|email*|sharing|advertis*|training|setting*|choice*|right*|you|consent|processing',
      'consent* ~ withdraw*|explicit*|prior|legal basis|processing|cookie*|marketing|personal data|personal information|collect*|sensitive',
      'setting*|control|controls|preference*|toggle*|switch ~ disable*|turn off|off|no longer available|reset*|privacy|advertis*|cookie*|data',
      'targeted advertis*|personali*ed ads|personali*ed advertis*|interest based advertis*|cross context behavioral ~ opt*|sell*|sale|share*|profil*|object|choice*|control*|consent',
      'consent management|consent tool*|cookie consent|cookie choices|opt out link|consent platform',
    ],
    'intended-use-changed': [
      'intended for|intended use*|designed for|built for|suitable for|not designed|not intended|solely for|exclusively for|for personal use|personal use|non commercial|noncommercial|commercial use|business use|internal business ~ use*|purpose*|service*|product*|team*|advice|only|non|person*|user*|not|plan|you',
      'at least|minimum age|under|older|younger|aged ~ # ~ year*|age|old|older|majority|register|children|parent*|guardian*|18',
      'age of majority|minors|legal guardian|parental consent|parent or guardian|years of age|years old',
      'eligib* ~ use|age|account|service*|register*|must|criteria|educat*',
      'not a substitute|substitute for professional|verify the information|evaluate ~ output*|advice|accuracy|professional|human',
      'medical|legal|financial|clinical|healthcare|educational ~ advice|diagnos*|decision making|professional|exercis* ~ not|substitute|only|intended|verify',
    ],
    'prohibited-use-changed': [
      'you may not|may not|must not|shall not|you will not|agree not|not permitted|not allowed|prohibit*|forbidden|cannot use|do not use|don t use|not to use ~ use|using|access*|share|create|engage|attempt|reverse|scrap*|activit*|conduct|purpose*|upload*|generate|distribut*|develop*|train*|copy|send|promot*|includ*|content|allow*|resell*|collect*',
      'acceptable use|prohibited use*|prohibited conduct|prohibited activit*|usage polic*|use restriction*|community guidelines|platform rules|code of conduct ~ comply|violat*|must|agree|follow|subject|not|updat*|prohibit*|includ*|rules',
      'reverse engineer*|decompil*|disassembl*|scrap*|crawl*|robot|robots|bots|data mining|circumvent*|bypass|spider*|robocall*|competing product*|competitive product*|derive source',
      'spam|harass*|malware|phishing|hate speech|sexually explicit|self harm|weapons|disinformation|impersonat*|deepfake*|child sexual|fraudulent|unsolicited ~ not|prohibit*|use|content|creat*|send|any|promot*|engage|generat*|includ*',
      'misuse|abuse|abusive|unlawful|illegal|improper ~ use|uses|using|conduct|activit*|content|purpose*|automation',
      'suspend|suspension|terminat*|ban|banned|disable* ~ violat*|breach*|abus*|misuse|prohibit*',
      'sanction*|embargo*|export control*|comprehensive us sanctions|restricted countr*|denied part* ~ countr*|territor*|not|use|locat*|list*|comply|law*',
      'high risk|credit decision*|consequential decision*|critical decision* ~ consent|must|not|only|human',
      'you must comply|comply with cited|must comply|solely for non|representations ~ licens*|law*|polic*|rule*|require*|terms',
      'cooperation to prevent|sole purpose of ~ use|access|compet*',
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
      'limitation*|bias|biases|biased|hallucinat*|known issue*|known risk*|failure mode*|unsafe|misuse|red team*|safety evaluation*|safety test*|robustness|jailbreak*|misalign*|disparit*|less accurate|accuracy is lower|lower accuracy|disclose training ~ model*|system*|output*|evaluat*|test*|group*|language*|speaker*|risk*|case*|known',
      'safety report|safety evaluation*|preparedness|broader implications|safety framework|accuracy is lower',
    ],
    'evaluation-numbers-changed': ['benchmark*|accuracy|f1|word error rate|wer|bleu|mmlu|pass 1|error rate ~ #|recomputed'],
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
      'retain*|retention|keep|kept|store|stored|stores|storing|delet*|eras*|preserv*|purge*|discard*|remov*|hold|expire* ~ # day*|# hour*|# month*|# year*|# week*|one year|two years|three years|# business day*',
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
      'limitation of liability|aggregate liability|maximum liability|disclaimer of warrant*|jointly and severally|class action waiver|jury trial|obligation to defend',
      'arbitrat*|governing law|choice of law|small claims|mediation|dispute resolution|mass arbitration|class action*|informal dispute|jams|statute of limitation*|limitations period|exclusive jurisdiction|courts of|laws of|laws of the state|governed by the law*',
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
      'price|prices|pricing|fee|fees|billed|billing|charge|charges|charged|refund*|subscription*|payment|payments|discount*|invoice*|renew*|purchase*|commission*|payout*|credits ~ #|$|usd|per month|per year|monthly|annual*|token*|increase*|chang*|cancel*|non refundable|expire*|paid|pay|tier*|auto*|automatic*|renew*|limited time|rate*|rollover|upgrade*|downgrade*|earn*',
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
      'acquir*|acquisition|merger|merged|joining|join|joined|change of control|rebrand*|renamed|subsidiary|parent company|new owner ~ company|compan*|group|inc|llc|ltd|part|we|business|is|are|vendor|by|entity',
      'registered office|registered address|principal place of business|contracting entity|contracting party|legal entity|registered number|company number|incorporated in|headquarter*|registered company|delaware company|is joining',
      'data protection officer|dpo|authorised representative|authorized representative|eu representative|uk representative|gdpr representative|swiss representative|privacy representative|local representative',
      'you contract with|contract with|entered into between|entered into with|operated by|offered by|provided by|controller is|data controller|responsible for processing ~ llc|inc|ltd|limited|gmbh|company|opco|societe|ab|bv|s a|sas|corporation|you|your',
      'street|road|avenue|floor|suite|building|postcode|zip code|p o box|postal address|mailing address|quay|square|lane ~ #|address|contact|office|london|dublin|at|c o',
      'llc|gmbh|limited|inc|ltd|opco|llp|s a s|corp|pty ~ company|between|“we”|controller|entity|party|us|group|doing business|dba|refers|means|contract*|located|address*',
      'contact us|e mail|email|mail to|write to|notices ~ address*|contact*|at|@com|notice*|legal|support|privacy|send',
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
  },
  headings: {
    'feature-clause': 'ai features|feature*|beta*|preview*|trial*|assistant|agent*|apps|plugins|extensions|gpts|integrations',
    recipient: 'cookie*|partner*|provider*|recipient*|third part*|track*|analytics|advertis*|vendor*|pixel*',
    'capability-noted': 'feature*|added|new|improvements|what s new|enhancements|highlights',
    'liability-or-law-changed':
      'liability|indemnif*|indemnity|warrant*|disclaimer*|governing law|dispute*|arbitration|jurisdiction|applicable law|law and venue',
    'output-rights-changed':
      'intellectual property|ownership|licen*|copyright*|feedback|trademark*|proprietary rights|content rights|brand*',
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
    certification: 'certification*|attestations',
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
