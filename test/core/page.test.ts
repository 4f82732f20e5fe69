import fc from 'fast-check'
import { parseDocument } from 'htmlparser2'
import { describe, expect, it } from 'vitest'
import { type Box, boxesOf } from '../../src/core/boxes'
import { readPage } from '../../src/core/page'

const address = 'https://vendor.example/legal/terms'

/** Only what anything is decided by: the pass keeps no other attributes. */
const decisive = ['class', 'id', 'role', 'hidden', 'style', 'href', 'aria-hidden', 'data-cfemail', 'shadowrootmode']
const bare = (box: Box): unknown => ({
  tag: box.tag,
  attribs: Object.fromEntries(decisive.flatMap((name) => (box.attribs[name] === undefined ? [] : [[name, box.attribs[name]]]))),
  kids: box.kids.map((kid) => (typeof kid === 'string' ? kid : bare(kid))),
  counts: [box.length, box.prose, box.linked],
  dropped: box.dropped,
})

const piece = fc.oneof(
  fc.constantFrom(
    '<div class="a" id=x class="b">',
    '</div>',
    '<p>',
    '</p>',
    '<ul><li>One',
    '<li>Two</ul>',
    '<a href="/x?y=1&amp;z=2">the words of a link</a>',
    '<script>if (a < b) "</p>"</script>',
    '<style>p{}</style>',
    '<!-- a comment <p> -->',
    '<br>',
    '</br>',
    '<table><tr><td>one<td>two</table>',
    '<template><p>unused</p></template>',
    '<template shadowrootmode="open"><p>shown</p></template>',
    '<h3><button aria-expanded="false">the title</button></h3>',
    '<h2>',
    '</h2>',
    '<dt><span>',
    '<button>',
    '</button>',
    '<svg><title>icon</title><path/></svg>',
    '<form><form class="inner">',
    '</form>',
    '<select><option>One</select>',
    '<body class="late">',
    '<b><p>crossed</b></p>',
    '&lt;p&gt; &nbsp;&eacute;&#8217;',
    '<![CDATA[ raw ]]>',
    '<textarea><p>typed</textarea>',
    '<img alt="x"/>',
    '<',
  ),
  fc.constantFrom('We keep the records of every customer for thirty days after the contract ends. ', 'short ', '\n  '),
)

describe('reading a page in one pass', () => {
  it('gives the boxes of the parsed document', () =>
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
        const html = pieces.join('')
        expect(bare(readPage(html, address).body)).toEqual(bare(boxesOf(parseDocument(html).children)))
      }),
      { numRuns: 300 },
    ))

  it.each([
    ['title', '<html><head><title> The\n terms </title></head><title>Other</title>', { title: 'The terms' }],
    ['a title without a head', '<title>The terms</title><p>Text', { title: 'The terms' }],
    ['no title of an icon', '<body><svg><title>Icon</title></svg><div><title>Inner</title></div>', { title: null }],
    ['language', '<html lang="de-AT"><body>', { language: 'de-AT' }],
    [
      'base and canonical',
      '<head><base href="/en/"><link rel="canonical" href="terms?utm_source=x">',
      { canonical: 'https://vendor.example/en/terms' },
    ],
    ['an address of itself in the body', '<body><link rel=canonical href="/a">', { canonical: 'https://vendor.example/a' }],
  ])('tells %s', (_, html, head) => expect(readPage(html, address).head).toMatchObject(head))

  it('bounds how deep it follows nesting', () => {
    const { body } = readPage(`${'<div>'.repeat(50_000)}deep`, address)
    let depth = 0
    for (let box: Box | undefined = body; box; depth++) box = box.kids.find((kid): kid is Box => typeof kid !== 'string')
    expect(depth).toBeLessThan(420)
  })
})
