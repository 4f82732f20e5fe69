import { changelogPage, type DemoPage, edited, htmlPage } from '../page'

const site = 'Kestrelcode'
const footer = 'Kestrelcode Oy, Tampere'
const vendor = 'kestrelcode'

/** A code assistant that learns to act. */
export const kestrelcode: DemoPage[] = [
  {
    name: 'kestrelcode-terms',
    vendor,
    systems: [],
    type: 'terms',
    path: '/terms',
    restless: true,
    render: (moment) =>
      htmlPage({
        site,
        title: 'Terms of service',
        updated: `Last updated ${moment.day(340)}`,
        sections: [
          { heading: '1 Licence', text: ['You may use Kestrelcode for your own software.'] },
          {
            heading: '2 Output',
            text: [
              edited(
                moment,
                70,
                'You own the code that Kestrelcode suggests to you.',
                'You own the code that Kestrelcode suggests to you.  ',
              ),
            ],
          },
          { heading: '3 Telemetry', text: ['We collect which suggestions are accepted, never the code itself.'] },
          {
            heading: '4 Price',
            text: [
              edited(moment, 60, 'The team plan costs 19 euros per user and month.', 'The team plan costs 24 euros per user and month.'),
            ],
          },
        ],
        footer: `${footer}. Page served in ${20 + (moment.token % 7)} ms.`,
        token: moment.token,
      }),
  },
  {
    name: 'kestrelcode-changelog',
    vendor,
    systems: [],
    type: 'changelog',
    path: '/changelog',
    render: (moment) =>
      changelogPage(moment, {
        site,
        title: 'Changelog',
        intro: 'Every release, newest first.',
        entries: [
          {
            ago: 1,
            title: 'Release 5.2 runs commands by itself',
            text: 'Kestrelcode can now run commands in your terminal, execute code and open pull requests on its own.',
          },
          {
            ago: 43,
            title: 'Release 5.1 mends a vulnerability',
            text: 'Security advisory: a vulnerability in the editor plug-in (CVE-2026-41877, severity high) let a crafted file read others. Update to 5.1.',
          },
          { ago: 61, title: 'Release 5.0 and new prices', text: 'Prices for the team plan change to 24 euros per user and month.' },
        ],
        footer,
      }),
  },
  {
    name: 'kestrelcode-usage',
    vendor,
    systems: [],
    type: 'usage-policy',
    path: '/usage-policy',
    render: (moment) =>
      htmlPage({
        site,
        title: 'Usage policy',
        updated: `Last updated ${moment.day(200)}`,
        intro: ['You may not use Kestrelcode for any of these.'],
        sections: [
          {
            heading: 'Not allowed',
            items: [
              'Malicious software',
              'Circumvention of licences',
              moment.ago <= 2 ? 'Software that evaluates employees or decides on employment' : null,
              'Attacks on systems of others',
            ],
          },
        ],
        footer,
        token: moment.token,
      }),
  },
]
