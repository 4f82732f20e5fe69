import { problemTitles } from '../problem-titles'
import { Gate } from '../ui/layout'

/** A refusal for a browser: what it means, what was said, and every fault of the form. */
export const ProblemPage = ({
  code,
  detail,
  errors,
  back,
}: {
  code: string
  detail: string
  /** The page of ours from which the reader came; null when it is not known. */
  back: string | null
  errors: readonly { path: string; message: string }[]
}) => (
  <Gate title={problemTitles[code] ?? 'This did not work'}>
    <h1>{problemTitles[code] ?? 'This did not work.'}</h1>
    {detail === problemTitles[code] ? null : <p class="soft">{detail}</p>}
    {errors.length ? (
      <ul>
        {errors.map(({ path, message }) => (
          <li>{path ? `${path}: ${message}` : message}</li>
        ))}
      </ul>
    ) : null}
    <p class="row">
      {back ? <a href={back}>Back to where you were</a> : null}
      <a href="/">To the first page</a>
    </p>
  </Gate>
)

/** What an error code of the API means. */
export const ProblemCodePage = ({ code }: { code: string }) => (
  <Gate title={code}>
    <h1>{code}</h1>
    <p>{problemTitles[code] ?? 'No more is known of this code than its name.'}</p>
  </Gate>
)
