/** The part of a sign-off in which a document goes with it; `add-evidence` keeps what is sent as `document` under `documentName`. */
export const DocumentFields = () => (
  <div class="two">
    <div class="field">
      <label for="document">Add a document</label>
      <span class="hint" id="h-document">
        Kept with its hash as evidence about the vendor. Up to 25 MB.
      </span>
      <input id="document" type="file" name="document" aria-describedby="h-document" />
    </div>
    <div class="field">
      <label for="document-name">Call it</label>
      <span class="hint" id="h-document-name">
        Its file name, if you leave this empty.
      </span>
      <input id="document-name" type="text" name="documentName" maxlength={500} aria-describedby="h-document-name" />
    </div>
  </div>
)
