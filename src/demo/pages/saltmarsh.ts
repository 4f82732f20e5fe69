import { changelogPage, type DemoPage, edited, htmlPage } from '../page'

const site = 'Saltmarsh AI'
const footer = 'Saltmarsh AI Ltd, Bristol. All rights reserved.'
const vendor = 'saltmarsh'

/** A model maker: our own API use, and the model under two products of others. */
export const saltmarsh: DemoPage[] = [
  {
    name: 'saltmarsh-terms',
    vendor,
    systems: [],
    type: 'terms',
    path: '/legal/platform-terms',
    render: (moment) =>
      htmlPage({
        site,
        title: 'Platform terms',
        updated: `Last updated ${moment.day(260)}`,
        intro: ['Version 2.8. These terms apply to every use of the platform by business customers.'],
        sections: [
          {
            heading: '1 The service',
            text: [
              'We give you access to our models through an interface and a web console.',
              'You need an account with a business address to use the platform.',
            ],
          },
          {
            heading: '2 Your account',
            text: [
              'You keep your keys secret and tell us at once when one is lost.',
              'You are responsible for what is done with your keys.',
            ],
          },
          {
            heading: '3 Fees',
            text: ['Fees are charged by the token, as the price list says.', 'Invoices are due within 30 days of their date.'],
          },
          {
            heading: '4 Your content',
            text: [
              edited(
                moment,
                2,
                'You keep all rights in the content you send. We do not use your content to train or improve our models, and we ask our suppliers not to.',
                'You keep all rights in the content you send. We may use your content to train and improve our models unless an administrator of your workspace switches this off under Data controls.',
              ),
              edited(
                moment,
                41,
                'We keep your content for 30 days to look into misuse, and then delete it.',
                'We keep your content for 90 days to look into misuse, and then delete it.',
              ),
            ],
          },
          {
            heading: '5 Acceptable use',
            text: [
              'You do not use the platform to break the law or to harm others.',
              'You tell people who talk to your application that they talk to a machine.',
            ],
          },
          {
            heading: '6 Ending',
            text: [
              'Either of us may end this agreement with 60 days’ written notice.',
              'We delete what is left of your content within 30 days of the end.',
            ],
          },
          { heading: '7 Law', text: ['The law of England and Wales applies, and its courts decide.'] },
        ],
        footer: edited(moment, 58, footer, 'Saltmarsh AI Ltd, Temple Quay, Bristol. All rights reserved. Join us: careers.'),
        token: moment.token,
      }),
  },
  {
    name: 'saltmarsh-dpa',
    vendor,
    systems: [],
    type: 'dpa',
    path: '/legal/data-processing',
    render: (moment) =>
      htmlPage({
        site,
        title: 'Data processing agreement',
        updated: `Effective ${moment.day(400)}`,
        sections: [
          {
            heading: '1 Roles',
            text: [
              'You are the controller and we are the processor of personal data in your content.',
              'We process personal data only on your documented instructions.',
            ],
          },
          {
            heading: '2 Security',
            text: ['Data is encrypted in transit and at rest.', 'Access is limited to staff who need it, and is logged.'],
          },
          {
            heading: '3 Sub-processors',
            text: [
              'We tell you of a new sub-processor at least 30 days before it begins.',
              'You may object within 14 days of our notice on reasonable grounds.',
            ],
          },
          { heading: '4 Incidents', text: ['We notify you of a personal data breach within 48 hours of becoming aware of it.'] },
          moment.ago === 27 && moment.visit === 1
            ? { heading: 'Webinar', text: ['Join our webinar on data protection in model hosting next Tuesday.'] }
            : null,
          { heading: '5 Audit', text: ['Once a year you may ask for our latest audit report.'] },
        ],
        footer,
        token: moment.token,
      }),
  },
  {
    name: 'saltmarsh-subprocessors',
    vendor,
    systems: [],
    type: 'subprocessors',
    path: '/legal/subprocessors',
    render: (moment) =>
      htmlPage({
        site,
        title: 'Sub-processors',
        intro: ['These companies process personal data on our behalf.'],
        sections: [
          {
            heading: 'Current list',
            table: {
              head: ['Name', 'Purpose', 'Location'],
              rows: [
                ['Northmoor Cloud GmbH', 'Hosting of the platform', 'Germany'],
                ['Brackwater Labels Ltd', 'Review of flagged content', 'Ireland'],
                ['Millrace Support Ltd', 'Customer support', 'United Kingdom'],
              ],
            },
          },
        ],
        footer,
        token: moment.token,
      }),
  },
  {
    name: 'saltmarsh-deprecations',
    vendor,
    systems: ['heron-4', 'heron-4-mini'],
    type: 'deprecations',
    path: '/docs/deprecations',
    render: (moment) =>
      htmlPage({
        site,
        title: 'Model deprecations',
        intro: ['A deprecated model keeps answering until its retirement date.'],
        sections: [
          {
            heading: 'Schedule',
            table: {
              head: ['Model', 'State', 'Retirement date', 'Replacement'],
              rows: [
                moment.ago <= 66 ? ['heron-4-2026-03', 'Deprecated', moment.iso(-120), 'heron-4-2026-09'] : null,
                ['heron-3', 'Deprecated', moment.iso(-30), 'heron-4-2026-03'],
                ['heron-2', 'Retired', moment.iso(300), 'heron-3'],
              ],
            },
          },
        ],
        footer,
        token: moment.token,
      }),
  },
  {
    name: 'saltmarsh-models',
    vendor,
    systems: ['heron-4', 'heron-4-mini', 'heron-vision'],
    type: 'models-api',
    path: '/v1/models',
    render: (moment) => {
      const ids = ['heron-4-2026-03', 'heron-4-2026-09', 'heron-4-mini', 'heron-vision-2', ...(moment.ago <= 17 ? [] : ['heron-vision-1'])]
      const data = ids.map((id) => ({ id, object: 'model', owned_by: 'saltmarsh', context_window: id.includes('mini') ? 64000 : 200000 }))
      return { status: 200, mediaType: 'application/json', body: JSON.stringify({ object: 'list', data }, null, 2) }
    },
  },
  {
    name: 'saltmarsh-changelog',
    vendor,
    systems: [],
    type: 'changelog',
    path: '/changelog',
    render: (moment) =>
      changelogPage(moment, {
        site,
        title: 'Changelog',
        intro: 'What changed on the platform, newest first.',
        entries: [
          { ago: 31, title: 'Rate limits', text: 'The default limit for heron-4-mini is lowered from 600 to 400 requests per minute.' },
          {
            ago: 67,
            title: 'heron-4-2026-03 deprecated',
            text: `The model heron-4-2026-03 is deprecated and will be retired on ${moment.day(-120)}. Please move to heron-4-2026-09.`,
          },
          { ago: 120, title: 'heron-4-2026-09', text: 'The new snapshot heron-4-2026-09 can be chosen by name.' },
        ],
        footer,
      }),
  },
]
