/** Words of pages that stand in for the document. They count only in titles or where there is little text (see `guard.ts`). */
export const challengeWords =
  /just a moment\b|checking (?:if the site connection is secure|your browser)|enable javascript and cookies to continue|verify(?:ing)? (?:that )?you are (?:a )?human|attention required|are you a robot|not a robot|captcha|ddos protection|security check|request unsuccessful|pardon our interruption|einen moment bitte|un instant|vérification de (?:votre navigateur|sécurité)/i
export const errorTitles =
  /\b(?:error )?(?:40[0-9]|50[0-9])\b|not found|page (?:doesn.t|does not|isn.t|is not) (?:exist|available|here)|can.t (?:be )?f(?:i|ou)nd|cannot be found|access (?:denied|forbidden)|forbidden|unauthori[sz]ed|bad gateway|gateway time-?out|service (?:temporarily )?unavailable|internal server error|server error|something went wrong|an error (?:has )?occurred|application error|under maintenance|maintenance mode|be right back|temporarily unavailable|site unavailable|oops|page introuvable|erreur|nicht gefunden|seite nicht|fehler|no encontrada|non trovata|niet gevonden|não encontrada|页面不存在|找不到|見つかりません/i
export const loginWords =
  /^\W*(?:sign|log) ?[io]n\b|(?:sign|log) in to (?:continue|your account)|please (?:sign|log) in|anmelden|connexion|se connecter|iniciar sesión|accedi|inloggen|登录|ログイン/i
export const consentWords =
  /before you continue|we (?:use|value|and our).{0,60}(?:cookies|privacy|partners)|cookie|accept all|alle akzeptieren|tout accepter/i
