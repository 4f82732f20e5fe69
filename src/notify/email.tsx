import { z } from 'zod'
import type { ChannelType } from './channel'
import { headline, inert, linkTo, type Message, type MessageItem, severityWords, sideWords } from './message'

/** Mail in HTML and in text, each whole by itself. No picture, no remote part, nothing that tells whether it was read. */
export const email: ChannelType = {
  type: 'email',
  name: 'E-mail',
  addressLabel: 'Address',
  addressHint: 'One address; a list of people is best kept where your mail is.',
  address: z
    .string()
    .trim()
    .max(320)
    .regex(/^[^\s@<>,;"]+@[^\s@<>,;"]+$/, 'expected an e-mail address'),
  signs: false,
  render: (message, { address, home }) => ({
    by: 'mail',
    to: address,
    subject: headline(message),
    html: `<!doctype html>${String(<Html message={message} home={home} />)}`,
    text: textOf(message, home),
  }),
}

const footOf = ({ outside }: Message) =>
  outside
    ? 'Sent by Telltale for those who asked you. Whatever you want to know about it, ask them.'
    : 'Sent by Telltale. How often, and whether at all, is yours to set under Settings, Notices.'
const ink = 'font:15px/1.5 system-ui,sans-serif;color:#1d2327'
const quoted = 'margin:0 0 12px;padding:4px 0 4px 12px;border-left:3px solid #8a929a;font:16px/1.5 Georgia,serif'

const Html = ({ message, home }: { message: Message; home: string | null }) => {
  const link = linkTo(home, message.path)
  return (
    <html lang="en-GB">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>{headline(message)}</title>
      </head>
      <body style={`margin:0;padding:24px;${ink}`}>
        <div style="max-width:44rem;margin:0 auto">
          {message.demo ? <p>This belongs to the demonstration. Everything of it is invented.</p> : null}
          {message.severity ? (
            <p style="margin:0 0 4px">
              Severity: <strong>{severityWords[message.severity]}</strong>
            </p>
          ) : null}
          <h1 style="font-size:20px;line-height:1.3;margin:0 0 12px">{inert(message.title, 300)}</h1>
          {message.lines.map((line) => (
            <p style="margin:0 0 12px">{inert(line, 2000)}</p>
          ))}
          {message.quotes.map(({ side, text }) => (
            <blockquote style={quoted}>
              <strong style="font:600 13px system-ui,sans-serif">{sideWords[side]}</strong>
              <br />
              {text}
            </blockquote>
          ))}
          {message.because.length ? (
            <ul>
              {message.because.map((line) => (
                <li>{inert(line)}</li>
              ))}
            </ul>
          ) : null}
          {message.dates.map(({ what, day }) => (
            <p style="margin:0 0 4px">
              {what}: <strong>{day}</strong>
            </p>
          ))}
          {message.sections.map(({ heading, items, none }) => (
            <>
              <h2 style="font-size:16px;margin:20px 0 8px">{heading}</h2>
              {items.length ? (
                <ul>
                  {items.map((item) => (
                    <li>
                      <Item item={item} home={home} />
                    </li>
                  ))}
                </ul>
              ) : (
                <p style="margin:0 0 12px">{none}</p>
              )}
            </>
          ))}
          {link ? (
            <p style="margin:20px 0">
              <a href={link}>{message.act}</a>
            </p>
          ) : null}
          <p style="margin:24px 0 0;font-size:13px">{footOf(message)}</p>
        </div>
      </body>
    </html>
  )
}

const Item = ({ item, home }: { item: MessageItem; home: string | null }) => {
  const link = linkTo(home, item.path)
  const words = inert(worded(item), 400)
  return (
    <>
      {link ? <a href={link}>{words}</a> : words}
      {item.detail ? ` · ${inert(item.detail, 300)}` : null}
    </>
  )
}

const worded = ({ text, severity }: MessageItem) => `${severity ? `${severityWords[severity]}: ` : ''}${text}`

function textOf(message: Message, home: string | null): string {
  const { title, severity, lines, quotes, because, dates, sections, path, act, demo } = message
  const link = linkTo(home, path)
  const item = (one: MessageItem) => {
    const where = linkTo(home, one.path)
    return `- ${inert(worded(one), 400)}${one.detail ? ` · ${inert(one.detail, 300)}` : ''}${where ? `\n  ${where}` : ''}`
  }
  const parts = [
    demo ? 'This belongs to the demonstration. Everything of it is invented.' : '',
    `${severity ? `Severity: ${severityWords[severity]}\n` : ''}${inert(title, 300)}`,
    ...lines.map((line) => inert(line, 2000)),
    ...quotes.map((quote) => `${sideWords[quote.side]}:\n> ${quote.text}`),
    because.map((line) => `- ${inert(line)}`).join('\n'),
    dates.map(({ what, day }) => `${what}: ${day}`).join('\n'),
    ...sections.map(({ heading, items, none }) => `${heading}\n${items.length ? items.map(item).join('\n') : none}`),
    link ? `${act}: ${link}` : '',
    `-- \n${footOf(message)}`,
  ]
  return `${parts.filter(Boolean).join('\n\n')}\n`
}
