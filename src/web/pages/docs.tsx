import { html } from 'hono/html'

/** Starts the viewer; a file of its own, for our pages run no inline script. */
export const docsScript = "SwaggerUIBundle({ url: '/openapi.json', dom_id: '#api', deepLinking: true, validatorUrl: null })\n"

/** The API's description to read and try, drawn by files of our own: nothing is loaded from another host. */
export const DocsPage = () => html`<!doctype html>
<html lang="en-GB">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>API · Telltale</title>
    <link rel="icon" href="data:," />
    <link rel="stylesheet" href="/assets/swagger-ui.css" />
  </head>
  <body>
    <main id="api"></main>
    <script src="/assets/swagger-ui-bundle.js"></script>
    <script src="/docs/start.js"></script>
  </body>
</html>`
