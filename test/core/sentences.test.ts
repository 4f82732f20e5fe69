import { expect, it } from 'vitest'
import { sentences } from '../../src/core/sentences'

it.each([
  {
    says: 'prose parts at full stops',
    text: 'We keep your prompts for thirty days. Then we delete all of them from our systems.',
    parts: 2,
  },
  { says: 'abbreviations do not part', text: 'Our processor Acme Corp. Ltd. Ireland keeps the documents of the applicants.', parts: 1 },
  { says: 'list markers do not part', text: '(a) The customer decides which of the features may be used by its people.', parts: 1 },
  {
    says: 'short pieces stay with their neighbour',
    text: 'Yes. We keep the documents of the applicants for as long as the contract runs.',
    parts: 1,
  },
  {
    says: 'Chinese needs no space',
    text: '我们会在三十天之内删除您提交的全部个人信息和相关的日志记录内容。除非法律法规另有明确的规定或者您与我们另有书面约定的情形之外。',
    parts: 2,
  },
  {
    says: 'a lost space between sentences parts too',
    text: 'We may suspend or terminate your account.For more details see the page on moderation.',
    parts: 2,
  },
])('$says', ({ text, parts }) => expect(sentences(text)).toHaveLength(parts))
