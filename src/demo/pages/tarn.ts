import { changelogPage, type DemoPage, edited, htmlPage } from '../page'

const site = 'Tarn Analytics'
const footer = 'Tarn Analytics NV, Ghent'
const vendor = 'tarn'

/** Scoring for credit: a high-risk use with a model card that moves. */
export const tarn: DemoPage[] = [
  {
    name: 'tarn-model-card',
    vendor,
    systems: ['tarn-score'],
    type: 'model-card',
    path: '/models/score.md',
    render: (moment) => ({
      status: 200,
      mediaType: 'text/markdown; charset=utf-8',
      body: `# Tarn Score: model card

Version: score-7

## Intended use

Tarn Score estimates the likelihood that a private customer repays a loan. ${edited(moment, 62, 'It must not be used as the only ground for a decision.', 'It must not be used as the only ground for a decision, nor for persons under 21.')}

## Evaluation

| Measure | Value | Data |
|---|---|---|
| AUC | ${edited(moment, 4, '0.83', '0.79')} | Portfolio 2025 |
| False positive rate, women | ${edited(moment, 4, '4.1 %', '6.4 %')} | Portfolio 2025 |
| False positive rate, men | 4.0 % | Portfolio 2025 |

## Limits

The score is not meant for loans above 100,000 euros.
`,
    }),
  },
  {
    name: 'tarn-terms',
    vendor,
    systems: [],
    type: 'terms',
    path: '/terms',
    render: (moment) =>
      htmlPage({
        site,
        title: 'General terms',
        updated: `Last updated ${moment.day(moment.ago <= 22 ? 22 : 280)}`,
        sections: [
          { heading: '1 Scope', text: ['These terms apply to all scores that we deliver.'] },
          { heading: '2 Changes', text: ['We announce changes to a score 60 days ahead.'] },
          {
            heading: '3 Liability',
            text: [
              edited(
                moment,
                22,
                'Our total liability is limited to the fees paid in the last 24 months.',
                'Our total liability is limited to the fees paid in the last 12 months.',
              ),
            ],
          },
          { heading: '4 Law', text: ['Belgian law applies.'] },
        ],
        footer,
        token: moment.token,
      }),
  },
  {
    name: 'tarn-releases',
    vendor,
    systems: ['tarn-score', 'tarn-explain'],
    type: 'release-notes',
    path: '/releases',
    render: (moment) =>
      changelogPage(moment, {
        site,
        title: 'Releases',
        intro: 'Releases of our scores.',
        entries: [
          {
            ago: 24,
            title: 'Reasons as sentences',
            text: `Explain can write its reasons as sentences for applicants, once an administrator has enabled it. Our general terms change on ${moment.day(22)}.`,
          },
          { ago: 126, title: 'Explain 3', text: 'Explain shows the five strongest reasons in place of three.' },
        ],
        footer,
      }),
  },
]
