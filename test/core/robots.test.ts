import { describe, expect, it } from 'vitest'
import { robotsAllow, robotsRules } from '../../src/core/robots'

const allows = (robots: string, path: string, product = 'Telltale') =>
  robotsAllow(robotsRules(robots, product), `https://acme.example.test${path}`)

/** The example of RFC 9309, 5.1, with its line for nobody in particular. */
const simple = `User-Agent: *
Disallow: *.gif$
Disallow: /example/
Allow: /publications/

User-Agent: foobot
Disallow:/
Allow:/example/page.html
Allow:/example/allowed.gif

User-Agent: barbot
User-Agent: bazbot
Disallow: /example/page.html

User-Agent: quxbot
`

describe('robots.txt by RFC 9309', () => {
  it.each([
    ['5.1 everybody', 'somebot', '/image.gif', false],
    ['5.1 everybody', 'somebot', '/image.gif?size=1', true],
    ['5.1 everybody', 'somebot', '/example/other', false],
    ['5.1 everybody', 'somebot', '/publications/one', true],
    ['5.1 a group of its own', 'foobot', '/', false],
    ['5.1 a group of its own', 'foobot', '/example/page.html', true],
    ['5.1 a group of its own', 'FooBot', '/example/allowed.gif', true],
    ['5.1 two agents, one group', 'barbot', '/example/page.html', false],
    ['5.1 two agents, one group', 'bazbot', '/example/page.html', false],
    ['5.1 two agents, one group', 'bazbot', '/example/else', true],
    ['5.1 a group without rules', 'quxbot', '/example/', true],
  ])('%s: %s asks for %s: %s', (_, product, path, is) => expect(allows(simple, path, product)).toBe(is))

  it('5.2 the longest match decides', () => {
    const longest = 'User-Agent: foobot\nAllow: /example/page/\nDisallow: /example/page/disallowed.gif\n'
    expect(allows(longest, '/example/page/disallowed.gif', 'foobot')).toBe(false)
    expect(allows(longest, '/example/page/other.gif', 'foobot')).toBe(true)
  })
  it.each([
    ['of two as long the one that allows', 'User-agent: *\nDisallow: /page\nAllow: /page', '/page', true],
    ['an empty disallow forbids nothing', 'User-agent: *\nDisallow:', '/page', true],
    ['rules before any group are nobody’s', 'Disallow: /\nUser-agent: other\nAllow: /', '/page', true],
    [
      'groups for the same agent are one',
      'User-agent: telltale\nDisallow: /a\n\nUser-agent: *\nDisallow: /\n\nUser-agent: Telltale\nDisallow: /b',
      '/b',
      false,
    ],
    [
      'groups for the same agent are one',
      'User-agent: telltale\nDisallow: /a\n\nUser-agent: *\nDisallow: /\n\nUser-agent: Telltale\nDisallow: /b',
      '/c',
      true,
    ],
    ['a version after the product is passed over', 'User-agent: Telltale/9.1\nDisallow: /', '/page', false],
    ['another product that begins alike is another', 'User-agent: Telltale-News\nDisallow: /', '/page', true],
    ['comments, a mark of the byte order and old line ends', '\uFEFFUser-agent: * # all\rDisallow: /a # not a\r', '/a', false],
    ['other lines do not end a group', 'User-agent: *\nSitemap: https://acme.example.test/map\nCrawl-delay: 5\nDisallow: /a', '/a', false],
    ['letters that need no percent sign', 'User-agent: *\nDisallow: /foo/%62ar', '/foo/bar', false],
    ['letters outside ASCII', 'User-agent: *\nDisallow: /ツ', '/%E3%83%84', false],
    ['a percent sign that stands for a reserved letter stays', 'User-agent: *\nDisallow: /a%2Fb', '/a/b', true],
    ['a sign in the middle', 'User-agent: *\nDisallow: /*/draft*.html$', '/x/y/draft-2.html', false],
    ['a sign in the middle', 'User-agent: *\nDisallow: /*/draft*.html$', '/x/y/draft-2.html5', true],
    ['the end may not overlap what came before', 'User-agent: *\nDisallow: /ab*ba$', '/aba', true],
    ['robots.txt itself is always allowed', 'User-agent: *\nDisallow: /', '/robots.txt', true],
    ['a page of HTML in its place says nothing', '<!doctype html><title>Home</title><p>Disallow: /</p>', '/page', true],
  ])('%s', (_, robots, path, is) => expect(allows(robots, path)).toBe(is))

  it('takes a hostile pattern in its stride', () => {
    const rules = robotsRules(`User-agent: *\n${`Disallow: /${'*a'.repeat(2_000)}b$\n`.repeat(50)}`, 'Telltale')
    const begun = performance.now()
    expect(robotsAllow(rules, `https://acme.example.test/${'a'.repeat(4_000)}`)).toBe(true)
    expect(performance.now() - begun).toBeLessThan(500)
  })
})
