/** What went wrong, as the service says it (RFC 9457): `detail` is what is wrong with which thing, `next` what to do. */
export class Problem extends Error {
  constructor(
    readonly status: number,
    readonly title: string,
    readonly detail: string,
    readonly next: string,
  ) {
    super(detail);
    this.name = 'Problem';
  }

  /** Nobody has logged in here, or the session is over. */
  get isLoginNeeded(): boolean {
    return this.status === 401;
  }

  /** The service did not answer at all. */
  get isAway(): boolean {
    return this.status === 0;
  }
}

/** The problem in an answer that is not a success, whatever its body is. */
export function problemOf(status: number, body: unknown): Problem {
  const text = (name: string): string => {
    const value = typeof body === 'object' && body !== null ? (body as Record<string, unknown>)[name] : undefined;
    return typeof value === 'string' ? value : '';
  };
  return new Problem(status, text('title') || `HTTP ${status}`, text('detail') || text('title'), text('next'));
}

/** The service is not there: it was stopped, or the network between is down. */
export function away(): Problem {
  return new Problem(0, '', '', '');
}
