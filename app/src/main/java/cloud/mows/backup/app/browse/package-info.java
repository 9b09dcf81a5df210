/**
 * Answers questions about what is in the restore points of one repository, over HTTP, for whoever shows the key of the session:
 * {@link cloud.mows.backup.app.browse.BrowseServer} listens, {@link cloud.mows.backup.app.browse.Question} is what is asked,
 * {@link cloud.mows.backup.core.engine.OpenRepository} what answers.
 *
 * <p>It changes nothing, and takes no lock: what a prune removes meanwhile ends an answer, and the next question finds the repository opened
 * anew. A name of a file is bytes: it is percent-encoded in questions and answers alike.
 *
 * <pre>
 * GET /v1/snapshots/ID/entries?path=P[&amp;after=NAME][&amp;limit=N]   lines of JSON: an entry each, then {"more": true|false}
 * GET /v1/snapshots/ID/content?path=P                        the bytes of a file
 * GET /v1/snapshots/ID/archive?path=P&amp;format=zip|tar         a folder and all that is in it
 * GET /v1/snapshots/ID/changes?since=ID[&amp;limit=N]           lines of JSON: a difference each, then {"more": true|false}
 * </pre>
 *
 * Threads: one for each question. Failures: a status, and {@code {"code", "detail", "hint"}}; what fails in the middle breaks the connection off, so
 * that nobody takes the part for the whole.
 */
@NullMarked
package cloud.mows.backup.app.browse;

import org.jspecify.annotations.NullMarked;
