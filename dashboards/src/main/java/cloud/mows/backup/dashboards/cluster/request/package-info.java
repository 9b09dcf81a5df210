/**
 * What apps of a cluster ask for, as the page shows it, and the answers that are given there.
 *
 * <p>What a request is and what an answer does is known to {@link cloud.mows.backup.schedulers.answer} alone; here it is put into what
 * the page reads. An answer is to exactly what was shown: it brings the token of that. Threads: any.
 */
@NullMarked
package cloud.mows.backup.dashboards.cluster.request;

import org.jspecify.annotations.NullMarked;
