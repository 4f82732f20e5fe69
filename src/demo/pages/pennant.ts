import { changelogPage, type DemoPage, edited, htmlPage } from '../page'

const site = 'Pennant HR'
const footer = 'Pennant HR GmbH, Hamburg'
const vendor = 'pennant'

/** An HR suite with two features that use AI; one of them rests on two other vendors. */
export const pennant: DemoPage[] = [
  {
    name: 'pennant-release-notes',
    vendor,
    systems: ['pennant-screen', 'pennant-write'],
    type: 'release-notes',
    path: '/release-notes',
    render: (moment) =>
      changelogPage(moment, {
        site,
        title: 'Release notes',
        intro: 'News of the suite for administrators.',
        entries: [
          {
            ago: 20,
            title: 'Write is on for everybody',
            text: 'The AI writing assistant Pennant Write is now enabled by default for all users of your workspace. Administrators can switch it off under Settings, Features.',
          },
          { ago: 128, title: 'Calendar', text: 'Interviews can be moved by drag and drop.' },
          { ago: 100, title: 'Exports', text: 'Reports can be exported as spreadsheets.' },
        ],
        footer,
      }),
  },
  {
    name: 'pennant-terms',
    vendor,
    systems: ['pennant-screen'],
    type: 'terms',
    path: '/legal/screen-terms',
    render: (moment) =>
      htmlPage({
        site,
        title: 'Terms for Pennant Screen',
        updated: `Last updated ${moment.day(150)}`,
        sections: [
          {
            heading: '1 What Screen does',
            text: [
              'Screen reads applications and orders them by how well they fit the advert.',
              'It is intended to support recruiters in sorting applications.',
            ],
          },
          {
            heading: '2 Human oversight',
            text: [
              edited(
                moment,
                28,
                'A recruiter must review every ranking before a candidate is rejected, and can override it.',
                'Candidates below the threshold that you set may be rejected automatically without review by a recruiter.',
              ),
              'You name the recruiters who may change thresholds.',
            ],
          },
          { heading: '3 Logs', text: ['Rankings and changes to them are logged for 12 months and can be exported.'] },
          { heading: '4 Your duties', text: ['You tell applicants that software helps to sort their applications.'] },
        ],
        footer,
        token: moment.token,
      }),
  },
  {
    name: 'pennant-dpa',
    vendor,
    systems: [],
    type: 'dpa',
    path: '/legal/dpa',
    render: (moment) =>
      htmlPage({
        site,
        title: 'Data processing agreement',
        updated: `Last updated ${moment.day(320)}`,
        sections: [
          { heading: '1 Instructions', text: ['We process applicant data only on your documented instructions.'] },
          {
            heading: '2 Where data is',
            text: [
              edited(
                moment,
                45,
                'Applicant data is processed only in the European Union.',
                'Applicant data is processed in the European Union and the United States.',
              ),
            ],
          },
          { heading: '3 Deletion', text: ['Data of applicants is deleted six months after the end of the procedure.'] },
          {
            heading: 'In short',
            items: [
              'Instructions, place, deletion, help',
              moment.ago <= 16 ? 'Data of applicants is deleted six months after the end' : null,
            ],
          },
          { heading: '4 Help', text: ['We help you to answer requests of applicants within ten working days.'] },
          {
            // one fewer than the page of sub-processors names
            heading: 'Annex 2 Sub-processors',
            table: {
              head: ['Sub-processor', 'Task', 'Country'],
              rows: [
                ['Quaylight Software AB', 'Ranking engine', 'Sweden'],
                ['Elbe Rechenzentrum GmbH', 'Hosting', 'Germany'],
              ],
            },
          },
        ],
        footer,
        token: moment.token,
      }),
  },
  {
    name: 'pennant-subprocessors',
    vendor,
    systems: [],
    type: 'subprocessors',
    path: '/legal/subprocessors',
    render: (moment) =>
      htmlPage({
        site,
        title: 'Sub-processors of Pennant HR',
        sections: [
          {
            heading: 'Who helps us',
            table: {
              head: ['Name', 'Task', 'Country'],
              rows: [
                ['Quaylight Software AB', 'Ranking engine', 'Sweden'],
                ['Saltmarsh AI Ltd', 'Text generation', 'United Kingdom'],
                ['Elbe Rechenzentrum GmbH', 'Hosting', 'Germany'],
              ],
            },
          },
        ],
        footer,
        token: moment.token,
      }),
  },
]
