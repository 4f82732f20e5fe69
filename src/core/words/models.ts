/** What columns and sentences about the end of models say, in several languages; looked for anywhere in a folded text. */
export const replacementWords =
  /replac|successor|alternative|migrat|substitut|recommended (?:model|upgrade)|ersatz|nachfolg|remplac|reemplaz|sostitu|vervang|替代|代替/
/** A day before which nothing stops: a promise of the vendor, not yet an end. */
export const earliestWords =
  /earliest|not (?:sooner|before|earlier)|no (?:sooner|earlier)|tentative|at the earliest|frühestens|fruhestens|au plus tot|no antes|non prima|niet eerder/
/** A day on which it stops answering. */
export const endWords =
  /retire|retirement|shut[ -]?(?:down|off)|sunset|end[ -]of[ -](?:life|service|support)|\beol\b|removal|removed|discontinu|decommission|turn(?:ed)? off|switched off|expir|abgeschaltet|abschaltung|eingestellt|arret|retrait|apagado|retirada|dismess|stopgezet|停止|下线|廃止/
/** A day on which it was said to end. */
export const announcedWords = /deprecat|announce|legacy|abgekündigt|abgekundigt|veraltet|obsolet/
/** Columns and fields that name the model itself. */
export const modelWords = /model|\bid\b|identifier|snapshot|version|^name$|system|modell|modele|modelo|モデル|模型/
