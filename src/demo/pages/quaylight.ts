import { atomFeed, type DemoPage, edited, htmlPage } from '../page'

const site = 'Quaylight'
const footer = 'Quaylight Software AB, Gothenburg'
const vendor = 'quaylight'

/** A conversation platform on another vendor's model, and itself under a third vendor's product. */
export const quaylight: DemoPage[] = [
  {
    name: 'quaylight-terms',
    vendor,
    systems: [],
    type: 'terms',
    path: '/terms',
    render: (moment) =>
      htmlPage({
        site,
        title: 'Service terms',
        updated: `Last updated ${moment.day(190)}`,
        sections: [
          {
            heading: '1 Service',
            text: ['Quaylight answers your customers in your name, with the model you choose or the one we recommend.'],
          },
          {
            heading: '2 Availability',
            text: [
              edited(
                moment,
                25,
                'Our uptime target is 99.9 % of each calendar month, and support answers within four hours.',
                'Our uptime target is 99.5 % of each calendar month, and support answers within two working days.',
              ),
              'Planned maintenance is announced three days ahead.',
            ],
          },
          {
            heading: '3 Data',
            text: ['Conversations are stored in Sweden and are yours.', 'We do not use your conversations to train models.'],
          },
          { heading: '4 Liability', text: ['Our liability is limited to the fees of the last 24 months.'] },
          { heading: '5 Law', text: ['Swedish law applies.'] },
        ],
        footer,
        token: moment.token,
      }),
  },
  {
    name: 'quaylight-privacy',
    vendor,
    systems: ['quaylight-assist'],
    type: 'privacy',
    path: '/privacy',
    render: (moment) =>
      htmlPage({
        site,
        title: 'Privacy notice',
        updated: `Version of ${moment.day(moment.ago <= 50 ? 50 : 210)}`,
        sections: [
          {
            heading: 'Who we are',
            text: ['Quaylight Software AB is the processor for conversations and the controller for account data.'],
          },
          {
            heading: 'What we keep',
            text: [
              edited(
                moment,
                50,
                'We keep account data for as long as you have an account.',
                'We keep your account data for as long as you have an account.',
              ),
              'Log files are deleted after 14 days and never shared.',
            ],
          },
          {
            heading: 'In short',
            items: ['You may ask for access', moment.ago <= 35 ? 'Quaylight Software AB is the processor for conversations' : null],
          },
          { heading: 'Your rights', text: ['You may ask for access, correction and deletion at any time.'] },
        ],
        footer,
        banner: edited(moment, 35, 'This site uses cookies.', 'This site uses only necessary cookies. Read more in our cookie notice.'),
        token: moment.token,
      }),
  },
  {
    name: 'quaylight-news',
    vendor,
    systems: [],
    type: 'release-notes',
    path: '/news.atom',
    render: (moment) =>
      atomFeed(moment, {
        host: 'quaylight.example',
        title: 'Quaylight product news',
        entries: [
          {
            ago: 12,
            title: 'Assist can now act',
            text: 'Assist can now use tools on its own: it books appointments, changes orders and sends e-mails on behalf of the customer without a person approving each step.',
          },
          {
            ago: 55,
            title: 'Assist answers with a newer model',
            text: 'Replies of Assist are now produced by heron-4-2026-09. It replaces heron-4-2026-03 for all customers.',
          },
          { ago: 110, title: 'New inbox', text: 'The shared inbox has a new look.' },
        ],
      }),
  },
  {
    name: 'quaylight-subprocessors',
    vendor,
    systems: [],
    type: 'subprocessors',
    path: '/subprocessors',
    render: (moment) =>
      htmlPage({
        site,
        title: 'Our sub-processors',
        sections: [
          {
            heading: 'List',
            table: {
              head: ['Company', 'What it does', 'Country'],
              rows: [
                ['Saltmarsh AI Ltd', 'Language model', 'United Kingdom'],
                ['Northmoor Cloud GmbH', 'Hosting', 'Germany'],
                moment.ago <= 33 ? null : ['Fernhill Mail AS', 'Delivery of e-mail', 'Norway'],
              ],
            },
          },
        ],
        footer,
        token: moment.token,
      }),
  },
]
