import { m } from '../paraglide/messages.js';

/** What went wrong, one by one. */
export function Problems({ problems }: { problems: string[] }) {
  if (problems.length === 0) return null;
  return (
    <section className="stack" aria-labelledby="problems">
      <h2 id="problems">{m.problems()}</h2>
      <ul className="rows">
        {problems.map((problem) => (
          <li key={problem} className="problem-row">
            {problem}
          </li>
        ))}
      </ul>
    </section>
  );
}
