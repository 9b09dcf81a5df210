/**
 * Database servers of an app: recognised by their pods, and dumped by commands that run in these pods, as files of one part. What a dump
 * needs to log in is in its pod already, the socket of the server and the container's own environment, and stays there.
 *
 * <p>Knows neither runs nor repositories. Invariants: a dump is handed over as whole only if its command ended with 0 and every byte arrived:
 * the pod tells the hash of what it has sent. What was cut off is told as failed with the pod, the command and its last words; it stops no
 * other dump.
 */
@NullMarked
package cloud.mows.backup.schedulers.database;

import org.jspecify.annotations.NullMarked;
