/** Lists of those who process data for a vendor: what their headings and columns say, in several languages; looked for anywhere in a folded text. */
export const partyListWords =
  /sub-? ?processors?|sub-?contractors?|unterauftrag|sous-traitants?|subencargad|sub-?responsabil|subverwerker|subprocessador|分包|再委託/
/** Lists of who was one, or will be. */
export const notNowWords =
  /former|previous|past|removed|historic|archive|upcoming|planned|future|ehemalig|künftig|kunftig|ancien|à venir|a venir|anterior|futuro/
/** Columns that name the party. */
export const partyColumnWords =
  /name|entity|company|sub-? ?processor|vendor|supplier|provider|organi[sz]ation|third part|firma|unternehmen|societe|empresa|azienda/
/** What says in a changelog that a party comes, or goes. */
export const comesWords =
  /\b(?:add|added|adding|adds|engage|engaged|engaging|appoint|appointed|onboard|onboarded|start using|started using|now use|now uses|new sub-?processor|hinzugefugt|hinzugefügt|ajoute|anadido|aggiunto|toegevoegd)\b/
export const goesWords =
  /\b(?:remove|removed|removing|no longer|stopped using|stop using|offboard|offboarded|entfernt|nicht mehr|retire|eliminado|rimosso|verwijderd)\b/
