import type { SourceType } from '../source'

/** Documents that a vendor promises to change; prices and certificates change too often in passing to be promised. */
export const promisedTypes = [
  'terms',
  'privacy',
  'dpa',
  'subprocessors',
  'usage-policy',
  'model-card',
  'system-card',
] as const satisfies readonly SourceType[]

/** What says, near the name of a document, that the document has changed or will. All languages together; folded, alternatives parted by `|`. */
export const promiseWords =
  'updated|updating|will update|updates to|update to|changes to|changing|will change|changed|revised|revising|amended|amending|new version of|aktualisiert|aktualisieren|aktualisierung|geändert|ändern|änderung|änderungen|überarbeitet|neue fassung|mis à jour|mise à jour|mises à jour|mettons à jour|modifié|modifiés|modifiée|modifiées|modifions|modification|modifications|actualizado|actualizada|actualizados|actualizadas|actualizamos|actualización|modificado|modificamos|cambios en|aggiornato|aggiornata|aggiornati|aggiorniamo|aggiornamento|modifiche|bijgewerkt|gewijzigd|wijzigen|wijziging|wijzigingen|atualizado|atualizada|atualizamos|atualização|alterações|更新|修订|变更|更改|改定|変更'

/** The same for a list of parties, which changes by who comes and goes. */
export const partyWords =
  'add|adding|added|new|remove|removing|removed|replacing|hinzu|hinzugefügt|neue|neuer|neuen|ajout|ajoutons|ajouté|nouveau|nouveaux|añadimos|añadido|nuevo|nuevos|aggiungiamo|nuovo|nuovi|toevoegen|nieuwe|adicionamos|novo|novos|新增|追加'

/** What says the opposite, right before. */
export const deniesWords =
  'no|not|never|nicht|keine|keinen|ohne|pas|aucun|aucune|sans|ninguna|ningún|sin|nessuna|nessun|geen|niet|nenhuma|sem|não'
