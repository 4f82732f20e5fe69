import type { Kind } from '../kind'
import { fieldChanged } from './by-structure'
import { byWords, firstOf, productTypes } from './by-words'

/** The system can now take or produce another kind of data: image, audio, video, code, files, other languages. */
export const capabilityModalityAdded = {
  kind: 'capability-modality-added',
  recognise: firstOf(
    fieldChanged(/modalit|attachment|image|vision|audio|video|voice|file|language|input_types|output_types/),
    byWords(['capability-modality-added'], { on: productTypes, side: 'added' }),
  ),
  examples: [
    { after: 'You can now attach images to a question.', type: 'changelog', is: true },
    {
      before: 'id: quill · supports_attachments: false',
      after: 'id: quill · supports_attachments: true',
      type: 'models-api',
      role: 'record',
      is: true,
    },
    { after: 'We fixed the colour of a button.', type: 'changelog', is: false },
  ],
} as const satisfies Kind
