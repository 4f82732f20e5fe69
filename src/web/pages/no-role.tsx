import { Gate } from '../ui/layout'

/** What somebody sees who is signed in and has no role yet: whom to ask. */
export const NoRolePage = (administrators: readonly { name: string; email: string }[]) => (
  <Gate title="No role yet">
    <div>
      <h1>You have no role here yet</h1>
      <p>
        You are signed in, but nobody has said what you may see. Ask{' '}
        {administrators.length === 1 ? 'the administrator' : 'an administrator'} for a role; then open this page again.
      </p>
    </div>
    <ul>
      {administrators.map(({ name, email }) => (
        <li>
          {name}, <a href={`mailto:${email}`}>{email}</a>
        </li>
      ))}
    </ul>
    <form method="post" action="/sign-out">
      <button class="btn" type="submit">
        Sign out
      </button>
    </form>
  </Gate>
)
