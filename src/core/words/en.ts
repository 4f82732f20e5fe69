import { enContract } from './en-contract'
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
      'moderation|content filter*|safety filter*|safety setting*|guardrail*|refusal*|refuse*|system prompt*|default instruction*|jailbreak*|safeguard*|safety system*|safety classifier*',
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
      'parameter*|param|params|field*|property|properties|header*|endpoint*|argument*|method*|class|classes|api key*|old keys|response format*|default client|default http client ~ remov*|renam*|required|ignored|no longer|replac*|stop*|moved',
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
      'you must|you shall|you are required to|users must|customers must ~ use|service*|content|customer*|provide*|give|obtain|feature*|account*|user*|ensure',
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
    ...enContract,
  },
  columns: {
    'limits-or-context-changed':
      'context|context window|context length|max*|limit*|rpm|tpm|rpd|tpd|requests per*|tokens per*|quota*|concurren*|knowledge cutoff|training cutoff|cutoff|file size*',
    'pricing-only': 'price*|pricing|cost*|fee|fees|rate per*|billing|credits|per month|per seat|usd',
    'model-deprecated':
      'deprecat*|retire*|retirement*|shutdown*|shut down*|sunset*|end of life|eol|removal*|replacement*|recommended replacement*|successor*|lifecycle',
    'data-region-changed': 'location*|countr*|region*|residency|hosted in|where',
    'data-retention-changed': 'retention*|storage period|how long',
    subprocessor: 'subprocessor*|sub processor*|processor*',
    recipient: 'recipient*|provider*|third part*|vendor*|partner*|company|shared with|who',
    'capability-modality-added': 'modalit*|input type*|output type*|languages',
    'model-version-replaced': 'latest version|model version|current version|snapshot*|underlying model|served by',
    'model-alias-repointed': 'alias*|points to|resolves to|redirect*',
    'evaluation-numbers-changed': 'accuracy|score*|benchmark*|error rate*',
    'licence-changed': 'license|licence',
    'sla-or-support-changed': 'support|uptime|response time*|service level*',
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
    'ownership-changed': 'who we are|about us|data controller|controller|imprint|company',
    'model-deprecated': 'deprecat*|retire*|sunset|end of life|legacy models',
    'api-breaking-change': 'breaking changes|breaking|migration',
    'human-oversight-changed': 'human oversight|automated decision*|human review',
    'logging-changed': 'logging|logs|audit log*',
    'incident-published': 'incident*|outage*',
    'vulnerability-advisory': 'vulnerabilit*|security advisor*',
  },
}
