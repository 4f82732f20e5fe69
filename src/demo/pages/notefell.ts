import { changelogPage, type DemoPage, htmlPage, unavailable } from '../page'

const site = 'Notefell'
const footer = 'Notefell Inc., Portland'
const vendor = 'notefell'

/** Meetings: two features inside a conferencing product, and the transcription under them. */
export const notefell: DemoPage[] = [
  {
    name: 'notefell-subprocessors',
    vendor,
    systems: [],
    type: 'subprocessors',
    path: '/trust/subprocessors',
    render: (moment) =>
      htmlPage({
        site,
        title: 'Sub-processors',
        intro: ['We tell customers of a new sub-processor 30 days before it begins.'],
        sections: [
          {
            heading: 'List',
            table: {
              head: ['Name', 'Purpose', 'Country', 'Notes'],
              rows: [
                ['Cascade Hosting LLC', 'Hosting', 'Ireland', 'In use'],
                ['Juniper Mail LLC', 'Notifications', 'Ireland', 'In use'],
                moment.ago <= 5
                  ? [
                      'Osprey Transcribe Inc.',
                      'Speech to text',
                      'United States',
                      `Effective ${moment.day(-25)}; customers may object until ${moment.day(-9)}`,
                    ]
                  : null,
              ],
            },
          },
        ],
        footer,
        token: moment.token,
      }),
  },
  {
    name: 'notefell-privacy',
    vendor,
    systems: ['notefell-recap', 'notefell-ask'],
    type: 'privacy',
    path: '/privacy',
    render: (moment) =>
      htmlPage({
        site,
        title: 'Privacy policy',
        updated: `Last updated ${moment.day(230)}`,
        sections: [
          {
            heading: 'Recordings',
            text: ['Recordings and notes belong to your organisation.', 'Recordings are deleted after 180 days unless you keep them.'],
          },
          {
            heading: 'Improving our product',
            text: [
              moment.ago <= 38 ? null : 'You can opt out of this at any time in the settings of your workspace.',
              'We use short extracts of recordings to measure and improve the quality of notes.',
            ].reverse(),
          },
          { heading: 'Security', text: ['Recordings are encrypted with a key of your own on the enterprise plan.'] },
        ],
        footer,
        token: moment.token,
      }),
  },
  {
    name: 'notefell-changelog',
    vendor,
    systems: [],
    type: 'changelog',
    path: '/changelog',
    render: (moment) =>
      changelogPage(moment, {
        site,
        title: 'What is new',
        intro: 'New things in Notefell.',
        entries: [
          {
            ago: 6,
            title: 'Osprey becomes a sub-processor',
            text: `From ${moment.day(-25)} Osprey is a new sub-processor of ours. Our list of sub-processors says what it does, and until when you may object.`,
          },
          {
            ago: 52,
            title: 'Recap remembers',
            text: 'Recap now remembers what was said in previous meetings, and uses this memory for later notes.',
          },
          { ago: 130, title: 'Calendar view', text: 'Meetings can be seen by week.' },
          { ago: 160, title: 'Dark mode', text: 'The application has a dark mode.' },
        ],
        footer,
      }),
  },
  {
    name: 'notefell-trust',
    vendor,
    systems: [],
    type: 'trust-center',
    path: '/trust',
    render: (moment) =>
      moment.ago <= 4
        ? unavailable
        : htmlPage({
            site,
            title: 'Trust centre',
            intro: ['How we look after your meetings.'],
            sections: [
              {
                heading: 'Certificates',
                items: [
                  'SOC 2 Type 2, report of last spring',
                  moment.ago <= 30 ? 'ISO/IEC 27001 certificate issued this month, valid for three years' : null,
                  'Penetration test each autumn',
                ],
              },
              { heading: 'Contact', text: ['Write to trust@notefell.example.'] },
            ],
            footer,
            token: moment.token,
          }),
  },
]
