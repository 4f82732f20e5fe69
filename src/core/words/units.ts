/** What durations and volumes are counted in, singular and plural, in all languages at once: no two of them mean different things by one word. */
export const units: readonly string[] = [
  ...['seconds?', 'minutes?', 'hours?', 'days?', 'weeks?', 'months?', 'quarters?', 'years?', 'tokens?', 'requests?', 'pages?'],
  ...['sekunden?', 'minuten?', 'stunden?', 'tage?n?', 'wochen?', 'monate?n?', 'jahre?n?', 'werktage?n?', 'kalendertage?n?'],
  ...['secondes?', 'heures?', 'jours?', 'semaines?', 'mois', 'ans?', 'années?'],
  ...['segundos?', 'minutos?', 'horas?', 'días?', 'dias?', 'semanas?', 'mes(?:es)?', 'años?', 'anos?', 'meses', 'mês'],
  ...['secondi', 'minuti', 'ore', 'giorni', 'giorno', 'settimane', 'settimana', 'mesi', 'mese', 'anni', 'anno'],
  ...['seconden', 'uur', 'uren', 'dag(?:en)?', 'weken', 'maand(?:en)?', 'jaar', 'jaren'],
  ...['秒', '分钟', '分', '小时', '時間', '天', '日', '周', '週間', '个月', 'か月', 'ヶ月', '月', '年', '工作日', '営業日'],
]
